import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { z } from 'zod'
import { Id, Sha256 } from '../../../shared/contract/primitives.ts'

/** `vault.jsonl` of an archive, as docs/archive.md has it. */
export const caseFormat = 'zuozheng-case-1'

export const CaseHead = z.looseObject({
  format: z.literal(caseFormat),
  case: Id,
  schema: z.number().int(),
  head: z.strictObject({ seq: Id, hash: Sha256, root: Sha256 }),
})
export type CaseHead = z.infer<typeof CaseHead>

export const CaseLine = z.strictObject({
  table: z.string(),
  path: z.string().optional(),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
export type CaseLine = z.infer<typeof CaseLine>

/** The longest line that is read: a record of a file can be long, but not that long. */
const longest = 256 * 1024 * 1024

/** The lines of a file one by one, without the whole of it in memory; synchronous, for the inside of a transaction. */
export function* linesIn(path: string): Generator<string> {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(1 << 20)
    const decoder = new StringDecoder('utf8')
    // A line of many megabytes is put together once, not looked through anew with each piece.
    let pieces: string[] = []
    let held = 0
    for (;;) {
      const length = readSync(file, buffer, 0, buffer.length, null)
      const lines = (length > 0 ? decoder.write(buffer.subarray(0, length)) : decoder.end()).split('\n')
      const last = lines.pop() ?? ''
      for (const line of lines) {
        yield pieces.join('') + line
        pieces = []
        held = 0
      }
      pieces.push(last)
      held += last.length
      if (held > longest) throw new RangeError('a line without an end')
      if (length === 0) break
    }
    if (held > 0) yield pieces.join('')
  } finally {
    closeSync(file)
  }
}
