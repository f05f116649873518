import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Process } from '../../shared/contract/process.ts'
import { useMessages } from '../language.tsx'
import { PictureOf } from '../ui/item-picture.tsx'
import styles from './process.module.css'
import { useSummary } from './summary.ts'

type Round = Process['rounds'][number]

function RoundCard({
  round,
  open,
  final,
  onSelect,
}: {
  readonly round: Round
  readonly open: boolean
  readonly final: boolean
  readonly onSelect: (item: number) => void
}) {
  const { window: text } = useMessages()
  const summary = useSummary()(round)
  return (
    <button
      type="button"
      className={styles.card}
      data-branch={round.branch > 0 || undefined}
      data-source={round.sourceType}
      aria-pressed={open}
      onClick={() => onSelect(round.item)}
    >
      <span className={styles.thumb}>
        <PictureOf id={round.item} size="thumbnail" alt="" />
      </span>
      <span className={styles.cardNo}>
        {text.process.roundNo(round.no)}
        {final && <span className={styles.tag}>{text.process.finalTag}</span>}
        {round.branch > 0 && <span className={styles.tag}>{text.process.branch}</span>}
        {round.selected === true && !final && <span className={styles.tag}>{text.process.selectedTag}</span>}
      </span>
      <span className={styles.cardNote}>{summary}</span>
    </button>
  )
}

/** The rounds that led to the final image; without one, all of them. */
function lineTo(final: number | undefined, rounds: readonly Round[]): ReadonlySet<number> {
  const parents = new Map(rounds.map((round) => [round.item, round.parent]))
  if (final === undefined || !parents.has(final)) return new Set(parents.keys())
  const line = new Set<number>()
  for (let at: number | null = final; at !== null && !line.has(at); at = parents.get(at) ?? null) line.add(at)
  return line
}

/** The rounds from left to right; the line to the final image is drawn firm, branches hang lower and thin. */
export function LineOfRounds({
  rounds,
  selected,
  final,
  onSelect,
}: {
  readonly rounds: readonly Round[]
  readonly selected: number | undefined
  readonly final: number | undefined
  readonly onSelect: (item: number) => void
}) {
  const { window: text } = useMessages()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    horizontal: true,
    count: rounds.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 132,
    overscan: 3,
  })
  const at = rounds.findIndex((round) => round.item === selected)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, virtual])
  const main = lineTo(final, rounds)
  const hanging = rounds.some((round) => round.branch > 0)
  return (
    <section ref={scroller} className={styles.line} aria-label={text.process.line}>
      <ol
        className={styles.track}
        data-hanging={hanging || undefined}
        style={{ width: virtual.getTotalSize() - 28 }}
      >
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const round = rounds[index]
          if (!round) return null
          return (
            <li
              key={key}
              className={styles.stop}
              data-first={index === 0 || undefined}
              data-branch={round.branch > 0 || undefined}
              data-aside={!main.has(round.item) || undefined}
              style={{ transform: `translateX(${start}px)` }}
            >
              <RoundCard round={round} open={index === at} final={round.item === final} onSelect={onSelect} />
            </li>
          )
        })}
      </ol>
    </section>
  )
}
