import type { Warning } from '../../shared/contract/record.ts'
import { useMessages } from '../language.tsx'

type Sentences = Readonly<Record<string, (details: Readonly<Record<string, string | number>>) => string>>

/** The sentence of a warning of a record; the bare code where there is none. */
export function useWarning(): (warning: Warning) => string {
  const { records } = useMessages()
  const sentences: Sentences = records.warnings
  return ({ code, details = {} }) => sentences[code]?.(details) ?? code
}
