import { ItemNotes, type ItemRole } from '../../../shared/contract/item.ts'
import type { RoundNote } from '../../../shared/contract/process.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import type { Vault } from '../vault/vault.ts'
import { factsOf, type IndexedItem } from './index-rows.ts'
import { type Searchable, searchText } from './texts.ts'
import { shortTokens } from './words.ts'

/** Raised whenever other things are looked for than before: the index of every vault is then made again. */
const indexVersion = '1'

export interface SearchIndex {
  /** Only inside a transaction. Indexes a file that just got its row; nothing was said of it yet. */
  readonly put: (item: IndexedItem) => void
  /** Only inside a transaction. Indexes it anew after something was said of it. */
  readonly renew: (item: number) => void
  readonly rebuild: () => void
  /** Rises with every change that this program makes to the index. */
  readonly changes: () => number
}

type Said = Pick<Searchable, 'notes' | 'round'>
const nothing: Said = { notes: null, round: null }

interface ItemRow {
  id: number
  case_id: number
  role: ItemRole
  name: string
  imported_at: string
  record: string
}

const tables = ['search_items', 'search_models', 'search_days', 'search_excerpts'] as const
const textTables = ['search_text', 'search_short'] as const

/** The index over items, their records and what is said of them; made again when it is missing or of an older kind. */
export function openIndex(vault: Vault): SearchIndex {
  const { database, statements } = vault
  const prepare = (sql: string) => database.prepare(sql)
  const putItem = prepare(
    `INSERT OR REPLACE INTO search_items
     (item, case_id, role, generator, has_record, has_label, imported_on, claimed_at, name_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const putExcerpt = prepare(
    `INSERT OR REPLACE INTO search_excerpts (item, model, more_models, seed, more_seeds, prompt, prompt_cut)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const putModel = prepare('INSERT OR IGNORE INTO search_models (model, item) VALUES (?, ?)')
  const putDay = prepare('INSERT OR IGNORE INTO search_days (day, item) VALUES (?, ?)')
  const putText = prepare('INSERT OR REPLACE INTO search_text (rowid, text) VALUES (?, ?)')
  const putShort = prepare('INSERT OR REPLACE INTO search_short (rowid, tokens) VALUES (?, ?)')
  const after = database.prepare<[number], ItemRow>(
    'SELECT id, case_id, role, name, imported_at, record FROM items WHERE id > ? ORDER BY id LIMIT 500',
  )
  const one = database.prepare<[number], ItemRow>(
    'SELECT id, case_id, role, name, imported_at, record FROM items WHERE id = ?',
  )
  const mark = database.prepare<[], { value: string }>(`SELECT value FROM vault WHERE key = 'search_index'`)
  const counts = database.prepare<[], { items: number; indexed: number }>(
    'SELECT (SELECT COUNT(*) FROM items) AS items, (SELECT COUNT(*) FROM search_items) AS indexed',
  )

  let changes = 0

  function put(item: IndexedItem, said: Said = nothing): void {
    const { id } = item
    changes += 1
    const facts = factsOf(item)
    putItem.run(
      id,
      item.caseId,
      item.role,
      facts.generator,
      Number(facts.hasRecord),
      Number(facts.hasLabel),
      facts.importedOn,
      facts.claimedAt,
      facts.nameKey,
    )
    putExcerpt.run(
      id,
      facts.model,
      facts.moreModels,
      facts.seed,
      facts.moreSeeds,
      facts.prompt,
      Number(facts.promptCut),
    )
    for (const model of facts.models) putModel.run(model, id)
    for (const day of facts.days) putDay.run(day, id)
    const text = searchText({ name: item.name, record: item.record, ...said })
    putText.run(id, text)
    putShort.run(id, [...shortTokens(text)].join(' '))
  }

  function saidOf(id: number): Said {
    const notes = statements.latest('item', id)
    const round = statements.latest('round', id)
    return {
      notes: notes ? ItemNotes.parse(notes.content) : null,
      round: (round?.content as Partial<RoundNote> | undefined) ?? null,
    }
  }

  function rebuild(): void {
    vault.write(() => {
      for (const table of tables) database.exec(`DELETE FROM ${table}`)
      for (const table of textTables) database.exec(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`)
      for (let rows = after.all(0); rows.length > 0; rows = after.all(rows.at(-1)?.id ?? 0)) {
        for (const row of rows) put(fromRow(row), saidOf(row.id))
      }
      prepare(`INSERT OR REPLACE INTO vault (key, value) VALUES ('search_index', ?)`).run(indexVersion)
    })
  }

  function isWhole(): boolean {
    const { items, indexed } = counts.get() ?? { items: 0, indexed: 0 }
    return mark.get()?.value === indexVersion && items === indexed
  }

  if (vault.damage === null && !isWhole()) rebuild()

  return {
    put: (item) => put(item),
    renew(id) {
      const row = one.get(id)
      if (row) put(fromRow(row), saidOf(id))
    },
    rebuild,
    changes: () => changes,
  }
}

function fromRow(row: ItemRow): IndexedItem {
  return {
    id: row.id,
    caseId: row.case_id,
    role: row.role,
    name: row.name,
    importedAt: row.imported_at,
    record: JSON.parse(row.record) as FileRecord,
  }
}
