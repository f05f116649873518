import { IconX } from '@tabler/icons-react'
import { useMessages } from '../language.tsx'
import { visible } from '../ui/visible-text.ts'
import styles from './library.module.css'
import { useCaseTitle, useGeneratorName } from './names.ts'
import { everything, type LibraryQuery } from './query.ts'

interface Condition {
  readonly key: string
  readonly words: string
  /** What is changed to take it away. */
  readonly without: Partial<LibraryQuery>
}

function useConditions(query: LibraryQuery): Condition[] {
  const { terms, window: text } = useMessages()
  const { library } = text
  const generatorName = useGeneratorName()
  const caseTitle = useCaseTitle()
  const found: Condition[] = []
  const add = (key: string, words: string, without: Partial<LibraryQuery>) =>
    found.push({ key, words, without })
  if (query.text) add('text', library.quoted(visible(query.text)), { text: undefined })
  if (query.case !== undefined) add('case', caseTitle(query.case), { case: undefined })
  if (query.role) add('role', terms.itemRoles[query.role], { role: undefined })
  for (const id of query.generators ?? []) {
    add(`generator ${id}`, generatorName(id), { generators: query.generators?.filter((each) => each !== id) })
  }
  for (const model of query.models ?? []) {
    add(`model ${model}`, visible(model), { models: query.models?.filter((each) => each !== model) })
  }
  if (query.withRecord !== undefined) {
    add('record', query.withRecord ? library.withRecord : library.withoutRecord, { withRecord: undefined })
  }
  if (query.hasLabel !== undefined) {
    add('label', query.hasLabel ? library.withLabel : library.withoutLabel, { hasLabel: undefined })
  }
  if (query.from || query.to) {
    const of = library.dateOf[query.dateOf]
    add('days', library.days({ from: query.from, to: query.to, of }), { from: undefined, to: undefined })
  }
  return found
}

/** The conditions in force, each to be taken away by a press. */
export function Conditions({
  query,
  onChange,
}: {
  readonly query: LibraryQuery
  readonly onChange: (part: Partial<LibraryQuery>) => void
}) {
  const { library } = useMessages().window
  const conditions = useConditions(query)
  if (conditions.length === 0) return null
  const none = Object.assign({}, ...conditions.map(({ without }) => without), {
    generators: undefined,
    models: undefined,
    dateOf: everything.dateOf,
  }) as Partial<LibraryQuery>
  return (
    <ul className={styles.conditions} aria-label={library.chosen}>
      {conditions.map(({ key, words, without }) => (
        <li key={key}>
          <button
            type="button"
            className={styles.condition}
            aria-label={library.takeAway(words)}
            onClick={() => onChange(without)}
          >
            <span>{words}</span>
            <IconX size={13} stroke={1.6} aria-hidden="true" />
          </button>
        </li>
      ))}
      {conditions.length > 1 && (
        <li>
          <button type="button" className={styles.moreChoices} onClick={() => onChange(none)}>
            {library.clearAll}
          </button>
        </li>
      )}
    </ul>
  )
}
