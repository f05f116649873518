import { ActionIcon, Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import type { Round, RoundPicture } from '../../../shared/contract/process.ts'
import { useAct } from '../../answers.ts'
import { useDraft } from '../../drafts.ts'
import { useMessages } from '../../language.tsx'
import { LineInput } from '../../ui/inputs.tsx'
import { PictureOf } from '../../ui/item-picture.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { stateOf } from '../summary.ts'
import styles from './round.module.css'

/** Why one picture of several was selected or rejected; for the one that stands for the round the form asks it. */
function PictureReason({ picture, name }: { readonly picture: RoundPicture; readonly name: string }) {
  const { window: text } = useMessages()
  const draft = useDraft(`picture ${picture.item}`, { selectionReason: picture.selectionReason ?? '' })
  const note = useAct('processes.note')
  return (
    <form
      className={styles.pictureReason}
      onSubmit={(event) => {
        event.preventDefault()
        note.mutate({ item: picture.item, note: draft.value }, { onSuccess: draft.drop })
      }}
    >
      <LineInput
        label={text.process.pictureReason(name)}
        value={draft.value.selectionReason}
        onChange={(selectionReason) => draft.set({ selectionReason: selectionReason ?? '' })}
      />
      <Button type="submit" disabled={!draft.dirty} loading={note.isPending}>
        {text.process.save}
      </Button>
    </form>
  )
}

/** Seeds of one run of pictures differ in their last digits: what a narrow place shows of them. */
function ending(seed: string): string {
  return seed.length > 7 ? `…${seed.slice(-5)}` : seed
}

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
  const at = round.pictures.findIndex(({ item }) => item === shown)
  const looked = round.pictures[at]
  const asksReason = looked !== undefined && looked.selected !== null && shown !== round.item

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
                  {picture.item === final ? text.process.finalTag : ending(picture.seed ?? '')}
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
      {asksReason && <PictureReason key={shown} picture={looked} name={text.process.pictureNo(at + 1)} />}
    </section>
  )
}
