import { isErrorCode } from '../../shared/contract/errors.ts'
import type { Warning } from '../../shared/contract/record.ts'
import type { Session } from './session.ts'

/** The sentence for something that is to be known of a file. */
export function warningSentence(
  { messages }: Session,
  { code, details }: Pick<Warning, 'details'> & { readonly code: string },
  path: string,
): string {
  if (isErrorCode(code)) return messages.errors[code]({ path, ...details })
  const sentences: Readonly<Record<string, (details: Record<string, string | number>) => string>> =
    messages.records.warnings
  const sentence = Object.hasOwn(sentences, code) ? sentences[code] : undefined
  return sentence?.(details ?? {}) ?? messages.cli.unknownWarning({ code })
}
