import type { Picture } from '../../../shared/contract/item.ts'
import type { ParsedParams, Result } from '../../../shared/contract/operations.ts'
import type { Facets, FoundItem, ItemFilter, SearchOrder } from '../../../shared/contract/search.ts'
import { noGenerator } from '../../../shared/contract/search.ts'
import type { Vault } from '../vault/vault.ts'
import { type Choice, conditionOf, isText } from './conditions.ts'
import type { SearchIndex } from './entries.ts'
import { textQuery } from './words.ts'

export { openIndex, type SearchIndex } from './entries.ts'

export interface Search {
  readonly find: (query: ParsedParams<'items.search'>) => Result<'items.search'>
  readonly facets: (filter: ItemFilter) => Facets
}

const orders: Readonly<Record<SearchOrder, string>> = {
  'imported-desc': 'item DESC',
  'imported-asc': 'item',
  'claimed-desc': 'claimed_at DESC, item DESC',
  'claimed-asc': 'claimed_at IS NULL, claimed_at, item',
  'name-asc': 'name_key, item',
  'name-desc': 'name_key DESC, item DESC',
}

/** Somebody who scrolls asks for one page after the other: the numbers found are kept for the last few questions. */
const keptQuestions = 4
const mostModels = 200

interface Row {
  id: number
  case_id: number
  sha256: string
  name: string
  role: FoundItem['role']
  imported_at: string
  media_type: string
  generator: string
  has_record: number
  has_label: number
  is_reproduction: number
  model: string | null
  more_models: number
  seed: string | null
  more_seeds: number
  prompt: string | null
  prompt_cut: number
  state: Picture['state'] | null
  width: number | null
  height: number | null
}

