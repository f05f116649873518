import { join } from 'node:path'
import type { Capture, Link } from '../../shared/contract/capture.ts'
import type { Case } from '../../shared/contract/case.ts'
import type { ClaimsView } from '../../shared/contract/claims.ts'
import type { Dossier } from '../../shared/contract/dossier.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { ParsedParams } from '../../shared/contract/operations.ts'
import type { Process } from '../../shared/contract/process.ts'
import type { Reproduction } from '../../shared/contract/reproduction.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import type { Cases } from './cases/cases.ts'
import { collectFacts } from './dossier/dossier.ts'
import type { JobContext } from './jobs/jobs.ts'
import type { Pool } from './jobs/pool.ts'
import { adopt, discard, type Vault } from './vault/vault.ts'

export interface CaseParts {
  readonly case: Case
  readonly processes: readonly Process[]
  readonly reproductions: readonly Reproduction[]
  readonly captures: readonly Capture[]
  readonly links: readonly Link[]
  readonly claims: ClaimsView
}

export interface Dossiers {
  readonly list: (caseId: number) => Dossier[]
  readonly build: (
    request: ParsedParams<'dossiers.build'>,
    /** Read together with the items and the head of the ledger, in one transaction. */
    read: () => CaseParts,
    context: JobContext,
  ) => Promise<Dossier>
}

interface Row {
  id: number
  case_id: number
  language: Dossier['language']
  copy: Dossier['copy']
  built_at: string
  sha256: string
  size: number
  pages: number
  exhibits: number
  ledger_head: string
  ledger_seq: number
  file_name: string
}

/** Builds dossiers and keeps each of them in the vault: what was handed in stays provable. */
export function openDossiers(parts: {
  vault: Vault
  cases: Cases
  pool: Pool
  fonts: { readonly regular: string; readonly semibold: string }
  version: string
}): Dossiers {
  const { vault, cases, pool, fonts, version } = parts
  const ofCase = vault.database.prepare<[number], Row>(
    'SELECT dossiers.*, objects.size FROM dossiers JOIN objects USING (sha256) WHERE case_id = ? ORDER BY id DESC',
  )
  const insertObject = vault.database.prepare(
    `INSERT INTO objects (sha256, size, media_type, format, added_at) VALUES (?, ?, 'application/pdf', 'pdf', ?)
     ON CONFLICT DO NOTHING`,
  )
  const insert = vault.database.prepare(
    `INSERT INTO dossiers (case_id, language, copy, built_at, sha256, pages, exhibits, ledger_head, ledger_seq, file_name)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  function list(caseId: number): Dossier[] {
    const lastChange = vault.ledger.lastChangeOf(caseId)
    return ofCase.all(caseId).map((row) => fromRow(row, lastChange))
  }

  return {
    list,
    async build({ case: caseId, language, copy }, read, { id: jobId, signal, report }) {
      // One view of the vault, as of the last change of the case: built again without a change, or from a restored
      // archive, the dossier is the same byte for byte.
      const sources = vault.database.transaction(() => {
        const items = cases.items.all(caseId)
        return { ...read(), items, head: vault.tree.checkpointAt(vault.ledger.lastChangeOf(caseId)) }
      })()
      const { head, claims, ...parts } = sources
      const { title } = parts.case
      if (parts.items.length === 0) throw new AppError('nothing-to-show', { title })
      const changedAt = head.at ?? parts.case.createdAt
      const facts = collectFacts({
        ...parts,
        case: { ...parts.case, updatedAt: changedAt, steps: [] },
        // What the claimant is advised depends on the day, and is not for the other side.
        claims: { ...claims, findings: [] },
        language,
        copy,
        builtAt: changedAt,
        version,
        ledger: { head, entries: head.seq },
        fileOf: vault.objects.pathOf,
      })
      report(0, 2)
      const out = join(vault.objects.directory, 'tmp', `${process.pid}-dossier-${jobId}`)
      try {
        const built = await pool.run('dossier', { facts, out, fonts })
        report(1, 2)
        signal.throwIfAborted()
        await adopt(vault.objects, out, built.sha256)
        const builtAt = new Date().toISOString()
        const fileName = nameOf(title, language, copy, changedAt)
        vault.write(() => {
          insertObject.run(built.sha256, built.size, builtAt)
          const { pages, exhibits, sha256 } = built
          insert.run(caseId, language, copy, builtAt, sha256, pages, exhibits, head.hash, head.seq, fileName)
          vault.ledger.append({
            act: 'dossier.built',
            caseId,
            digests: [sha256],
            data: { language, copy, pages, exhibits, head: head.hash },
          })
        })
        report(2, 2)
      } finally {
        await discard(out)
      }
      const [dossier] = list(caseId)
      if (!dossier) throw new Error('a dossier that was just written is not there')
      return dossier
    },
  }
}

function nameOf(
  title: string,
  language: Dossier['language'],
  copy: Dossier['copy'],
  builtAt: string,
): string {
  const { terms } = messagesIn(language)
  // Characters that Windows, macOS or a URL refuse in names.
  const safe = title
    .replaceAll(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, ' ')
    .trim()
    .slice(0, 60)
  const day = builtAt.slice(0, 10).replaceAll('-', '')
  return `${safe}-${terms.dossier}-${language}-${copy}-${day}.pdf`
}

function fromRow(row: Row, lastChange: number): Dossier {
  return {
    id: row.id,
    caseId: row.case_id,
    language: row.language,
    copy: row.copy,
    builtAt: row.built_at,
    sha256: row.sha256,
    size: row.size,
    pages: row.pages,
    exhibits: row.exhibits,
    ledgerHead: row.ledger_head,
    fileName: row.file_name,
    outdated: lastChange > row.ledger_seq,
  }
}
