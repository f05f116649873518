import { Button, FileButton } from '@mantine/core'
import { IconClockShield, IconFileImport } from '@tabler/icons-react'
import type { Rung, Timestamp } from '../../shared/contract/integrity.ts'
import type { Item } from '../../shared/contract/item.ts'
import { useAct, useAnswer } from '../answers.ts'
import { sourceOf } from '../client.ts'
import { useMessages } from '../language.tsx'
import { addressOf } from '../route.ts'
import { Fold } from '../ui/controls.tsx'
import { showDone, showError } from '../ui/notices.ts'
import { Digest, Time } from '../ui/text.tsx'
import { Deposits } from './deposits.tsx'
import styles from './integrity.module.css'

/** What proves a file, from what needs nobody's word to what is only somebody's word, with what can be done for it. */
export function ProofLadder({ item }: { readonly item: Item }) {
  const { integrity, window: text } = useMessages()
  const words = text.integrity
  const { data: ladder } = useAnswer('ladders.get', { item: item.id })
  const ids = ladder?.rungs.flatMap(({ timestamp }) => timestamp ?? []) ?? []
  const { data: stamps } = useAnswer('timestamps.list', { ids })
  if (!ladder) return null
  return (
    <section className={styles.proof} aria-label={words.prove}>
      <h3>{words.prove}</h3>
      <p className={styles.soft}>{integrity.ladderHint}</p>
      <ol className={styles.ladder}>
        {ladder.rungs.map((rung, index) => (
          <OneRung
            // biome-ignore lint/suspicious/noArrayIndexKey: the rungs of a file keep their order
            key={index}
            rung={rung}
            stamp={stamps?.timestamps.find(({ id }) => id === rung.timestamp)}
          />
        ))}
      </ol>
      {ladder.sm3 && (
        <p className={styles.soft}>
          SM3 <Digest value={ladder.sm3} whole />
        </p>
      )}
      <Stamping item={item} rungs={ladder.rungs} />
      <Deposits key={item.id} item={item.id} />
    </section>
  )
}

function OneRung({ rung, stamp }: { readonly rung: Rung; readonly stamp: Timestamp | undefined }) {
  const { integrity, window: text } = useMessages()
  return (
    <li className={styles.rung} data-state={rung.state}>
      <div className={styles.rungHead}>
        <strong>{integrity.states[rung.state]}</strong>
        <span>{integrity.trust[rung.trust]}</span>
      </div>
      <p>{integrity.rung(rung)}</p>
      {rung.since && (
        <p className={styles.soft}>
          {rung.state === 'unchecked' ? integrity.stated : integrity.since} <Time at={rung.since} />
        </p>
      )}
      {rung.until && (
        <p className={styles.soft}>
          {integrity.until} <Time at={rung.until} />
        </p>
      )}
      {stamp?.verdict && (
        <Fold title={text.integrity.checks}>
          <ul className={styles.checks}>
            {stamp.verdict.checks.map((check) => (
              <li key={check.code} data-result={check.result}>
                {integrity.check(check)}
              </li>
            ))}
          </ul>
          {stamp.verdict.time && !stamp.imported && (
            <p className={styles.soft}>
              {integrity.gap({ requestedAt: stamp.requestedAt, time: stamp.verdict.time })}
            </p>
          )}
        </Fold>
      )}
    </li>
  )
}

function Stamping({ item, rungs }: { readonly item: Item; readonly rungs: readonly Rung[] }) {
  const { integrity, window: text } = useMessages()
  const words = text.integrity
  const { data } = useAnswer('authorities.get', {})
  const request = useAct('timestamps.request')
  const take = useAct('timestamps.import')
  const canAsk = data?.authorities.some(({ url }) => url !== undefined) ?? false
  const isOld = rungs.some(
    ({ kind, state }) => kind === 'stamp' && (state === 'ends-soon' || state === 'ended'),
  )

  async function takeToken(file: File | null) {
    if (!file) return
    try {
      take.mutate({ source: await sourceOf(file) }, { onSuccess: () => showDone(words.imported) })
    } catch (error) {
      // The file could not be handed over; what the core refuses is said by the act.
      showError(error)
    }
  }

  return (
    <div className={styles.actions}>
      {canAsk ? (
        <Button
          size="xs"
          leftSection={<IconClockShield size={15} stroke={1.4} aria-hidden="true" />}
          loading={request.isPending}
          onClick={() => request.mutate({ subjects: [{ kind: 'item', item: item.id }] })}
        >
          {isOld ? words.restamp : words.stamp}
        </Button>
      ) : (
        <p className={styles.soft}>
          {words.noAuthority}
          <a href={addressOf({ screen: 'settings' })}>{words.toSettings}</a>
        </p>
      )}
      <FileButton accept=".tsr,.tst,.tsa,.p7s" onChange={(file) => void takeToken(file)}>
        {(props) => (
          <Button
            {...props}
            size="xs"
            leftSection={<IconFileImport size={15} stroke={1.4} aria-hidden="true" />}
            title={words.importTokenHint}
          >
            {words.importToken}
          </Button>
        )}
      </FileButton>
      <p className={styles.soft}>{integrity.unverifiedAcceptance}</p>
    </div>
  )
}
