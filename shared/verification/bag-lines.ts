/** Reads the tag files of a bag (RFC 8493, section 2) and says which of their paths must not be followed. */

declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean },
) => { decode: (bytes: Uint8Array) => string }

export interface Declaration {
  /** `1.0`, `0.97`, … */
  readonly version: string
  readonly encoding: string
}

/**
 * `bagit.txt`: exactly two lines, UTF-8 without a byte order mark (RFC 8493, section 2.1.1). Null where it is
 * anything else.
 */
export function readDeclaration(bytes: Uint8Array): Declaration | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return null
  const lines = linesOf(decode(bytes, 'UTF-8') ?? '')
  const version = /^BagIt-Version: (\d+\.\d+)\s*$/.exec(lines[0] ?? '')?.[1]
  const encoding = /^Tag-File-Character-Encoding: (\S+)\s*$/.exec(lines[1] ?? '')?.[1]
  return version && encoding && lines.length === 2 ? { version, encoding } : null
}

/** The text of a tag file in the declared encoding; null where the bytes are not of that encoding. */
export function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(labelOf(bytes, encoding), { fatal: true }).decode(bytes)
  } catch {
    // A RangeError for an encoding that nobody knows, a TypeError for bytes that are not of it.
    return null
  }
}

/** UTF-16 says by its mark which byte comes first, and big-endian is meant without one (RFC 2781, section 4.3). */
function labelOf(bytes: Uint8Array, encoding: string): string {
  if (!/^utf-?16$/i.test(encoding)) return encoding
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be'
}

export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/).filter((line) => line !== '')
}

export interface ManifestLine {
  readonly digest: string
  readonly path: string
  /** `./` in front, or the `*` of md5sum's binary mode. */
  readonly odd: 'relative-path' | 'binary-mark' | null
}

/** One line of a manifest: digest, white space, path (RFC 8493, section 2.1.3). Null where it is none. */
export function readManifestLine(line: string, version: string): ManifestLine | null {
  const match = /^([0-9a-f]+)[ \t]+(\*?)(\.\/)?(.+)$/i.exec(line)
  if (!match) return null
  const [, digest = '', star, dot, path = ''] = match
  const odd = star ? 'binary-mark' : dot ? 'relative-path' : null
  return { digest: digest.toLowerCase(), path: unescaped(path, version), odd }
}

/** Line ends, and since 1.0 the percent sign itself, are percent-encoded; nothing else is. */
function unescaped(path: string, version: string): string {
  return path.replace(isBefore(version, 1, 0) ? /%0[ad]/gi : /%0[ad]|%25/gi, decodeURIComponent)
}

/** The path of a line of `fetch.txt`: URL, length, path (RFC 8493, section 2.2.3). */
export function fetchedPath(line: string): string | null {
  return /^\S+[ \t]+(?:\d+|-)[ \t]+(.+)$/.exec(line)?.[1] ?? null
}

/**
 * Whether a path leaves the bag on any system: `..`, absolute, a home folder, a drive, a share (RFC 8493,
 * section 5.1.1). Judged alike everywhere, whatever system the bag is looked at on.
 */
export function leavesBag(path: string): boolean {
  const plain = path.replaceAll('\\', '/')
  return /^(\/|~|[a-z]:)/i.test(plain) || plain.split('/').includes('..') || path.includes('\0')
}

/** `Label: value` with folded lines, in order; labels may come twice (RFC 8493, section 2.2.2). */
export function readInfo(text: string): [label: string, value: string][] {
  const entries: [string, string][] = []
  for (const line of linesOf(text)) {
    const last = entries.at(-1)
    const label = /^([^\s:][^:]*?)\s*:\s*(.*)$/.exec(line)
    if (/^\s/.test(line) && last) last[1] = `${last[1]} ${line.trim()}`
    else if (label) entries.push([label[1] ?? '', label[2] ?? ''])
  }
  return entries
}

export function isBefore(version: string, major: number, minor: number): boolean {
  const [ours = 0, less = 0] = version.split('.').map(Number)
  return ours < major || (ours === major && less < minor)
}
