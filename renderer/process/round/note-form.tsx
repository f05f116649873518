import { Checkbox, Chip, SegmentedControl, Select, Textarea } from '@mantine/core'
import { ProcessTag, type Round, type RoundNote } from '../../../shared/contract/process.ts'
import { useAct } from '../../answers.ts'
import { useDraft } from '../../drafts.ts'
import { useMessages } from '../../language.tsx'
import { Fields, Fold } from '../../ui/controls.tsx'
import { LineInput } from '../../ui/inputs.tsx'
import { ItemsPicker } from '../../ui/items-picker.tsx'
import { showDone } from '../../ui/notices.ts'
import { SaveBar } from '../../ui/save-bar.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import styles from './round.module.css'

/** The field of the reason, by which the keyboard finds it in the next round. */
export const reasonField = 'round-reason'

type Choice = 'open' | 'selected' | 'rejected'

const selectionOf = { open: null, selected: true, rejected: false } as const

function choiceOf(selected: boolean | null): Choice {
  return selected === null ? 'open' : selected ? 'selected' : 'rejected'
}

function textOf(value: string): string | undefined {
  return value === '' ? undefined : value
}

/** What is sent: a text that was emptied is sent empty, because a field that is left out stays as it was. */
function noteToSend(note: RoundNote): Partial<RoundNote> {
  return {
    ...note,
    reason: note.reason ?? '',
    visibleEffect: note.visibleEffect ?? '',
    selectionReason: note.selectionReason ?? '',
  }
}

/** A hand edit of which nothing is said any more is taken back: it would stand in the dossier as a statement. */
function handEditOf(edit: NonNullable<RoundNote['handEdit']>): RoundNote['handEdit'] {
  return edit.tool || edit.description || edit.items.length > 0 ? edit : null
}

/** The author's own words for a round. */
export function NoteForm({
  round,
  rounds,
  caseId,
  onNext,
}: {
  readonly round: Round
  readonly rounds: readonly Round[]
  readonly caseId: number
  /** Called after a save by the keyboard, which is the wish to go on with the next round. */
  readonly onNext: () => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.process
  // Another picture may come to stand for the round while something is typed: its first picture stays the same.
  const draft = useDraft<RoundNote>(`round ${round.pictures[0]?.item ?? round.item}`, round.note)
  const save = useAct('processes.note')
  const { value, patch } = draft
  const edit = value.handEdit ?? { description: '', items: [] }
  const later = value.reproduction ?? undefined
  return (
    <form
      className={styles.note}
      aria-label={words.note}
      onSubmit={(event) => {
        event.preventDefault()
        const byKey = (event.nativeEvent as SubmitEvent).submitter === null
        if (byKey && !draft.dirty) return onNext()
        save.mutate(
          { item: round.item, note: noteToSend(value) },
          {
            onSuccess() {
              draft.drop()
              showDone(words.noted(round.no))
              if (byKey) onNext()
            },
          },
        )
      }}
    >
      <div className={styles.question}>
        <Textarea
          id={reasonField}
          label={
            <span className={styles.labelLine}>
              {words.reason} <StateMark state={value.reason ? 'stated' : 'missing'} />
            </span>
          }
          placeholder={words.reasonHint}
          minRows={3}
          value={value.reason ?? ''}
          onChange={(event) => patch({ reason: textOf(event.currentTarget.value) })}
        />
        <Textarea
          label={words.visibleEffect}
          placeholder={words.visibleEffectHint}
          minRows={3}
          value={value.visibleEffect ?? ''}
          onChange={(event) => patch({ visibleEffect: textOf(event.currentTarget.value) })}
        />
      </div>
      <div className={styles.selection}>
        <div>
          <span id={`chosen-${round.item}`} className={styles.label}>
            {words.selection}
          </span>
          <SegmentedControl
            aria-labelledby={`chosen-${round.item}`}
            size="xs"
            value={choiceOf(value.selected)}
            onChange={(choice) => patch({ selected: selectionOf[choice as Choice] })}
            data={(['open', 'selected', 'rejected'] as const).map((choice) => ({
              value: choice,
              label: words.choices[choice],
            }))}
          />
        </div>
        <LineInput
          className={styles.grow}
          label={words.selectionReason}
          placeholder={words.selectionReasonHint}
          value={value.selectionReason}
          onChange={(selectionReason) => patch({ selectionReason })}
        />
      </div>
      <div>
        <Fold
          title={words.tags}
          note={value.tags.map((tag) => terms.processTags[tag]).join(terms.listSeparator)}
        >
          <fieldset className={styles.tags} aria-label={words.tags}>
            <Chip.Group
              multiple
              value={value.tags}
              onChange={(tags) => patch({ tags: tags as RoundNote['tags'] })}
            >
              {ProcessTag.options.map((tag) => (
                <Chip key={tag} value={tag} size="xs" variant="outline">
                  {terms.processTags[tag]}
                </Chip>
              ))}
            </Chip.Group>
          </fieldset>
        </Fold>
        <Fold title={words.handEdit} note={value.handEdit?.tool}>
          <Fields>
            <LineInput
              label={words.handTool}
              placeholder={words.handToolHint}
              value={edit.tool}
              onChange={(tool) => patch({ handEdit: handEditOf({ ...edit, tool }) })}
            />
            <Textarea
              label={words.handDescription}
              value={edit.description}
              onChange={(event) =>
                patch({ handEdit: handEditOf({ ...edit, description: event.currentTarget.value }) })
              }
            />
          </Fields>
          <ItemsPicker
            caseId={caseId}
            label={words.handItems}
            value={edit.items}
            onChange={(items) => patch({ handEdit: handEditOf({ ...edit, items }) })}
          />
        </Fold>
        <Fold title={words.reproduction} note={later ? <StateMark state="reproduction" /> : undefined}>
          <Checkbox
            label={words.isReproduction}
            checked={later !== undefined}
            onChange={(event) => patch({ reproduction: event.currentTarget.checked ? {} : null })}
          />
          {later && (
            <Fields>
              <Select
                label={words.reproductionOf}
                value={later.of === undefined ? null : String(later.of)}
                data={rounds
                  .filter((other) => other.item !== round.item)
                  .map((other) => ({ value: String(other.item), label: words.roundNo(other.no) }))}
                onChange={(of) =>
                  patch({ reproduction: { ...later, of: of === null ? undefined : Number(of) } })
                }
                clearable
                clearButtonProps={{ 'aria-label': text.clear }}
              />
              <LineInput
                label={words.madeOn}
                value={later.madeOn}
                onChange={(madeOn) => patch({ reproduction: { ...later, madeOn } })}
              />
              <LineInput
                label={words.reproductionResult}
                value={later.result}
                onChange={(result) => patch({ reproduction: { ...later, result } })}
              />
            </Fields>
          )}
        </Fold>
      </div>
      <p className={styles.keys}>{words.keys}</p>
      <SaveBar draft={draft} saving={save.isPending} label={words.save} />
    </form>
  )
}
