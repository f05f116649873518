import type { messagesIn } from '../../shared/messages/index.ts'

type Wrong = ReturnType<typeof messagesIn>['cli']['wrong']

/**
 * The call itself was wrong (exit status 2). Holds the key of its sentence and what fills it, because the
 * language is not known until the options are read.
 */
export class UsageError extends Error {
  readonly key: keyof Wrong
  readonly details: Readonly<Record<string, string>>

  constructor(key: keyof Wrong, details: Readonly<Record<string, string>> = {}) {
    super(`${key} ${JSON.stringify(details)}`)
    this.name = 'UsageError'
    this.key = key
    this.details = details
  }
}
