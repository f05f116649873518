import { ActionIcon } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import type { Round } from '../../../shared/contract/process.ts'
import { useAct } from '../../answers.ts'
import { useMessages } from '../../language.tsx'
import { PictureOf } from '../../ui/item-picture.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { stateOf } from '../summary.ts'
import styles from './round.module.css'

/** The pictures of one round: one recipe, other seeds. None of them comes from another. */
export function Siblings({
  round,
  shown,
  final,
  onShow,
}: {
  readonly round: Round
  /** The picture that is looked at. */
  readonly shown: number
  readonly final: number | undefined
  readonly onShow: (item: number) => void
}) {
  const { window: text } = useMessages()
  const note = useAct('processes.note')
  if (round.pictures.length < 2) return null

  function choose(item: number, selected: boolean | null) {
    note.mutate({ item, note: { selected } })
  }

  return (
    <section className={styles.siblings} aria-label={text.process.siblings}>
      <p>
        <strong>{text.process.siblingsOf(round.pictures.length)}</strong>{' '}
        <span className={styles.soft}>{text.process.siblingsHint}</span>
      </p>
      <ul>
        {round.pictures.map((picture, index) => {
          const name = text.process.pictureNo(index + 1)
          return (
            <li key={picture.item} data-selected={picture.selected ?? undefined}>
              <button
                type="button"
                className={styles.sibling}
                aria-pressed={picture.item === shown}
                aria-label={name}
                onClick={() => onShow(picture.item)}
              >
                <PictureOf id={picture.item} size="thumbnail" alt="" />
                <span className={styles.siblingMark}>
                  <StateMark state={stateOf[picture.sourceType]} quiet />
                </span>
              </button>
              <span className={styles.siblingFoot}>
                <span className={styles.seed} title={picture.seed ?? undefined}>
                  {picture.item === final ? text.process.finalTag : (picture.seed ?? '')}
                </span>
                <ActionIcon
                  className={styles.choice}
                  size="sm"
                  color="ink"
                  variant={picture.selected === true ? 'filled' : 'subtle'}
                  aria-pressed={picture.selected === true}
                  aria-label={text.process.choosePicture(name)}
                  title={text.process.choices.selected}
                  onClick={() => choose(picture.item, picture.selected === true ? null : true)}
                >
                  <IconCheck size={14} stroke={1.6} />
                </ActionIcon>
                <ActionIcon
                  className={styles.choice}
                  size="sm"
                  color="ink"
                  variant={picture.selected === false ? 'filled' : 'subtle'}
                  aria-pressed={picture.selected === false}
                  aria-label={text.process.rejectPicture(name)}
                  title={text.process.choices.rejected}
                  onClick={() => choose(picture.item, picture.selected === false ? null : false)}
                >
                  <IconX size={14} stroke={1.6} />
                </ActionIcon>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
