import type { FileRecord, Generation } from '../../shared/contract/record.ts'
import { useMessages } from '../language.tsx'
import { FileText } from '../ui/file-text.tsx'
import { Entry } from './entry.tsx'
import styles from './inspector.module.css'

/** What a generation says of a field that records can contradict each other in. */
function saidOf(generation: Generation, field: string): string[] {
  const { prompt, prompts = [], negativePrompt, negativePrompts = [], model, models = [] } = generation
  if (field === 'prompt') return prompts.length > 0 ? prompts : [prompt ?? '']
  if (field === 'negativePrompt') return negativePrompts.length > 0 ? negativePrompts : [negativePrompt ?? '']
  if (field === 'model') return [model, ...models].map((each) => each?.name ?? '')
  const value = generation[field as keyof Generation]
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}

/** Everything that the statement at a place (`kind:key`) says of a field. */
function saidAt(record: FileRecord, place: string, field: string): string {
  const values = record.generations
    .filter(({ carrier }) => {
      const statement = carrier === undefined ? undefined : record.carriers[carrier]
      return statement && `${statement.kind}:${statement.key}` === place
    })
    .flatMap((generation) => saidOf(generation, field))
  return [...new Set(values.filter(Boolean))].join('\n')
}

/** The word for a field that two records differ in. */
export function useFieldName(): (field: string) => string {
  const { terms, window: text } = useMessages()
  const names: Readonly<Record<string, string>> = { ...terms.changeFields, ...text.inspector.fields }
  return (field) => names[field] ?? field
}

/** Two sayings about one thing, each under the name of who says it. */
export function SideBySide({
  field,
  sides,
}: {
  readonly field: string
  readonly sides: readonly (readonly [who: string, says: string])[]
}) {
  const fieldName = useFieldName()
  return (
    <div className={styles.disagreement}>
      <strong>{fieldName(field)}</strong>
      <div className={styles.sides}>
        {sides.map(([who, says]) => (
          <div key={who}>
            <span className={styles.source}>{who}</span>
            <span className={styles.said}>
              <FileText text={says} />
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}

/** Where records of one file contradict each other, both stand here; the software does not choose. */
export function Disagreements({ record }: { readonly record: FileRecord }) {
  const { inspector } = useMessages().window
  const found = record.warnings.filter(({ code }) => code === 'records-disagree')
  if (found.length === 0) return null
  return (
    <Entry label={inspector.disagreements}>
      <p className={styles.source}>{inspector.disagreementsHint}</p>
      {found.map(({ details = {} }) => {
        const field = String(details.field)
        const places = [String(details.first), String(details.second)]
        return (
          <SideBySide
            key={field}
            field={field}
            sides={places.map((place) => [place, saidAt(record, place, field)])}
          />
        )
      })}
    </Entry>
  )
}
