import { isErrorCode } from '../../shared/contract/errors.ts'
import type { Warning } from '../../shared/contract/record.ts'
import type { Session } from './session.ts'

/** The sentence for something that is to be known of a file. */
export function warningSentence({ messages }: Session, { code, details }: Warning, path: string): string {
  if (isErrorCode(code)) return messages.errors[code]({ path, ...details })
  return messages.cli.unknownWarning({ code })
}
