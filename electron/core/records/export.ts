import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '../../../shared/contract/errors.ts'
import { ItemNotes, type ItemRole } from '../../../shared/contract/item.ts'
import { FileRecord } from '../../../shared/contract/record.ts'
import type { ExportFormat, RecordsFile } from '../../../shared/contract/search.ts'
import type { JobContext } from '../jobs/jobs.ts'
import { adopt, discard, type Vault } from '../vault/vault.ts'
import { csvLine } from './csv.ts'
import { heads, linesOf, type RecordedItem } from './rows.ts'

interface Row {
  id: number
  name: string
  role: ItemRole
  imported_at: string
  ledger_seq: number
  media_type: string
  record: string
}

const batchSize = 200
const mediaTypes = { csv: 'text/csv', json: 'application/json' } as const

/**
 * Writes the records of a case into one file of the vault: a table with one line a generation (RFC 4180, UTF-8 with
 * its mark, for spreadsheet programs), or an array of `inspect` records with what the vault knows of each file.
 */
export async function exportRecords(
  vault: Vault,
  request: { readonly caseId: number; readonly title: string; readonly format: ExportFormat },
  { id: jobId, signal, report }: JobContext,
): Promise<RecordsFile> {
  const { caseId, format } = request
  const { database, statements } = vault
  const next = database.prepare<[number, number], Row>(
    `SELECT items.id, name, role, imported_at, ledger_seq, media_type, record FROM items JOIN objects USING (sha256)
     WHERE case_id = ? AND items.id > ? ORDER BY items.id LIMIT ${batchSize}`,
  )
  const total =
    database.prepare<[number], number>('SELECT COUNT(*) FROM items WHERE case_id = ?').pluck().get(caseId) ??
    0
  if (total === 0) throw new AppError('nothing-to-show', { title: request.title })
  const writer = writers[format]
  const temporary = join(vault.objects.directory, 'tmp', `${process.pid}-records-${jobId}`)
  const digest = createHash('sha256')
  let size = 0
  let rows = 0
  let done = 0
  try {
    const file = await open(temporary, 'wx')
    const write = async (text: string) => {
      const bytes = Buffer.from(text)
      digest.update(bytes)
      size += bytes.length
      await file.writeFile(bytes)
    }
    try {
      await write(writer.begin)
      for (
        let batch = next.all(caseId, 0);
        batch.length > 0;
        batch = next.all(caseId, batch.at(-1)?.id ?? 0)
      ) {
        signal.throwIfAborted()
        const notes = new Map(batch.map(({ id }) => [id, statements.latest('item', id)]))
        const written = batch.flatMap((row) => {
          const content = notes.get(row.id)?.content
          return writer.lines(fromRow(row, content === undefined ? null : ItemNotes.parse(content)))
        })
        await write(`${rows > 0 ? writer.between : ''}${written.join(writer.between)}`)
        rows += written.length
        done += batch.length
        report(done, total)
        await setImmediate()
      }
      await write(writer.end)
      await file.datasync()
    } finally {
      await file.close()
    }
    const sha256 = digest.digest('hex')
    await adopt(vault.objects, temporary, sha256)
    const at = new Date().toISOString()
    vault.write(() => {
      database
        .prepare(
          `INSERT INTO objects (sha256, size, media_type, format, added_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        )
        .run(sha256, size, mediaTypes[format], format, at)
      vault.ledger.append({
        act: 'records.exported',
        caseId,
        digests: [sha256],
        data: { format, rows, items: done, size },
      })
    })
    return { sha256, fileName: `zuozheng-records-${caseId}-${at.slice(0, 10)}.${format}`, rows, size }
  } finally {
    await discard(temporary)
  }
}

const writers: Readonly<
  Record<
    ExportFormat,
    {
      readonly begin: string
      readonly between: string
      readonly end: string
      readonly lines: (item: RecordedItem) => string[]
    }
  >
> = {
  csv: {
    begin: `\uFEFF${csvLine(heads)}`,
    between: '',
    end: '',
    lines: (item) => linesOf(item).map(csvLine),
  },
  json: {
    begin: '[\n',
    between: ',\n',
    end: '\n]\n',
    lines: ({ id, record, ...known }) => [JSON.stringify({ ...record, item: id, ...known })],
  },
}

function fromRow(row: Row, notes: ItemNotes | null): RecordedItem {
  return {
    id: row.id,
    role: row.role,
    mediaType: row.media_type,
    importedAt: row.imported_at,
    ledgerSeq: row.ledger_seq,
    notes,
    record: FileRecord.parse(JSON.parse(row.record)),
  }
}
