import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { Item } from '../../shared/contract/item.ts'
import type { Region } from '../../shared/contract/primitives.ts'
import { useMessages } from '../language.tsx'
import { ItemPicture } from '../ui/item-picture.tsx'
import styles from './comparison.module.css'
import { clamp, type Point, pointIn, regionBetween } from './geometry.ts'

export interface PlacedMark {
  readonly no: number
  readonly point: Point
  readonly sort: 'same' | 'different'
}

/** What the next press on the picture does. */
export type Tool = 'none' | 'point' | 'region'

interface Props {
  readonly item: Item
  readonly label: string
  readonly marks: readonly PlacedMark[]
  readonly region?: Region
  /** Shows only this part of the picture; points stay fractions of the whole. */
  readonly crop?: Region
  readonly tool: Tool
  readonly onPoint: (point: Point) => void
  readonly onRegion?: (region: Region) => void
}

const step = 0.02
const moves: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
}

function percent(share: number): string {
  return `${share * 100}%`
}

/** A picture that marks can be set on, by pointer or by arrow keys and Enter, and a part of it framed by drag. */
export function Plate({ item, label, marks, region, crop, tool, onPoint, onRegion }: Props) {
  const { window: text } = useMessages()
  const surface = useRef<HTMLDivElement>(null)
  const [start, setStart] = useState<Point | null>(null)
  const [drawn, setDrawn] = useState<Region | null>(null)
  const [cross, setCross] = useState<Point>({ x: 0.5, y: 0.5 })
  const width = item.picture.width ?? item.record.width ?? 1
  const height = item.picture.height ?? item.record.height ?? 1
  const frame = crop ? null : (drawn ?? region)
  const shown = crop ?? { x: 0, y: 0, width: 1, height: 1 }
  const ratio = (width * shown.width) / (height * shown.height)

  function at(event: PointerEvent): Point | null {
    const box = surface.current?.getBoundingClientRect()
    return box ? pointIn(box, event) : null
  }

  function down(event: PointerEvent<HTMLDivElement>) {
    const point = at(event)
    if (!point || tool === 'none' || event.button !== 0) return
    event.preventDefault()
    if (tool === 'point') return onPoint(point)
    event.currentTarget.setPointerCapture(event.pointerId)
    setStart(point)
  }

  function move(event: PointerEvent) {
    const point = at(event)
    if (start && point) setDrawn(regionBetween(start, point))
  }

  function up() {
    if (drawn && onRegion) onRegion(drawn)
    setStart(null)
    setDrawn(null)
  }

  function key(event: KeyboardEvent) {
    if (tool !== 'point') return
    const by = moves[event.key]
    if (by) setCross({ x: clamp(cross.x + by.x), y: clamp(cross.y + by.y) })
    else if (event.key === 'Enter') onPoint(cross)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.mat}>
      <div
        className={styles.window}
        data-cropped={crop !== undefined}
        style={{ aspectRatio: ratio, width: `min(100%, calc(var(--plate) * ${ratio}))` }}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it acts only while a mark is being placed, and then has a role */}
        {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the label comes and goes with the role */}
        <div
          ref={surface}
          className={styles.plate}
          data-tool={tool}
          role={tool === 'point' ? 'application' : undefined}
          aria-label={tool === 'point' ? `${label} ${text.comparison.placeByKeys}` : undefined}
          tabIndex={tool === 'point' ? 0 : undefined}
          style={{
            left: percent(-shown.x / shown.width),
            top: percent(-shown.y / shown.height),
            width: percent(1 / shown.width),
            height: percent(1 / shown.height),
          }}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={up}
          onKeyDown={key}
        >
          <ItemPicture item={item} size="whole" alt={item.name} />
          {frame && (
            <span
              className={styles.region}
              style={{
                left: percent(frame.x),
                top: percent(frame.y),
                width: percent(frame.width),
                height: percent(frame.height),
              }}
            />
          )}
          {marks.map((mark) => (
            <span
              key={mark.no}
              className={styles.pin}
              data-sort={mark.sort}
              style={{ left: percent(mark.point.x), top: percent(mark.point.y) }}
            >
              {mark.no}
            </span>
          ))}
          {tool === 'point' && (
            <span
              className={styles.cross}
              aria-hidden="true"
              style={{ left: percent(cross.x), top: percent(cross.y) }}
            />
          )}
        </div>
      </div>
    </div>
  )
}
