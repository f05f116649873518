import type { Process, Round } from '../../../shared/contract/process.ts'
import { useMessages } from '../../language.tsx'
import { PictureOf } from '../../ui/item-picture.tsx'
import { useGroundWords } from '../grounds.ts'
import { useRoundName } from '../summary.ts'
import styles from './graph.module.css'

/** Rounds whose descent could not be told, and those that nothing ties to any other. */
export function inTray(process: Process, single: readonly Round[]): Round[] {
  const undecided = new Set(process.undecided.map(({ item }) => item))
  return process.rounds.filter((round) => undecided.has(round.item) || single.includes(round))
}

/** Rounds whose descent could not be told and rounds that nothing ties to any other: counted, never hidden. */
export function Tray({
  process,
  single,
  onOpen,
}: {
  readonly process: Process
  readonly single: readonly Round[]
  readonly onOpen: (item: number) => void
}) {
  const { window: text } = useMessages()
  const sentence = useGroundWords()
  const name = useRoundName()
  const reasons = new Map(process.undecided.map((each) => [each.item, each]))
  const rounds = inTray(process, single)
  if (rounds.length === 0) return null
  const byItem = new Map(process.rounds.map((round) => [round.item, round]))
  return (
    <details className={styles.tray}>
      <summary>
        {text.process.undecided(rounds.length)} <span>{text.process.undecidedHint}</span>
      </summary>
      <ul>
        {rounds.map((round) => {
          const undecided = reasons.get(round.item)
          const candidates = (undecided?.candidates ?? [])
            .map(({ from }) => byItem.get(from)?.no)
            .filter((no) => no !== undefined)
          return (
            <li key={round.item}>
              <button type="button" onClick={() => onOpen(round.item)}>
                <span className={styles.trayPicture}>
                  <PictureOf id={round.item} size="thumbnail" alt="" />
                </span>
                <span>
                  <strong>{name(round)}</strong>
                  <span className={styles.trayReason}>
                    {candidates.length > 0
                      ? text.process.between(candidates)
                      : (undecided && sentence(undecided.reason)) || text.process.alone}
                  </span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
