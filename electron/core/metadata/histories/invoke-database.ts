import Database from 'better-sqlite3'
import { asText, parseObject } from '../exact-json.ts'
import { invokeAiGeneration } from '../generators/invokeai.ts'
import { generator, type Reading } from '../generators/reading.ts'
import { type Findings, warn } from '../statement.ts'
import { maxRows } from './rows.ts'

/** Databases beyond this are not opened: they are copied into memory to be read. */
const sizeLimit = 128 * 1024 * 1024

/**
 * InvokeAI's `invokeai.db`: one row a picture in the table `images`, with its metadata as JSON. Read from a copy in
 * memory, so that the file itself is never touched.
 */
export function readInvokeDatabase(bytes: Uint8Array, findings: Findings): readonly Reading[] {
  if (bytes.length > sizeLimit) {
    warn(findings, 'too-large-to-read', { size: bytes.length })
    return []
  }
  const copy = Buffer.from(bytes)
  // A database in WAL mode cannot be opened from memory; its two mode bytes say "rollback journal" in the copy.
  copy[18] = 1
  copy[19] = 1
  try {
    const database = new Database(copy, { readonly: true })
    try {
      return rowsOf(database, bytes.length)
    } finally {
      database.close()
    }
  } catch {
    warn(findings, 'damaged-statement', { where: 'sqlite' })
    return []
  }
}

function rowsOf(database: Database.Database, size: number): Reading[] {
  const columns = database.pragma('table_info(images)') as readonly { name: string }[]
  const names = new Set(columns.map(({ name }) => name))
  if (!names.has('image_name') || !names.has('metadata')) return []
  const statement = { kind: 'sqlite:images', key: 'metadata', offset: 0, length: size }
  const created = names.has('created_at') ? ', created_at' : ''
  const sql = `SELECT image_name, metadata${created} FROM images WHERE metadata IS NOT NULL LIMIT ${maxRows}`
  const rows = database.prepare(sql).all() as readonly Record<string, unknown>[]
  const generations = rows.flatMap((row) => {
    const record = typeof row.metadata === 'string' ? parseObject(row.metadata) : undefined
    if (!record) return []
    const generation = invokeAiGeneration(record)
    const time = asText(row.created_at)
    return [
      {
        file: asText(row.image_name) ?? '',
        ...generation,
        ...(time ? { parameters: { ...generation.parameters, created_at: time } } : {}),
      },
    ]
  })
  return [{ statement, generator: generator('invokeai'), generations }]
}
