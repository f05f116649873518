export interface Identity {
  /** Short name of the kind, `empty` or `unknown`. */
  readonly format: string
  readonly mediaType: string
}

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end))

/** The kind of a file, from its first bytes (a few thousand are enough) and its size; the name is never asked. */
export function identify(head: Uint8Array, size: number): Identity {
  if (size === 0) return { format: 'empty', mediaType: 'application/x-empty' }
  if (ascii(head, 1, 4) === 'PNG') return { format: 'png', mediaType: 'image/png' }
  if (head[0] === 0xff && head[1] === 0xd8) return { format: 'jpeg', mediaType: 'image/jpeg' }
  if (ascii(head, 8, 12) === 'WEBP') return { format: 'webp', mediaType: 'image/webp' }
  if (ascii(head, 0, 4) === '%PDF') return { format: 'pdf', mediaType: 'application/pdf' }
  return { format: 'unknown', mediaType: 'application/octet-stream' }
}
