/** Every error a shell can meet. `shared/messages` has one sentence for each, in each language. */
export const errorCodes = [
  'invalid-input',
  'unknown-operation',
  'not-found',
  'not-allowed',
  'vault-busy',
  'vault-newer',
  'vault-missing',
  'vault-unwritable',
  'vault-network-drive',
  'vault-damaged',
  'disk-full',
  'file-unreadable',
  'file-not-found',
  'file-unsupported',
  'file-changed',
  'hash-mismatch',
  'ledger-broken',
  'nothing-to-show',
  'upload-too-large',
  'vault-read-only',
  'vault-not-empty',
  'archive-damaged',
  'token-invalid',
  'server-unreachable',
  'server-refused',
  'address-not-allowed',
  'recipe-incomplete',
  'no-work',
  'final-is-reproduction',
  'cancelled',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Plain facts about the error: `path`, `field`, `found`, `expected`, `reference`. No prose. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>

export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value)
}
