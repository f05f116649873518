import { readRecord } from '../../../electron/core/metadata/metadata.ts'
import { FileRecord } from '../../../shared/contract/record.ts'

/** Reads a record and proves that it keeps the contract. */
export async function read(bytes: Uint8Array, path = 'picture.png', pixels = true): Promise<FileRecord> {
  return FileRecord.parse(await readRecord(bytes, { path, pixels }))
}

export const codesOf = (record: FileRecord): string[] => record.warnings.map(({ code }) => code)
