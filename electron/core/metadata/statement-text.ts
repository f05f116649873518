import type { Carrier } from '../../../shared/contract/record.ts'
import { latin1, utf8 } from './bytes.ts'
import { readContainer } from './containers/containers.ts'

/**
 * What one statement of a file says, decoded by the same reader that found it; null where it is not text, or is no
 * longer there.
 */
export function statementText(bytes: Uint8Array, format: string, carrier: Carrier): string | null {
  const isThis = (other: Pick<Carrier, 'kind' | 'key' | 'offset' | 'length'>) =>
    other.kind === carrier.kind &&
    other.key === carrier.key &&
    other.offset === carrier.offset &&
    other.length === carrier.length
  const { findings } = readContainer(bytes, format, /-lsb\b/.test(carrier.kind))
  const statement = findings.statements.find(isThis)
  if (statement) return statement.text ?? null
  // Rows of a log are cut out of their file, which the container reader sees as one piece.
  const stored = bytes.subarray(carrier.offset, carrier.offset + carrier.length)
  if (carrier.encoding === 'utf-8') return utf8(stored) ?? null
  return carrier.encoding === 'latin-1' ? latin1(stored) : null
}
