import { type Case, CaseFile, type CaseSummary, Work } from '../../../shared/contract/case.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { ParsedParams } from '../../../shared/contract/operations.ts'
import { RoundNote } from '../../../shared/contract/process.ts'
import type { Statement, Vault } from '../vault/vault.ts'
import { type Items, openItems } from './items.ts'

export { listFiles } from './files.ts'
export { importSources, outcomesOf } from './import.ts'
export { type Intake, openIntake, type SealFile } from './intake.ts'
export type { Items } from './items.ts'

/** A case without what other modules know of it. */
export type StoredCase = Omit<Case, 'steps'>

export interface Cases {
  readonly items: Items
  readonly create: (file: CaseFile, options?: { sample?: boolean }) => StoredCase
  readonly get: (id: number) => StoredCase
  readonly list: () => CaseSummary[]
  readonly edit: (id: number, file: CaseFile) => StoredCase
  readonly setWork: (params: ParsedParams<'works.set'>) => Work
  /** The work meant: the one named, or the only one. */
  readonly workOf: (id: number, work?: number) => Work
}

interface Row {
  id: number
  created_at: string
  sample: number
}

/** Matters: parties, works, facts, and what was imported into them. */
export function openCases(vault: Vault): Cases {
  const { database, statements } = vault
  const items = openItems(vault)
  const insert = database.prepare('INSERT INTO cases (created_at, sample) VALUES (?, ?)')
  const byId = database.prepare<[number], Row>('SELECT * FROM cases WHERE id = ?')
  const all = database.prepare<[], Row & { items: number; touched: string | null }>(
    `SELECT cases.*,
            (SELECT COUNT(*) FROM items WHERE items.case_id = cases.id) AS items,
            (SELECT MAX(at) FROM ledger WHERE ledger.case_id = cases.id AND act <> 'case.opened') AS touched
     FROM cases ORDER BY touched DESC, id DESC`,
  )
  const touched = database.prepare<[number], { at: string | null }>(
    `SELECT MAX(at) AS at FROM ledger WHERE case_id = ? AND act <> 'case.opened'`,
  )

  function get(id: number): StoredCase {
    const row = byId.get(id)
    const statement = row ? statements.latest('case', id) : null
    if (!row || !statement) throw new AppError('not-found', { what: 'case', id })
    return assemble(row, statement, touched.get(id)?.at)
  }

  /** What was made afterwards, by this program or as the person says, is not the work (legal-reference R2). */
  function mustBeOfTheMaking(caseId: number, id: number): void {
    items.mustBeOf(caseId, id)
    const { name, reproductionOf } = items.get(id)
    const note = RoundNote.parse(statements.latest('round', id)?.content ?? {})
    if (reproductionOf !== null || note.reproduction)
      throw new AppError('final-is-reproduction', { path: name })
  }

  function edit(id: number, file: CaseFile): StoredCase {
    const finals = new Set(get(id).works.map(({ finalItem }) => finalItem))
    const ids = file.works.map((work) => work.id)
    if (new Set(ids).size !== ids.length) {
      throw new AppError('invalid-input', { field: 'works', reason: 'two works have the same id' })
    }
    for (const { finalItem } of file.works) {
      if (finalItem !== undefined && !finals.has(finalItem)) mustBeOfTheMaking(id, finalItem)
    }
    statements.state({ kind: 'case', caseId: id, subject: id, content: file, act: 'case.edited' })
    return get(id)
  }

  return {
    items,
    create(file, options = {}) {
      return vault.write(() => {
        const id = Number(insert.run(new Date().toISOString(), options.sample ? 1 : 0).lastInsertRowid)
        statements.state({ kind: 'case', caseId: id, subject: id, content: file, act: 'case.created' })
        return get(id)
      })
    },
    get,
    list() {
      return all.all().map((row) => {
        const file = CaseFile.parse(statements.latest('case', row.id)?.content)
        const final = file.works.find((work) => work.finalItem !== undefined)?.finalItem
        return {
          id: row.id,
          title: file.title,
          createdAt: row.created_at,
          updatedAt: row.touched ?? row.created_at,
          plaintiffs: namesOf(file, 'plaintiff'),
          defendants: namesOf(file, 'defendant'),
          items: row.items,
          cover: final === undefined ? items.firstPictureOf(row.id) : pictureOf(items.get(final)),
          sample: row.sample === 1,
        }
      })
    },
    edit,
    // Read and written in one transaction, so that what another program said meanwhile is not taken back.
    setWork: ({ case: caseId, work: workId, item, final, title, details }) =>
      vault.write(() => {
        const stored = get(caseId)
        const {
          id: _id,
          createdAt: _created,
          updatedAt: _updated,
          revision: _revision,
          sample: _sample,
          ...file
        } = stored
        const known =
          file.works.find((work) => work.id === workId) ?? (workId === undefined ? file.works[0] : undefined)
        if (workId !== undefined && !known) throw new AppError('not-found', { what: 'work', id: workId })
        if (item !== undefined) items.mustBeOf(caseId, item)
        const work = Work.parse({
          ...known,
          ...details,
          id: known?.id ?? 1,
          title: title ?? known?.title ?? '',
          finalItem: final && item !== undefined ? item : known?.finalItem,
        })
        const works = known
          ? file.works.map((each) => (each.id === work.id ? work : each))
          : [...file.works, work]
        edit(caseId, { ...file, works })
        if (item !== undefined && final) items.note(item, { role: 'work' })
        return work
      }),
    workOf(id, workId) {
      const { works, title } = get(id)
      if (works.length === 0 && workId === undefined) throw new AppError('no-work', { title })
      const work = workId === undefined ? works[0] : works.find((each) => each.id === workId)
      if (!work) throw new AppError('not-found', { what: 'work', id: workId ?? 0 })
      return work
    },
  }
}

function assemble(row: Row, statement: Statement, touchedAt: string | null | undefined): StoredCase {
  return {
    ...CaseFile.parse(statement.content),
    id: row.id,
    createdAt: row.created_at,
    updatedAt: touchedAt ?? statement.statedAt,
    revision: statement.revision,
    sample: row.sample === 1,
  }
}

function namesOf(file: CaseFile, role: 'plaintiff' | 'defendant'): string[] {
  return file.parties.filter((party) => party.role === role).map((party) => party.name)
}

/** The digest under which a thumbnail can be asked for; null while there is none. */
function pictureOf(item: Item): string | null {
  return item.picture.state === 'ready' ? item.sha256 : null
}
