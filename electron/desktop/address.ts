/**
 * The page's own origin on the desktop. One privileged scheme carries the page and the pictures of the vault,
 * so that `'self'` is all the page's policy has to name.
 */
export const scheme = 'app'
export const pageAddress = 'app://zuozheng/'

/** Node reads the origin of a scheme it does not know as 'null', so scheme and host are compared. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === 'app:' && url.host === 'zuozheng' && url.username === ''
}
