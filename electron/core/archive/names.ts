import { foldedPath } from '../../../shared/verification/bag.ts'

/** Bytes of a name in UTF-8: file systems allow 255 a name, Windows 260 characters for the whole path. */
const longest = 150

/** Names that Windows keeps for devices, with any extension ("Naming Files, Paths, and Namespaces"). */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
const bookkeeping = /^(?:\.ds_store|thumbs\.db|desktop\.ini)$/i

/**
 * A name that every system can write, and `sha256sum` and BagIt read alike (`%` is escaped in a manifest and not by
 * sha256sum, RFC 8493 section 2.1.3). The rule stands in docs/archive.md.
 */
export function safeName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD<>:"/\\|?*%]/gu, '_')
    .replace(/[. ]+$/, '')
  const named = plain === '' ? '_' : device.test(plain) || bookkeeping.test(plain) ? `_${plain}` : plain
  return shortened(named, '')
}

/** Cuts a name before its extension, at a whole character; `mark` stands between the two. */
function shortened(name: string, mark: string): string {
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : ''
  const stem = [...name.slice(0, name.length - extension.length)]
  while (stem.length > 1 && Buffer.byteLength(stem.join('') + mark + extension) > longest) stem.pop()
  // Windows drops dots and spaces at the end of a name: what was cut must not end in one either.
  return stem.join('').replace(/[. ]+$/, '') + mark + extension
}

/** Gives out paths that differ from each other on every system; `id` says which is meant where names are the same. */
export function openNames(): (folder: string, name: string, id: string) => string {
  const taken = new Set<string>()
  return (folder, name, id) => {
    const safe = safeName(name)
    for (let turn = 0; ; turn += 1) {
      const mark = turn === 0 ? '' : turn === 1 ? ` (${id})` : ` (${id}-${turn})`
      const path = `${folder}/${turn === 0 ? safe : shortened(safe, mark)}`
      const folded = foldedPath(path)
      if (taken.has(folded)) continue
      taken.add(folded)
      return path
    }
  }
}
