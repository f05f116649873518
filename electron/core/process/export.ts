import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordsFile } from '../../../shared/contract/search.ts'
import { adopt, discard, type Vault } from '../vault/vault.ts'
import { type ProvenanceSource, provenanceOf } from './provenance.ts'

/**
 * Writes the graph of a work as W3C PROV (PROV-O, JSON-LD) into one file of the vault, and says so in the ledger.
 * `rows` of the result are rounds.
 */
export async function exportProvenance(
  vault: Vault,
  request: { readonly caseId: number; readonly jobId: number; readonly source: ProvenanceSource },
): Promise<RecordsFile> {
  const { caseId, jobId, source } = request
  const bytes = Buffer.from(`${JSON.stringify(provenanceOf(source), null, 1)}\n`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const temporary = join(vault.objects.directory, 'tmp', `${process.pid}-process-${jobId}`)
  const { work, process: told, at } = source
  const rows = told.rounds.length
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.datasync()
    } finally {
      await file.close()
    }
    await adopt(vault.objects, temporary, sha256)
    vault.write(() => {
      vault.database
        .prepare(
          `INSERT INTO objects (sha256, size, media_type, format, added_at)
           VALUES (?, ?, 'application/ld+json', 'json', ?) ON CONFLICT DO NOTHING`,
        )
        .run(sha256, bytes.length, at)
      vault.ledger.append({
        act: 'process.exported',
        caseId,
        digests: [sha256],
        data: { work: work.id, format: 'prov-o+json-ld', rounds: rows, size: bytes.length },
      })
    })
    return {
      sha256,
      fileName: `zuozheng-process-${caseId}-${work.id}-${at.slice(0, 10)}.jsonld`,
      rows,
      size: bytes.length,
    }
  } finally {
    await discard(temporary)
  }
}