/** Finds files by what is written in them and about them. Reads the index alone; writes nothing. */
export function openSearch(vault: Vault, index: SearchIndex): Search {
  const { database } = vault
  const rowsOf = database.prepare<[string], Row>(
    `SELECT items.id, items.case_id, items.sha256, items.name, items.role, items.imported_at, objects.media_type,
            search_items.generator, search_items.has_record, search_items.has_label,
            search_excerpts.model, more_models, seed, more_seeds, prompt, prompt_cut,
            pictures.state, pictures.width, pictures.height,
            EXISTS (SELECT 1 FROM reproductions WHERE reproductions.item = items.id AND made_item = 1) AS is_reproduction
     FROM items JOIN search_items ON search_items.item = items.id JOIN search_excerpts ON search_excerpts.item = items.id
     JOIN objects USING (sha256) LEFT JOIN pictures USING (sha256)
     WHERE items.id IN (SELECT value FROM json_each(?))`,
  )
  database.exec('CREATE TEMP TABLE IF NOT EXISTS search_hits (item INTEGER PRIMARY KEY)')
  const clearHits = database.prepare('DELETE FROM temp.search_hits')
  const findLong = database.prepare(
    'INSERT INTO temp.search_hits SELECT rowid FROM search_text WHERE search_text MATCH ?',
  )
  const findShort = database.prepare(
    'INSERT INTO temp.search_hits SELECT rowid FROM search_short WHERE search_short MATCH ?',
  )
  const findBoth = database.prepare(
    `INSERT INTO temp.search_hits SELECT rowid FROM search_text WHERE search_text MATCH ?
     INTERSECT SELECT rowid FROM search_short WHERE search_short MATCH ?`,
  )
  let held = ''
  const kept = new Map<string, { readonly at: string; readonly ids: readonly number[] }>()

  function stateOfIndex(): string {
    return `${database.pragma('data_version', { simple: true })} ${index.changes()}`
  }

  /**
   * Puts the files that a text finds into `search_hits`, once for all the questions that are asked of it: SQLite would
   * look into the text index anew for each row where it stands in a condition beside others.
   */
  function hold(text: string | undefined): void {
    if (!isText(text)) return
    const { long, short } = textQuery(text)
    const wanted = JSON.stringify([stateOfIndex(), long, short])
    if (wanted === held) return
    held = ''
    clearHits.run()
    if (long && short) findBoth.run(long, short)
    else if (long) findLong.run(long)
    else findShort.run(short)
    held = wanted
  }

  function idsOf(filter: ItemFilter, order: SearchOrder): readonly number[] {
    const question = JSON.stringify([filter, order])
    const at = stateOfIndex()
    const before = kept.get(question)
    if (before?.at === at) return before.ids
    hold(filter.text)
    const { sql, values } = conditionOf(filter)
    const ids = database
      .prepare<unknown[], number>(`SELECT item FROM search_items WHERE ${sql} ORDER BY ${orders[order]}`)
      .pluck()
      .all(...values)
    kept.delete(question)
    kept.set(question, { at, ids })
    for (const oldest of [...kept.keys()].slice(0, -keptQuestions)) kept.delete(oldest)
    return ids
  }

  function counted<V>(filter: ItemFilter, choice: Choice, sql: (where: string) => string) {
    const condition = conditionOf(filter, choice)
    return database
      .prepare<unknown[], { value: V; count: number }>(sql(condition.sql))
      .all(...condition.values)
  }

  return {
    find({ sort, offset, limit, ...filter }) {
      const ids = idsOf(filter, sort)
      const wanted = ids.slice(offset, offset + limit)
      const rows = new Map(rowsOf.all(JSON.stringify(wanted)).map((row) => [row.id, row]))
      return { total: ids.length, items: wanted.flatMap((id) => fromRow(rows.get(id)) ?? []) }
    },
    facets(filter) {
      hold(filter.text)
      const byColumn = (column: string) => (where: string) =>
        `SELECT ${column} AS value, COUNT(*) AS count FROM search_items WHERE ${where} GROUP BY value ORDER BY count DESC, value`
      const month =
        filter.dateOf === 'imported'
          ? (where: string) =>
              `SELECT substr(imported_on, 1, 7) AS value, COUNT(*) AS count FROM search_items WHERE ${where}
               GROUP BY value ORDER BY value DESC`
          : (where: string) =>
              `SELECT substr(day, 1, 7) AS value, COUNT(DISTINCT item) AS count FROM search_days
               WHERE item IN (SELECT item FROM search_items WHERE ${where}) GROUP BY value ORDER BY value DESC`
      const condition = conditionOf(filter)
      const sums = database
        .prepare<unknown[], { total: number; records: number; labels: number }>(
          `SELECT COUNT(*) AS total, COALESCE(SUM(has_record), 0) AS records, COALESCE(SUM(has_label), 0) AS labels
           FROM search_items WHERE ${condition.sql}`,
        )
        .get(...condition.values)
      return {
        total: sums?.total ?? 0,
        generators: counted<string>(filter, 'generators', byColumn('generator')),
        models: counted<string>(
          filter,
          'models',
          (where) =>
            `SELECT model AS value, COUNT(*) AS count FROM search_models
             WHERE item IN (SELECT item FROM search_items WHERE ${where})
             GROUP BY value ORDER BY count DESC, value LIMIT ${mostModels}`,
        ),
        roles: counted<FoundItem['role']>(filter, 'roles', byColumn('role')),
        cases: counted<number>(filter, 'cases', byColumn('case_id')),
        months: counted<string>(filter, 'months', month),
        withRecord: sums?.records ?? 0,
        hasLabel: sums?.labels ?? 0,
      }
    },
  }
}

function fromRow(row: Row | undefined): FoundItem | null {
  if (!row) return null
  return {
    id: row.id,
    caseId: row.case_id,
    sha256: row.sha256,
    name: row.name,
    role: row.role,
    mediaType: row.media_type,
    generator: row.generator === noGenerator ? null : row.generator,
    model: row.model,
    moreModels: row.more_models,
    seed: row.seed,
    moreSeeds: row.more_seeds,
    prompt: row.prompt,
    promptCut: row.prompt_cut === 1,
    withRecord: row.has_record === 1,
    hasLabel: row.has_label === 1,
    reproduction: row.is_reproduction === 1,
    picture: {
      state: row.state ?? 'pending',
      ...(row.width === null ? {} : { width: row.width }),
      ...(row.height === null ? {} : { height: row.height }),
    },
    importedAt: row.imported_at,
  }
}
