import type { Statement } from '../statement.ts'

/** Cuts statements out of a text file, each with its place in bytes. Cuts must be asked for from the start to the end. */
export function rowCutter(file: Statement): (from: number, to: number, key: string) => Statement {
  const text = file.text ?? ''
  const lengthOf = (part: string) => (file.encoding === 'latin-1' ? part.length : Buffer.byteLength(part))
  let at = 0
  let bytes = file.offset
  return (from, to, key) => {
    bytes += lengthOf(text.slice(at, from))
    at = from
    const content = text.slice(from, to)
    return {
      kind: `${file.kind}:row`,
      key,
      offset: bytes,
      length: lengthOf(content),
      text: content,
      ...(file.encoding ? { encoding: file.encoding } : {}),
    }
  }
}

/** More rows than a person makes in a lifetime of logs; the rest is not read, and that is told. */
export const maxRows = 100_000
