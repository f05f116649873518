import { SegmentedControl } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Item } from '../../../shared/contract/item.ts'
import { address } from '../../../shared/contract/operations.ts'
import { formatShare } from '../../../shared/format.ts'
import { useMessages } from '../../language.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { type Difference, differenceOf } from './difference.ts'
import styles from './round.module.css'

export type Look = 'beside' | 'slider' | 'difference'

/** How the two pictures are looked at. */
export function LookChoice({ look, onLook }: { readonly look: Look; readonly onLook: (look: Look) => void }) {
  const { window: text } = useMessages()
  return (
    <SegmentedControl
      size="xs"
      aria-label={text.process.look}
      value={look}
      onChange={(value) => onLook(value as Look)}
      data={(['beside', 'slider', 'difference'] as const).map((value) => ({
        value,
        label: text.process.looks[value],
      }))}
    />
  )
}

function ratioOf(item: Item): number {
  const width = item.picture.width ?? item.record.width ?? 1
  const height = item.picture.height ?? item.record.height ?? 1
  return width / height
}

/** The later picture over the earlier one, uncovered by a slider. */
export function Slider({ before, after }: { readonly before: Item; readonly after: Item }) {
  const { window: text } = useMessages()
  const [share, setShare] = useState(50)
  const ratio = ratioOf(after)
  return (
    <div className={styles.slider}>
      <div className={styles.mat}>
        <div
          className={styles.pane}
          style={{ aspectRatio: String(ratio), width: `min(100%, calc(var(--mat) * ${ratio}))` }}
        >
          <img src={address.image(before.sha256)} alt={before.name} draggable={false} />
          <img
            src={address.image(after.sha256)}
            alt={after.name}
            draggable={false}
            style={{ clipPath: `inset(0 0 0 ${share}%)` }}
          />
          <span className={styles.edge} style={{ left: `${share}%` }} />
        </div>
      </div>
      <input
        type="range"
        min={0}
        max={100}
        value={share}
        aria-label={text.process.slider}
        onChange={(event) => setShare(Number(event.currentTarget.value))}
      />
    </div>
  )
}

async function pixelsOf(item: Item): Promise<ImageData> {
  const image = new Image()
  image.src = address.image(item.sha256)
  await image.decode()
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** The colour that marks a difference, in both colour schemes: what came. */
const mark = [176, 58, 46] as const

type Measured = { readonly difference: Difference; readonly width: number; readonly height: number }

/** What of the picture differs, pixel by pixel; measured by the program, in the page, from the originals. */
export function DifferenceView({ before, after }: { readonly before: Item; readonly after: Item }) {
  const { window: text } = useMessages()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [measured, setMeasured] = useState<Measured | 'sizes' | 'unreadable' | null>(null)

  useEffect(() => {
    let isOver = false
    setMeasured(null)
    Promise.all([pixelsOf(before), pixelsOf(after)]).then(
      ([from, to]) => {
        if (isOver) return
        if (from.width !== to.width || from.height !== to.height) setMeasured('sizes')
        else setMeasured({ difference: differenceOf(from, to, mark), width: to.width, height: to.height })
      },
      () => !isOver && setMeasured('unreadable'),
    )
    return () => {
      isOver = true
    }
  }, [before, after])

  const shown = measured !== null && typeof measured === 'object' ? measured : undefined
  useEffect(() => {
    if (!shown || !canvas.current) return
    const { difference, width, height } = shown
    canvas.current.width = width
    canvas.current.height = height
    canvas.current.getContext('2d')?.putImageData(new ImageData(difference.picture, width, height), 0, 0)
  }, [shown])

  return (
    <div className={styles.difference}>
      <div className={styles.mat}>
        {shown ? (
          <canvas ref={canvas} role="img" aria-label={text.process.looks.difference} />
        ) : (
          <p className={styles.soft}>
            {measured === null
              ? text.process.measuring
              : measured === 'sizes'
                ? text.process.sizesDiffer
                : text.process.notMeasured}
          </p>
        )}
      </div>
      {shown && (
        <p className={styles.measured}>
          <StateMark state="inferred" /> {text.process.shareDiffers(formatShare(shown.difference.share))}
        </p>
      )}
    </div>
  )
}
