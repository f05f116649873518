import { SegmentedControl } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { Process, Round } from '../../../shared/contract/process.ts'
import { formatDay } from '../../../shared/format.ts'
import { useLanguage, useMessages } from '../../language.tsx'
import { PictureOf } from '../../ui/item-picture.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { useTimeValue } from '../round/changes.tsx'
import { stateOf, useRoundName, useSummary } from '../summary.ts'
import { kindsIn, type Row, rowsBy, type TimeKind } from './moments.ts'
import styles from './story.module.css'

const heights = { day: 40, pause: 28, none: 56, round: 76 } as const

/** The times of a round, a column for each kind: what a file claims never stands in line with what was measured. */
function RoundRow({
  round,
  kinds,
  onOpen,
}: {
  readonly round: Round
  readonly kinds: readonly TimeKind[]
  readonly onOpen: (item: number) => void
}) {
  const summary = useSummary()
  const name = useRoundName()
  const shownTime = useTimeValue()
  return (
    <button type="button" className={styles.row} onClick={() => onOpen(round.item)}>
      <span className={styles.rowPicture}>
        <PictureOf id={round.item} size="thumbnail" alt="" />
      </span>
      <span className={styles.rowWords}>
        <span>
          <strong>{name(round)}</strong> <StateMark state={stateOf[round.sourceType]} quiet />
        </span>
        <span className={styles.soft}>{summary(round)}</span>
      </span>
      {kinds.map((kind) => (
        <span key={kind} className={styles.cell} data-kind={kind}>
          {round.times
            .filter((time) => time.kind === kind)
            .slice(0, 2)
            .map((time) => (
              <span key={`${time.source} ${time.value}`}>
                {shownTime(time)}
                {kind !== 'imported' && kind !== 'sealed' && (
                  <span className={styles.soft}> {time.source}</span>
                )}
              </span>
            ))}
        </span>
      ))}
    </button>
  )
}

function Between({ row }: { readonly row: Exclude<Row, { kind: 'round' }> }) {
  const { language } = useLanguage()
  const { window: text } = useMessages()
  if (row.kind === 'day') return <h3 className={styles.day}>{formatDay(row.day, language)}</h3>
  if (row.kind === 'pause') return <p className={styles.pause}>{text.process.pause(row.minutes)}</p>
  return <p className={styles.none}>{text.process.withoutTime}</p>
}

/** The same rounds by time. Each kind of time has its own column and its own order. */
export function Timeline({
  process,
  onOpen,
}: {
  readonly process: Process
  readonly onOpen: (item: number) => void
}) {
  const { window: text } = useMessages()
  const kinds = useMemo(() => kindsIn(process.rounds), [process.rounds])
  const [wished, setWished] = useState<TimeKind>('claimed')
  const by = kinds.includes(wished) ? wished : (kinds[0] ?? 'imported')
  const rows = useMemo(() => rowsBy(process.rounds, by), [process.rounds, by])
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'round'],
    overscan: 6,
  })
  return (
    <div className={styles.timeline}>
      <div className={styles.timelineHead}>
        <span id="timeline-by">{text.process.byTime}</span>
        <SegmentedControl
          size="xs"
          aria-labelledby="timeline-by"
          value={by}
          onChange={(kind) => setWished(kind as TimeKind)}
          data={kinds.map((kind) => ({ value: kind, label: text.process.timeKinds[kind] }))}
        />
        <p className={styles.soft}>{text.process.timeTrust[by]}</p>
      </div>
      <div className={styles.columns} data-kinds={kinds.length} aria-hidden="true">
        <span />
        <span />
        {kinds.map((kind) => (
          <span key={kind} data-kind={kind} data-by={kind === by || undefined}>
            {text.process.timeKinds[kind]}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled with the keyboard too */}
      <section ref={scroller} className={styles.rows} aria-label={text.process.views.timeline} tabIndex={0}>
        <div className={styles.track} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = rows[index]
            if (!row) return null
            return (
              <div
                key={key}
                className={styles.place}
                data-kinds={kinds.length}
                style={{ transform: `translateY(${start}px)`, height: heights[row.kind] }}
              >
                {row.kind === 'round' ? (
                  <RoundRow round={row.round} kinds={kinds} onOpen={onOpen} />
                ) : (
                  <Between row={row} />
                )}
              </div>
            )
          })}
        </div>
      </section>
    </div>
  )
}
