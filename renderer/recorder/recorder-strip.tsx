import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconFolderSearch } from '@tabler/icons-react'
import type { Recorder } from '../../shared/contract/recorder.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import { clock } from './clock.ts'
import styles from './recorder.module.css'
import { RecorderPanel } from './recorder-panel.tsx'

type Mood = 'none' | 'troubled' | 'running' | 'waiting'

function moodOf(open: readonly Recorder[]): Mood {
  if (open.length === 0) return 'none'
  if (open.some(({ trouble }) => trouble !== null)) return 'troubled'
  return open.some(({ state }) => state === 'running') ? 'running' : 'waiting'
}

/**
 * One line that shows that recording is alive and what it sealed today: for one case, or `everywhere` in the vault.
 * It opens the panel; where nothing is recorded it offers to begin, in a case only.
 */
export function RecorderStrip({
  caseId,
  everywhere = false,
}: {
  readonly caseId?: number | undefined
  readonly everywhere?: boolean
}) {
  const { recorder: text } = useMessages()
  const [isOpen, { open: show, close }] = useDisclosure(false)
  const { data } = useAnswer('recorders.list', {})
  const recorders = (data?.recorders ?? []).filter((each) => everywhere || each.caseId === caseId)
  const watched = recorders.filter(({ state }) => state !== 'stopped')
  const mood = moodOf(watched)
  if (!data || (mood === 'none' && caseId === undefined)) return null

  const sum = (of: (recorder: Recorder) => number) => watched.reduce((total, each) => total + of(each), 0)
  const today = sum((each) => each.sealedToday)
  const last = watched
    .flatMap(({ lastFile }) => lastFile?.sealedAt ?? [])
    .sort()
    .at(-1)
  const pending = sum((each) => each.pending)
  const words = {
    none: text.window.begin,
    troubled: text.window.troubled({ today }),
    waiting: text.window.waiting,
    running: text.window.strip({ today, last: last ? clock(last) : null }),
  }[mood]
  return (
    <>
      <button type="button" className={styles.strip} data-mood={mood} onClick={show} title={words}>
        {mood === 'none' && <IconFolderSearch size={14} stroke={1.5} aria-hidden="true" />}
        {mood === 'troubled' && <IconAlertTriangle size={14} stroke={1.6} aria-hidden="true" />}
        {(mood === 'running' || mood === 'waiting') && <span className={styles.pulse} aria-hidden="true" />}
        <span className={styles.words}>{words}</span>
        {mood === 'running' && pending > 0 && (
          <span className={styles.pending}>{text.window.pending(pending)}</span>
        )}
      </button>
      <RecorderPanel caseId={caseId} recorders={recorders} opened={isOpen} onClose={close} />
    </>
  )
}
