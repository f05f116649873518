import { VisuallyHidden } from '@mantine/core'
import { Handle, Position } from '@xyflow/react'
import { createContext, type RefObject, useContext, useEffect, useRef } from 'react'
import { useMessages } from '../../language.tsx'
import { PictureOf } from '../../ui/item-picture.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { stateOf, useRoundName, useSummary } from '../summary.ts'
import styles from './graph.module.css'
import type { Frame, Spot } from './layout.ts'

export interface GraphState {
  readonly active: string | undefined
  /** A round is open below the graph. */
  readonly isOpen: boolean
  readonly final: number | undefined
  /** Nodes from which a line goes to another lane; their words end before it. */
  readonly forks: ReadonlySet<string>
  readonly wanted: RefObject<string | null>
  readonly open: (spot: Spot) => void
}

export const GraphContext = createContext<GraphState | null>(null)

function useGraph(): GraphState {
  const state = useContext(GraphContext)
  if (!state) throw new Error('there is no graph around this node')
  return state
}

/** A round, or several as one: its picture, how many pictures it has, and two or three words of what changed. */
export function StopNode({ data }: { readonly data: { readonly spot: Spot } }) {
  const { spot } = data
  const { stop } = spot
  const { window: text } = useMessages()
  const { active, isOpen, final, forks, wanted, open } = useGraph()
  const summary = useSummary()
  const name = useRoundName()
  const button = useRef<HTMLButtonElement>(null)
  const [round] = stop.rounds
  const last = stop.rounds.at(-1) ?? round
  const isActive = active === stop.key
  const isFinal = stop.fold === null && round.pictures.some(({ item }) => item === final)
  const pictures = stop.rounds.reduce((sum, { pictures }) => sum + pictures.length, 0)

  useEffect(() => {
    if (!isActive || wanted.current !== stop.key) return
    wanted.current = null
    button.current?.focus({ preventScroll: true })
  }, [isActive, stop.key, wanted])

  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles.handle} />
      <button
        ref={button}
        type="button"
        className={styles.stop}
        tabIndex={isActive ? 0 : -1}
        aria-pressed={isActive && isOpen}
        aria-expanded={stop.fold ? false : undefined}
        data-active={isActive || undefined}
        data-main={spot.main || undefined}
        data-forks={forks.has(stop.key) || undefined}
        data-final={isFinal || undefined}
        data-state={stateOf[round.sourceType]}
        data-rejected={(stop.fold === null && round.selected === false) || undefined}
        onClick={() => open(spot)}
      >
        <span className={styles.picture} data-stack={pictures > 1 || undefined}>
          <PictureOf id={last.item} size="thumbnail" alt="" />
          {pictures > 1 && (
            <span className={styles.count}>
              {pictures}
              <VisuallyHidden>{text.process.pictures(pictures)}</VisuallyHidden>
            </span>
          )}
          <span className={styles.mark}>
            <StateMark state={stateOf[round.sourceType]} quiet />
          </span>
        </span>
        <span className={styles.words}>
          <span className={styles.no}>
            {stop.fold ? text.process.roundsNo(round.no, last.no) : name(round)}
            {isFinal && <span className={styles.tag}>{text.process.finalTag}</span>}
            {!isFinal && stop.fold === null && round.selected !== null && (
              <span className={styles.tag}>
                {round.selected ? text.process.selectedTag : text.process.rejectedTag}
              </span>
            )}
          </span>
          <span className={styles.change}>{summary(stop)}</span>
        </span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles.handle} />
    </>
  )
}

/** The heading over a history, or the box around rounds whose order is not known. */
export function FrameNode({ data }: { readonly data: { readonly frame: Frame } }) {
  const { window: text } = useMessages()
  const { final } = useGraph()
  const { frame } = data
  const pictures = frame.rounds.reduce((sum, round) => sum + round.pictures.length, 0)
  const figures = text.process.figures({ rounds: frame.rounds.length, pictures })
  // Only where a final image is named does anything lead to it.
  const group =
    final === undefined
      ? text.process.group(frame.history + 1)
      : frame.history === 0
        ? text.process.finalHistory
        : text.process.otherHistory(frame.history)
  const [title, note] = {
    history: [group, figures],
    unordered: [text.process.unordered, text.process.unorderedHint],
    alone: [text.process.aloneTitle, text.process.aloneHint],
  }[frame.kind]
  return (
    <div className={styles.frame} data-kind={frame.kind}>
      <p className={styles.frameHead}>
        <strong>{title}</strong>
        <span>{note}</span>
      </p>
    </div>
  )
}
