import type { Problem } from '../../shared/contract/vault.ts'
import { plain } from './columns.ts'

/** One thing that a verification found, for people. */
export function line(
  mark: string,
  { kind, subject, expected, found }: Problem,
  kinds: Readonly<Record<string, string>>,
): string {
  return plain(`  ${mark} ${kinds[kind] ?? kind}  ${subject}  ${expected ?? '—'} → ${found ?? '—'}`)
}
