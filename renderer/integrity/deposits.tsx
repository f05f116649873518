import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { Deposit } from '../../shared/contract/integrity.ts'
import { useAct, useAnswer } from '../answers.ts'
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
  const [draft, setDraft] = useState<Deposit[] | null>(null)
  const deposits = draft ?? data?.deposits ?? []
  const whole = deposits.filter(({ number }) => number.trim() !== '')
  return (
    <Fold title={words.deposits} note={deposits.length > 0 ? String(deposits.length) : undefined}>
      <p className={styles.soft}>{words.depositsHint}</p>
      <ListOf value={deposits} onChange={setDraft} removeLabel={({ number }) => words.removeDeposit(number)}>
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
              onChange={(number) => patch({ number: number ?? '' })}
            />
            <LineInput label={words.depositBy} value={deposit.by} onChange={(by) => patch({ by })} />
            <LineInput label={words.depositAt} value={deposit.at} onChange={(at) => patch({ at })} />
          </Fields>
        )}
      </ListOf>
      <div className={styles.actions}>
        <Button size="xs" onClick={() => setDraft([...deposits, { kind: 'blockchain', number: '' }])}>
          {words.addDeposit}
        </Button>
        {draft && (
          <Button
            size="xs"
            loading={save.isPending}
            onClick={() => save.mutate({ item, deposits: whole }, { onSuccess: () => setDraft(null) })}
          >
            {words.saveDeposits}
          </Button>
        )}
      </div>
    </Fold>
  )
}
