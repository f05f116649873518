import type { ErrorDetails } from '../../shared/contract/errors.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { Language } from '../../shared/contract/primitives.ts'
import type { Messages } from '../../shared/messages/index.ts'
import type { Core } from '../core/core.ts'
import type { Home } from '../home.ts'
import type { Output } from './output.ts'
import { type Progress, showProgress } from './progress.ts'
import { UsageError } from './usage-error.ts'

/** What a command works with. */
export interface Session {
  readonly home: Home
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly language: Language
  readonly messages: Messages
  readonly output: Output
  /** The vault of this call. */
  readonly directory: string
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
  /**
   * Opens the core on the vault of this call, or on another. A vault that is not there is made only where
   * `create` is set; everything else answers `vault-missing`. Closed when the command ends.
   */
  readonly open: (options?: {
    create?: boolean
    directory?: string
    /** For a program that stays: verifies the vault by itself when it is due. */
    keepVerified?: boolean
  }) => Promise<Core>
  readonly progress: (label: string) => Progress
}

export const exitStatus = { done: 0, failed: 1, wrongCall: 2, difference: 3, cancelled: 130 } as const

export function exitStatusOf(error: unknown): number {
  if (error instanceof UsageError) return exitStatus.wrongCall
  if (!(error instanceof AppError)) return exitStatus.failed
  switch (error.code) {
    case 'invalid-input':
      return exitStatus.wrongCall
    case 'hash-mismatch':
    case 'ledger-broken':
    case 'archive-damaged':
      return exitStatus.difference
    case 'cancelled':
      return exitStatus.cancelled
    default:
      return exitStatus.failed
  }
}

/** One plain sentence for an error, and its parts as data. `reference` finds a bug again in the log. */
export function describeError(
  error: unknown,
  messages: Messages,
  reference: string,
): { code: string; message: string; path?: string } {
  if (error instanceof UsageError) {
    const message = messages.cli.wrong[error.key](error.details)
    const path = error.details.path
    return { code: 'invalid-input', message, ...(path === undefined ? {} : { path }) }
  }
  if (error instanceof AppError) return describeAppError(error.code, error.details, messages)
  return describeAppError('internal', { reference }, messages)
}

function describeAppError(code: AppError['code'], details: ErrorDetails, messages: Messages) {
  const { things } = messages.cli
  const what = details.what
  const named =
    typeof what === 'string' && Object.hasOwn(things, what) ? things[what as keyof typeof things] : what
  const message = messages.errors[code](what === undefined ? details : { ...details, what: named ?? null })
  const path = details.path
  return { code, message, ...(typeof path === 'string' ? { path } : {}) }
}

export function newProgress(err: NodeJS.WritableStream): Session['progress'] {
  return (label) => showProgress(err, label)
}
