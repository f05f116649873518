import { ActionIcon, Modal, SegmentedControl } from '@mantine/core'
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { Round } from '../../../shared/contract/process.ts'
import { useMessages } from '../../language.tsx'
import { PictureOf } from '../../ui/item-picture.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { stateOf, useSummary } from '../summary.ts'
import styles from './story.module.css'

/** Milliseconds that a picture stays, at each speed. */
const stays = { slow: 6_000, normal: 3_500, fast: 1_500 } as const
type Speed = keyof typeof stays

/** What is said of a round while it is seen: what changed, from the record, and why, in the author's own words. */
function Caption({
  round,
  count,
  at,
}: {
  readonly round: Round
  readonly count: number
  readonly at: number
}) {
  const { window: text } = useMessages()
  const summary = useSummary()
  return (
    <div className={styles.caption} aria-live="polite">
      <p className={styles.captionHead}>
        <strong>{text.process.roundNo(round.no)}</strong>
        <span className={styles.soft}>{text.process.playPlace({ at: at + 1, count })}</span>
        <StateMark state={stateOf[round.sourceType]} />
      </p>
      <p className={styles.captionChange}>{summary(round)}</p>
      {round.reason ? (
        <p className={styles.captionReason}>
          <StateMark state="stated" /> {round.reason}
        </p>
      ) : (
        <p className={styles.soft}>
          <StateMark state="missing" /> {text.process.noReason}
        </p>
      )}
    </div>
  )
}

/** The making of the work as a sequence, picture by picture. Where the system asks for no motion, it waits for a key. */
export function Play({ story, onClose }: { readonly story: readonly Round[]; readonly onClose: () => void }) {
  const { window: text } = useMessages()
  const [at, setAt] = useState(0)
  const [isPlaying, setPlaying] = useState(
    () => !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  )
  const [speed, setSpeed] = useState<Speed>('normal')
  const round = story[at]
  const next = story[at + 1]

  useEffect(() => {
    if (!isPlaying) return
    if (at >= story.length - 1) return setPlaying(false)
    const timer = setTimeout(() => setAt(at + 1), stays[speed])
    return () => clearTimeout(timer)
  }, [isPlaying, at, speed, story.length])

  function go(to: number) {
    setAt(Math.max(0, Math.min(story.length - 1, to)))
  }

  function toggle() {
    if (!isPlaying && at === story.length - 1) setAt(0)
    setPlaying(!isPlaying)
  }

  function listen(event: KeyboardEvent) {
    const isButton =
      event.target instanceof HTMLElement && event.target.closest('button, [role="radio"], input')
    if (event.key === ' ' && !isButton) toggle()
    else if (isButton && event.target instanceof HTMLInputElement) return
    else if (event.key === 'ArrowRight') go(at + 1)
    else if (event.key === 'ArrowLeft') go(at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(story.length - 1)
    else return
    event.preventDefault()
  }

  if (!round) return null
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={text.process.playTitle}
      closeButtonProps={{ 'aria-label': text.close }}
      classNames={{ content: styles.playContent, header: styles.playHeader, body: styles.playBody }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons within */}
      <div className={styles.play} onKeyDown={listen}>
        <div className={styles.stage} data-moving={isPlaying || undefined}>
          <PictureOf key={round.item} id={round.item} size="whole" alt={text.process.roundNo(round.no)} />
          {next && (
            <span className={styles.ahead} aria-hidden="true">
              <PictureOf key={next.item} id={next.item} size="whole" alt="" />
            </span>
          )}
        </div>
        <Caption round={round} count={story.length} at={at} />
        <div className={styles.controls}>
          <ActionIcon
            color="ink"
            size="lg"
            aria-label={text.process.playBack}
            onClick={() => go(at - 1)}
            disabled={at === 0}
          >
            <IconPlayerTrackPrev size={18} stroke={1.4} />
          </ActionIcon>
          <ActionIcon
            data-autofocus
            className={styles.playButton}
            variant="filled"
            color="ink"
            size="lg"
            aria-label={isPlaying ? text.process.pausePlay : text.process.play}
            onClick={toggle}
          >
            {isPlaying ? (
              <IconPlayerPause size={18} stroke={1.4} />
            ) : (
              <IconPlayerPlay size={18} stroke={1.4} />
            )}
          </ActionIcon>
          <ActionIcon
            color="ink"
            size="lg"
            aria-label={text.process.playOn}
            onClick={() => go(at + 1)}
            disabled={at === story.length - 1}
          >
            <IconPlayerTrackNext size={18} stroke={1.4} />
          </ActionIcon>
          <input
            type="range"
            min={0}
            max={story.length - 1}
            value={at}
            aria-label={text.process.playWhere}
            aria-valuetext={text.process.roundNo(round.no)}
            onChange={(event) => go(Number(event.currentTarget.value))}
          />
          <SegmentedControl
            size="xs"
            aria-label={text.process.speed}
            value={speed}
            onChange={(value) => setSpeed(value as Speed)}
            data={(['slow', 'normal', 'fast'] as const).map((value) => ({
              value,
              label: text.process.speeds[value],
            }))}
          />
          <span className={styles.soft}>{text.process.playKeys}</span>
        </div>
      </div>
    </Modal>
  )
}
