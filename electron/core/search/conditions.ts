import type { ItemFilter } from '../../../shared/contract/search.ts'
import { wordsOf } from '../../../shared/search-words.ts'

/** A choice that a person makes among counts; its own counts are not narrowed by it. */
export type Choice = 'generators' | 'models' | 'roles' | 'cases' | 'months'

export interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/** Whether anything was typed that can be looked for. */
export function isText(text: string | undefined): text is string {
  return text !== undefined && wordsOf(text).length > 0
}

/** What a filter asks of the rows of `search_items`, leaving one choice aside where it is named. Its text is in `search_hits`. */
export function conditionOf(filter: ItemFilter, aside?: Choice): Condition {
  const parts: Condition[] = []
  const must = (sql: string, ...values: (string | number)[]) => parts.push({ sql, values })
  if (isText(filter.text)) must('item IN (SELECT item FROM temp.search_hits)')
  if (filter.case !== undefined && aside !== 'cases') must('case_id = ?', filter.case)
  if (filter.role && aside !== 'roles') must('role = ?', filter.role)
  if (filter.generators && aside !== 'generators') {
    must(`generator IN (${marks(filter.generators)})`, ...filter.generators)
  }
  if (filter.models && aside !== 'models') {
    must(
      `item IN (SELECT item FROM search_models WHERE model IN (${marks(filter.models)}))`,
      ...filter.models,
    )
  }
  const { from = '0000-00-00', to = '9999-99-99' } = filter
  if ((filter.from || filter.to) && aside !== 'months') {
    if (filter.dateOf === 'imported') must('imported_on BETWEEN ? AND ?', from, to)
    else must('item IN (SELECT item FROM search_days WHERE day BETWEEN ? AND ?)', from, to)
  }
  if (filter.withRecord !== undefined) must('has_record = ?', Number(filter.withRecord))
  if (filter.hasLabel !== undefined) must('has_label = ?', Number(filter.hasLabel))
  return {
    sql: parts.length === 0 ? 'TRUE' : parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  }
}

function marks(values: readonly string[]): string {
  return values.map(() => '?').join(', ')
}
