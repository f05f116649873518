import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Recorder } from '../../shared/contract/recorder.ts'
import { useAct } from '../answers.ts'
import { useMessages } from '../language.tsx'
import { clock } from './clock.ts'
import styles from './recorder.module.css'

function Figure({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** One watched folder; `ofCase` names its case where that is not the one that is open. */
export function RecorderCard({
  recorder,
  ofCase,
}: {
  readonly recorder: Recorder
  readonly ofCase: string | null
}) {
  const { recorder: text } = useMessages()
  const stop = useAct('recorders.stop')
  const resume = useAct('recorders.resume')
  const { state, folder, trouble, lastFile, seenAt, failed, renamed, deleted } = recorder
  const notes = [
    failed > 0 ? text.window.failed(failed) : '',
    renamed > 0 ? text.window.renamed(renamed) : '',
    deleted > 0 ? text.window.deleted(deleted) : '',
  ].filter(Boolean)
  const act = state === 'running' ? stop : resume
  return (
    <li className={styles.card} data-mood={trouble === null ? state : 'troubled'}>
      <div className={styles.head}>
        <span className={styles.state}>
          <span className={styles.pulse} aria-hidden="true" />
          {trouble === null ? text.states[state] : text.window.interrupted}
        </span>
        {state === 'running' && seenAt && (
          <span className={styles.soft}>{text.window.seen(clock(seenAt))}</span>
        )}
        <Button
          className={styles.act}
          size="xs"
          loading={act.isPending}
          onClick={() => act.mutate({ recorder: recorder.id })}
        >
          {state === 'running' ? text.window.stop : text.window.again}
        </Button>
      </div>
      {ofCase !== null && <p className={styles.soft}>{text.window.ofCase(ofCase)}</p>}
      <code className={styles.folder}>{folder}</code>
      {trouble !== null && (
        <p className={styles.trouble} role="status">
          <IconAlertTriangle size={15} stroke={1.6} aria-hidden="true" />
          {text.trouble(trouble)}
        </p>
      )}
      <dl className={styles.figures}>
        <Figure label={text.window.today} value={recorder.sealedToday} />
        <Figure label={text.window.all} value={recorder.sealed} />
        {state !== 'stopped' && <Figure label={text.window.pendingLabel} value={recorder.pending} />}
      </dl>
      {lastFile && <p className={styles.last}>{text.window.last(clock(lastFile.sealedAt), lastFile.name)}</p>}
      {notes.length > 0 && <p className={styles.soft}>{notes.join(' · ')}</p>}
    </li>
  )
}
