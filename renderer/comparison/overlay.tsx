import { useState } from 'react'
import type { Item } from '../../shared/contract/item.ts'
import { address } from '../../shared/contract/operations.ts'
import type { Region } from '../../shared/contract/primitives.ts'
import { useMessages } from '../language.tsx'
import styles from './comparison.module.css'

/** The two pictures on one another: the marked part of the capture over the work, uncovered by a slider. */
export function Overlay({
  work,
  capture,
  region = { x: 0, y: 0, width: 1, height: 1 },
}: {
  readonly work: Item
  readonly capture: Item
  readonly region?: Region
}) {
  const { window: text } = useMessages()
  const [share, setShare] = useState(50)
  const width = work.picture.width ?? work.record.width ?? 1
  const height = work.picture.height ?? work.record.height ?? 1
  return (
    <div className={styles.overlay}>
      <div className={styles.mat}>
        <div
          className={styles.window}
          style={{
            aspectRatio: `${width} / ${height}`,
            width: `min(100%, calc(var(--plate) * ${width / height}))`,
          }}
        >
          <img src={address.image(work.sha256)} alt={work.name} draggable={false} />
          <div className={styles.over} style={{ clipPath: `inset(0 0 0 ${share}%)` }}>
            <img
              src={address.image(capture.sha256)}
              alt={capture.name}
              draggable={false}
              style={{
                width: `${100 / region.width}%`,
                height: `${100 / region.height}%`,
                left: `${(-region.x / region.width) * 100}%`,
                top: `${(-region.y / region.height) * 100}%`,
              }}
            />
          </div>
          <span className={styles.edge} style={{ left: `${share}%` }} />
        </div>
      </div>
      <input
        className={styles.slider}
        type="range"
        min={0}
        max={100}
        value={share}
        aria-label={text.comparison.slider}
        onChange={(event) => setShare(Number(event.currentTarget.value))}
      />
      <div className={styles.sliderEnds}>
        <span>{text.comparison.capture}</span>
        <span>{text.comparison.work}</span>
      </div>
    </div>
  )
}
