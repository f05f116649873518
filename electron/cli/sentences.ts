import type { Case } from '../../shared/contract/case.ts'
import type { Finding } from '../../shared/contract/claims.ts'
import { isErrorCode } from '../../shared/contract/errors.ts'
import type { Warning } from '../../shared/contract/record.ts'
import type { Session } from './session.ts'

type Table<T> = Readonly<Record<string, (details: T) => string>>

/** What is to be known of a file. */
export function warningSentence(
  { messages }: Session,
  { code, details }: Pick<Warning, 'details'> & { readonly code: string },
  path: string,
): string {
  if (isErrorCode(code)) return messages.errors[code]({ path, ...details })
  const known: Table<Readonly<Record<string, string | number>>> = messages.records.warnings
  return lookUp(known, code)?.(details ?? {}) ?? messages.cli.unknownWarning({ code })
}

/** What a step of a case still wants. */
export function missingSentence(
  { messages }: Session,
  { code, count }: Case['steps'][number]['missing'][number],
): string {
  const known: Table<number> = messages.window.missing
  return lookUp(known, code)?.(count ?? 0) ?? messages.window.missingOther(code)
}

/** What is to be known of a claim. */
export function findingSentence({ messages }: Session, { code, details }: Finding): string {
  const known: Table<Finding['details']> = messages.claims.findings
  return lookUp(known, code)?.(details) ?? code
}

function lookUp<T>(known: Table<T>, code: string): ((details: T) => string) | undefined {
  return Object.hasOwn(known, code) ? known[code] : undefined
}
