import { Button, Textarea } from '@mantine/core'
import type { Work } from '../../shared/contract/case.ts'
import { useMessages } from '../language.tsx'
import { DayInput, LineInput } from '../ui/inputs.tsx'
import { ItemsPicker } from '../ui/items-picker.tsx'
import { ListOf } from '../ui/list-of.tsx'

type Terms = Work['toolTerms']

/** The terms of the tools in force when the work was made (element E5). */
export function ToolTermsFields({
  caseId,
  value,
  onChange,
}: {
  readonly caseId: number
  readonly value: Terms
  readonly onChange: (value: Terms) => void
}) {
  const { window: text } = useMessages()
  const words = text.work
  return (
    <>
      <ListOf
        value={value}
        onChange={onChange}
        removeLabel={(terms) => text.remove(terms.tool || words.tool)}
      >
        {(terms, patch) => (
          <>
            <LineInput
              label={words.tool}
              value={terms.tool || undefined}
              onChange={(tool) => patch({ tool: tool ?? '' })}
            />
            <LineInput
              label={words.toolVersion}
              value={terms.version}
              onChange={(version) => patch({ version })}
            />
            <LineInput label={words.url} value={terms.url} onChange={(url) => patch({ url })} />
            <DayInput
              label={words.retrievedOn}
              value={terms.retrievedOn}
              onChange={(retrievedOn) => patch({ retrievedOn })}
            />
            <Textarea
              label={words.summary}
              value={terms.summary ?? ''}
              onChange={(event) => patch({ summary: event.currentTarget.value || undefined })}
            />
            <ItemsPicker
              caseId={caseId}
              label={words.toolItems}
              value={terms.items}
              onChange={(items) => patch({ items })}
            />
          </>
        )}
      </ListOf>
      <Button size="xs" onClick={() => onChange([...value, { tool: '', items: [] }])}>
        {words.addTool}
      </Button>
    </>
  )
}
