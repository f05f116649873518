import { Button, Select } from '@mantine/core'
import { Deposit } from '../../shared/contract/integrity.ts'
import { useAct, useAnswer } from '../answers.ts'
import { useDraft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { Fields, Fold } from '../ui/controls.tsx'
import { LineInput } from '../ui/inputs.tsx'
import { ListOf } from '../ui/list-of.tsx'
import styles from './integrity.module.css'

const kinds = Deposit.shape.kind.options

/** Numbers of deposits elsewhere, as the person states them. */
export function Deposits({ item }: { readonly item: number }) {
  const { integrity, window: text } = useMessages()
  const words = text.integrity
  const { data } = useAnswer('deposits.get', { item })
  const save = useAct('deposits.set')
  const draft = useDraft<{ deposits: Deposit[] }>(`item ${item} deposits`, { deposits: data?.deposits ?? [] })
  if (!data) return null
  const { deposits } = draft.value
  const setDeposits = (next: Deposit[]) => draft.set({ deposits: next })
  const isWhole = deposits.every(({ number }) => number.trim() !== '')
  return (
    <Fold title={words.deposits} note={deposits.length > 0 ? String(deposits.length) : undefined}>
      <p className={styles.soft}>{words.depositsHint}</p>
      <ListOf
        value={deposits}
        onChange={setDeposits}
        removeLabel={({ number }) => words.removeDeposit(number)}
      >
        {(deposit, patch) => (
          <Fields>
            <Select
              label={words.depositKind}
              value={deposit.kind}
              data={kinds.map((kind) => ({ value: kind, label: integrity.depositKinds[kind] }))}
              onChange={(kind) => kind && patch({ kind: kind as Deposit['kind'] })}
            />
            <LineInput
              label={words.depositNumber}
              value={deposit.number}
              error={draft.dirty && deposit.number.trim() === '' && words.depositNumberMissing}
              onChange={(number) => patch({ number: number ?? '' })}
            />
            <LineInput label={words.depositBy} value={deposit.by} onChange={(by) => patch({ by })} />
            <LineInput label={words.depositAt} value={deposit.at} onChange={(at) => patch({ at })} />
          </Fields>
        )}
      </ListOf>
      <div className={styles.actions}>
        <Button size="xs" onClick={() => setDeposits([...deposits, { kind: 'blockchain', number: '' }])}>
          {words.addDeposit}
        </Button>
        {draft.dirty && (
          <Button
            size="xs"
            disabled={!isWhole}
            loading={save.isPending}
            onClick={() => save.mutate({ item, deposits }, { onSuccess: draft.drop })}
          >
            {words.saveDeposits}
          </Button>
        )}
      </div>
    </Fold>
  )
}
