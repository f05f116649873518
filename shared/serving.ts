/** What both shells that serve the page agree on: which files, of which kind, under which addresses. */

/** Kinds of files that a built page consists of, by the end of their name. What is not listed is not served. */
export const pageMediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.icc': 'application/vnd.iccprofile',
  '.txt': 'text/plain; charset=utf-8',
}

/** Bytes of the vault that a page may ask for. */
export interface VaultFileRequest {
  readonly kind: 'image' | 'thumbnail' | 'file'
  readonly sha256: string
}

export interface VaultFile {
  readonly path: string
  readonly mediaType: string
  readonly name: string
}

/**
 * Pictures that a browser only draws. Everything else (HTML, MHTML, SVG, PDF) can act when it is opened in our
 * origin, and is handed out as a download alone.
 */
export const drawable: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
])

/** Reads an address of the vault; null for anything that is not exactly one of the three with 64 hex digits. */
export function vaultFileRequest(path: string): VaultFileRequest | null {
  const match = /^\/vault\/(image|thumbnail|file)\/([0-9a-f]{64})$/.exec(path)
  if (!match) return null
  return { kind: match[1] as VaultFileRequest['kind'], sha256: match[2] as string }
}

/** A readable name that cannot break out of the header: RFC 6266 with the encoding of RFC 8187. */
export function attachment(name: string): string {
  const safe = (name.split(/[\\/]/).findLast((part) => part !== '') ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .toWellFormed()
  const encoded = encodeURIComponent(safe || 'file').replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename*=UTF-8''${encoded}`
}

/** A file of the vault on its own could do nothing even where a browser were to open it as a document. */
export const vaultFilePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"
