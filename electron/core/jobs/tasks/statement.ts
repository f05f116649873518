import { hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { AppError } from '../../../../shared/contract/errors.ts'
import type { Carrier } from '../../../../shared/contract/record.ts'
import type { RawStatement } from '../../../../shared/contract/search.ts'
import { statementText } from '../../metadata/metadata.ts'

const wholeLimit = 512 * 1024 * 1024
const headLength = 64 * 1024
const textLimit = 64 * 1024

export type StatementOutput = Omit<RawStatement, 'item' | 'carrier'>

/** Reads one statement where it stands in a stored file, and nothing outside that file. */
export async function statement(input: {
  readonly path: string
  readonly format: string
  readonly carrier: Carrier
  readonly from: number
  readonly max: number
  /** The most characters of text that are wanted; 65,536 unless told. */
  readonly maxText?: number
}): Promise<StatementOutput> {
  const { path, format, carrier, from, max, maxText = textLimit } = input
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('file-unreadable', { path }, { cause })
  })
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(size <= wholeLimit ? size : headLength)
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    const end = carrier.offset + carrier.length
    const found = end <= filled ? hash('sha256', bytes.subarray(carrier.offset, end)) : null
    const said = found === carrier.sha256 ? statementText(bytes, format, carrier) : null
    const text = said !== null && said.length > maxText ? said.slice(0, maxText) : said
    const start = Math.min(carrier.offset + from, Math.min(end, filled))
    return {
      size,
      found,
      matches: found === carrier.sha256,
      text: text === null ? null : text.replace(/[\uD800-\uDBFF]$/, ''),
      cut: said !== null && said.length > maxText,
      hex: { start, bytes: bytes.subarray(start, Math.min(start + max, end, filled)).toString('hex') },
    }
  } finally {
    await file.close()
  }
}
