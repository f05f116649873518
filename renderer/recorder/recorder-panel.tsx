import { Modal } from '@mantine/core'
import type { Recorder } from '../../shared/contract/recorder.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import { BeginRecording } from './begin-recording.tsx'
import styles from './recorder.module.css'
import { RecorderCard } from './recorder-card.tsx'

interface Props {
  readonly caseId: number | undefined
  readonly recorders: readonly Recorder[]
  readonly opened: boolean
  readonly onClose: () => void
}

/** The folders that are recorded for a case, each with what it sealed today, and the way to begin another. */
export function RecorderPanel({ caseId, recorders, opened, onClose }: Props) {
  const { recorder: text, window } = useMessages()
  const { data } = useAnswer('cases.list', {}, { enabled: opened })
  const caseOf = (id: number) =>
    id === caseId ? null : (data?.cases.find((each) => each.id === id)?.title ?? String(id))
  const ofNow = recorders.toSorted((a, b) => Number(a.state === 'stopped') - Number(b.state === 'stopped'))
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.window.title}
      size="lg"
      closeButtonProps={{ 'aria-label': window.close }}
    >
      <p className={styles.hint}>{text.window.hint}</p>
      {recorders.length === 0 ? (
        <p className={styles.none}>{text.window.none}</p>
      ) : (
        <ul className={styles.list} aria-label={text.window.label}>
          {ofNow.map((recorder) => (
            <RecorderCard key={recorder.id} recorder={recorder} ofCase={caseOf(recorder.caseId)} />
          ))}
        </ul>
      )}
      {caseId !== undefined && <BeginRecording caseId={caseId} />}
    </Modal>
  )
}
