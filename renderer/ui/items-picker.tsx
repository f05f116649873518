import { MultiSelect } from '@mantine/core'
import type { Item } from '../../shared/contract/item.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'

/** Chooses files of the case that show what is stated: documents first, then captures. */
export function ItemsPicker({
  caseId,
  label,
  value,
  onChange,
}: {
  readonly caseId: number
  readonly label: string
  readonly value: readonly number[]
  readonly onChange: (items: number[]) => void
}) {
  const { terms, window: text } = useMessages()
  const documents = useAnswer('items.list', { case: caseId, role: 'document', limit: 200 })
  const captures = useAnswer('items.list', { case: caseId, role: 'capture', limit: 100 })
  const groups = [
    { group: terms.itemRoles.document, items: documents.data?.items ?? [] },
    { group: terms.itemRoles.capture, items: captures.data?.items ?? [] },
  ]
  const given = groups.flatMap(({ items }) => items.map((item) => item.notes.exhibit.name || item.name))
  /** Several files can be one exhibit; its name alone would not tell them apart. */
  function nameOf(item: Item): string {
    const name = item.notes.exhibit.name || item.name
    const shared = given.indexOf(name) !== given.lastIndexOf(name)
    return shared && name !== item.name ? `${name} · ${item.name}` : name
  }
  const known = new Set(groups.flatMap(({ items }) => items.map((item) => item.id)))
  const others = value.filter((id) => !known.has(id))
  const data = [
    ...groups
      .filter(({ items }) => items.length > 0)
      .map(({ group, items }) => ({
        group,
        items: items.map((item) => ({ value: String(item.id), label: nameOf(item) })),
      })),
    ...others.map((id) => ({ value: String(id), label: text.itemNo(id) })),
  ]
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? text.chooseFiles : undefined}
      data={data}
      value={value.map(String)}
      onChange={(ids) => onChange(ids.map(Number))}
      searchable
      nothingFoundMessage={text.noDocuments}
      comboboxProps={{ transitionProps: { duration: 80 } }}
    />
  )
}
