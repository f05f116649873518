import { Button, Textarea } from '@mantine/core'
import type { Item } from '../../shared/contract/item.ts'
import { wantsTranslation } from '../../shared/foreign-text.ts'
import { useAct } from '../answers.ts'
import { useDraft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { showDone } from '../ui/notices.ts'
import { StateMark } from '../ui/state-mark.tsx'
import styles from './inspector.module.css'
import { isLog } from './log.ts'

/** What a person says of a file: a note, and the Chinese translation of its prompts. */
export function ItemWords({ item }: { readonly item: Item }) {
  const { window: text } = useMessages()
  const { notes } = item
  // The prompts of a log are those of other files, which have their own translations.
  const generation = isLog(item)
    ? undefined
    : item.record.generations.find((candidate) => candidate.prompt !== undefined)
  const draft = useDraft(`item ${item.id} words`, {
    note: notes.note ?? '',
    promptTranslation: notes.promptTranslation ?? '',
    negativePromptTranslation: notes.negativePromptTranslation ?? '',
  })
  const save = useAct('items.note')
  const { value } = draft
  const stateOf = (said: string) => <StateMark state={said ? 'stated' : 'missing'} />
  const label = (words: string, said: string) => (
    <span className={styles.labelLine}>
      {words} {stateOf(said)}
    </span>
  )
  return (
    <form
      className={styles.words}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(
          { item: item.id, notes: value },
          {
            onSuccess() {
              draft.drop()
              showDone(text.saved)
            },
          },
        )
      }}
    >
      {(wantsTranslation(generation?.prompt) || notes.promptTranslation) && (
        <Textarea
          size="xs"
          label={label(text.inspector.promptTranslation, value.promptTranslation)}
          value={value.promptTranslation}
          onChange={(event) => draft.patch({ promptTranslation: event.currentTarget.value })}
        />
      )}
      {(wantsTranslation(generation?.negativePrompt) || notes.negativePromptTranslation) && (
        <Textarea
          size="xs"
          label={label(text.inspector.negativePromptTranslation, value.negativePromptTranslation)}
          value={value.negativePromptTranslation}
          onChange={(event) => draft.patch({ negativePromptTranslation: event.currentTarget.value })}
        />
      )}
      <Textarea
        size="xs"
        label={text.inspector.note}
        value={value.note}
        onChange={(event) => draft.patch({ note: event.currentTarget.value })}
      />
      {draft.dirty && (
        <Button type="submit" size="xs" loading={save.isPending}>
          {text.inspector.saveWords}
        </Button>
      )}
    </form>
  )
}
