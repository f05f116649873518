import { Checkbox, MultiSelect, Select, Textarea } from '@mantine/core'
import { Element, EvidenceKind, type Exhibit, type Item } from '../../shared/contract/item.ts'
import { useAct } from '../answers.ts'
import { useDraft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { Fields } from '../ui/controls.tsx'
import { LineInput } from '../ui/inputs.tsx'
import { showDone } from '../ui/notices.ts'
import { SaveBar } from '../ui/save-bar.tsx'
import styles from './cases.module.css'

const groups = [1, 2, 3, 4, 5, 6] as const

export function isGroup(group: number | undefined): group is (typeof groups)[number] {
  return groups.some((known) => known === group)
}

/** How one file stands in the evidence list. */
export function ExhibitForm({ item }: { readonly item: Item }) {
  const { terms, window: text } = useMessages()
  const words = text.documents
  const draft = useDraft<Exhibit>(`item ${item.id} exhibit`, item.notes.exhibit)
  const note = useAct('items.note')
  const { value, patch } = draft
  return (
    <form
      className={styles.exhibit}
      aria-label={words.exhibit}
      onSubmit={(event) => {
        event.preventDefault()
        note.mutate(
          { item: item.id, notes: { exhibit: value } },
          {
            onSuccess() {
              draft.drop()
              showDone(text.saved)
            },
          },
        )
      }}
    >
      <h2>{item.name}</h2>
      <Checkbox
        label={words.included}
        checked={value.included}
        onChange={(event) => patch({ included: event.currentTarget.checked })}
      />
      <Select
        label={words.group}
        placeholder={words.proposed}
        value={value.group === undefined ? null : String(value.group)}
        data={groups.map((group) => ({ value: String(group), label: terms.evidenceGroups[group] }))}
        onChange={(group) => patch({ group: group === null ? undefined : Number(group) })}
        clearable
      />
      <LineInput
        label={words.name}
        placeholder={words.proposed}
        value={value.name}
        onChange={(name) => patch({ name })}
      />
      <LineInput
        label={words.source}
        placeholder={words.sourceHint}
        value={value.source}
        onChange={(source) => patch({ source })}
      />
      <Textarea
        label={words.proves}
        placeholder={words.provesHint}
        value={value.proves ?? ''}
        onChange={(event) => patch({ proves: event.currentTarget.value || undefined })}
      />
      <Select
        label={words.kind}
        placeholder={words.proposed}
        value={value.kind ?? null}
        data={EvidenceKind.options.map((kind) => ({ value: kind, label: terms.evidenceKinds[kind] }))}
        onChange={(kind) => patch({ kind: (kind ?? undefined) as Exhibit['kind'] })}
        clearable
      />
      <MultiSelect
        label={words.elements}
        value={value.elements ?? []}
        data={Element.options.map((element) => ({
          value: element,
          label: `${element} ${terms.elements[element]}`,
        }))}
        onChange={(elements) => patch({ elements: elements as NonNullable<Exhibit['elements']> })}
        comboboxProps={{ transitionProps: { duration: 80 } }}
      />
      <Fields>
        <Select
          label={words.original}
          placeholder={words.unsaid}
          value={value.original === undefined ? null : value.original ? 'original' : 'copy'}
          data={[
            { value: 'original', label: words.originals.original },
            { value: 'copy', label: words.originals.copy },
          ]}
          onChange={(original) =>
            patch({ original: original === null ? undefined : original === 'original' })
          }
          clearable
        />
        <LineInput label={words.remarks} value={value.remarks} onChange={(remarks) => patch({ remarks })} />
      </Fields>
      <SaveBar draft={draft} saving={note.isPending} label={text.save} />
    </form>
  )
}
