import { type Link, LinkStatement } from '../../../shared/contract/capture.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { Cases } from '../cases/cases.ts'
import type { Statement, Vault } from '../vault/vault.ts'
import type { Captures } from './captures.ts'

/** A link without its measure, which the comparison adds. */
export type StoredLink = Omit<Link, 'measure'>

export interface Links {
  /** Links a capture to a work; a second call for the same pair restates the first. */
  readonly create: (caseId: number, work: number, capture: number, statement: LinkStatement) => StoredLink
  readonly edit: (id: number, statement: LinkStatement) => StoredLink
  readonly get: (id: number) => StoredLink
  readonly list: (caseId: number) => StoredLink[]
}

interface Row {
  id: number
  case_id: number
  work: number
  capture: number
  linked_at: string
}

/** Which capture shows which work, and what the person says is the same and what differs. */
export function openLinks(vault: Vault, cases: Cases, captures: Captures): Links {
  const { database, statements } = vault
  const { items } = cases
  const insert = database.prepare('INSERT INTO links (case_id, work, capture, linked_at) VALUES (?, ?, ?, ?)')
  const byId = database.prepare<[number], Row>('SELECT * FROM links WHERE id = ?')
  const byPair = database.prepare<[number, number, number], Row>(
    'SELECT * FROM links WHERE case_id = ? AND work = ? AND capture = ?',
  )
  const ofCase = database.prepare<[number], Row>('SELECT * FROM links WHERE case_id = ? ORDER BY id')

  function get(id: number): StoredLink {
    const row = byId.get(id)
    if (!row) throw new AppError('not-found', { what: 'link', id })
    return assemble(row, statements.latest('link', id))
  }

  function assemble(row: Row, said: Statement | null): StoredLink {
    const statement = LinkStatement.parse(said?.content ?? {})
    const files = captures.get(row.capture).items.map((id) => items.get(id))
    return {
      id: row.id,
      caseId: row.case_id,
      work: row.work,
      capture: row.capture,
      workItem: statement.workItem ?? cases.workOf(row.case_id, row.work).finalItem ?? null,
      captureItem: statement.captureItem ?? files.find(mayBePicture)?.id ?? null,
      statement,
      linkedAt: row.linked_at,
      updatedAt: said?.statedAt ?? row.linked_at,
    }
  }

  function state(id: number, statement: LinkStatement, act: 'work.linked' | 'link.edited'): StoredLink {
    const row = byId.get(id)
    if (!row) throw new AppError('not-found', { what: 'link', id })
    const named = [statement.workItem, statement.captureItem].filter((item) => item !== undefined)
    for (const item of named) items.mustBeOf(row.case_id, item)
    statements.state({
      kind: 'link',
      caseId: row.case_id,
      subject: id,
      content: statement,
      act,
      // The row itself has no digest: the entry says what it ties.
      data: { work: row.work, capture: row.capture },
      digests: named.map((item) => items.get(item).sha256),
    })
    return get(id)
  }

  return {
    create(caseId, work, capture, statement) {
      cases.workOf(caseId, work)
      if (captures.get(capture).caseId !== caseId)
        throw new AppError('not-found', { what: 'capture', id: capture })
      return vault.write(() => {
        const known = byPair.get(caseId, work, capture)
        if (known) return state(known.id, statement, 'link.edited')
        const id = Number(insert.run(caseId, work, capture, new Date().toISOString()).lastInsertRowid)
        return state(id, statement, 'work.linked')
      })
    },
    edit: (id, statement) => state(id, statement, 'link.edited'),
    get,
    list(caseId) {
      const said = statements.latestInCase('link', caseId)
      return ofCase.all(caseId).map((row) => assemble(row, said.get(row.id) ?? null))
    },
  }
}

function mayBePicture(item: Item): boolean {
  return (
    item.mediaType.startsWith('image/') && item.picture.state !== 'failed' && item.picture.state !== 'none'
  )
}
