import { AppError } from '../../../shared/contract/errors.ts'

/**
 * The server that a person typed, without a path's last slash. Nothing is looked up or followed: a name that is not a
 * whole http or https address is refused, and so is one that carries a password, which would end up in the record.
 *
 * Throws `address-not-allowed`.
 */
export function serverAddress(typed: string): string {
  const text = typed.trim()
  const url = URL.canParse(text) ? new URL(text) : null
  const isWeb = url !== null && (url.protocol === 'http:' || url.protocol === 'https:')
  if (!isWeb || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new AppError('address-not-allowed', { url: typed })
  }
  return url.href.replace(/\/+$/, '')
}
