/** What the first bytes of a picture declare, read without decoding: enough to refuse a bomb before memory is asked for. */
export interface Header {
  readonly format: 'png' | 'jpeg' | 'webp' | 'avif' | 'gif' | 'bmp' | 'tiff'
  readonly width: number
  readonly height: number
  /** EXIF orientation 1..8 (EXIF 2.32, 4.6.4); 1 where the file does not say. */
  readonly orientation: number
  /** False where the file ends before its own end mark. Only read where a decoder would not notice. */
  readonly complete: boolean
}

type Reader = (bytes: Uint8Array, view: DataView) => Header | undefined

/** Reads the header of a known kind of picture; undefined for any other file and for a header that is cut off. */
export function readHeader(bytes: Uint8Array): Header | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readerOf(bytes)?.(bytes, view)
  } catch (error) {
    // A read past the end of a cut header; anything else is a fault of ours.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Whether the bytes begin like a picture of a kind that `readHeader` knows. */
export function looksLikePicture(bytes: Uint8Array): boolean {
  return readerOf(bytes) !== undefined
}

/** Kinds of picture that can be named but not decoded here: JPEG XL, HEIC and its relatives, PSD, SVG. */
export function isOtherPicture(bytes: Uint8Array): boolean {
  if (text(bytes, 4, 8) === 'ftyp') {
    return ['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1'].includes(text(bytes, 8, 12))
  }
  if (bytes[0] === 0xff && bytes[1] === 0x0a) return true
  if (text(bytes, 4, 8) === 'JXL ' || text(bytes, 0, 4) === '8BPS') return true
  return /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/s.test(
    text(bytes, 0, 1024),
  )
}

function readerOf(bytes: Uint8Array): Reader | undefined {
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return png
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return jpeg
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return webp
  if (text(bytes, 4, 8) === 'ftyp' && isAvif(bytes)) return avif
  if (text(bytes, 0, 6) === 'GIF87a' || text(bytes, 0, 6) === 'GIF89a') return gif
  if (text(bytes, 0, 2) === 'BM' && text(bytes, 6, 10) === '\0\0\0\0') return bmp
  if (text(bytes, 0, 4) === 'II*\0' || text(bytes, 0, 4) === 'MM\0*') return tiff
  return undefined
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}

/** PNG: IHDR is first by the standard; orientation in an eXIf chunk anywhere (PNG 3rd edition, 11.3.2). */
function png(bytes: Uint8Array, view: DataView): Header | undefined {
  if (text(bytes, 12, 16) !== 'IHDR') return undefined
  let orientation = 1
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const kind = text(bytes, at + 4, at + 8)
    if (kind === 'eXIf') orientation = orientationOf(bytes.subarray(at + 8, at + 8 + view.getUint32(at)))
    if (kind === 'IEND') break
  }
  return { format: 'png', width: view.getUint32(16), height: view.getUint32(20), orientation, complete: true }
}

/** JPEG: the frame header, the EXIF segment before it, and whether there is an end mark after the picture's data. */
function jpeg(bytes: Uint8Array, view: DataView): Header | undefined {
  let orientation = 1
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] as number
    if (bytes[at] !== 0xff) return undefined
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2
      continue
    }
    const length = view.getUint16(at + 2)
    if (length < 2) return undefined
    if (marker === 0xe1 && text(bytes, at + 4, at + 10) === 'Exif\0\0') {
      orientation = orientationOf(bytes.subarray(at + 10, at + 2 + length))
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      const height = view.getUint16(at + 5)
      const width = view.getUint16(at + 7)
      return { format: 'jpeg', width, height, orientation, complete: hasJpegEnd(bytes, at + 2 + length) }
    }
    at += 2 + length
  }
  return undefined
}

/**
 * Decoders fill what is missing of a cut JPEG with grey and say nothing, so the end mark is looked for: through every
 * scan, whose data never holds 0xFF followed by anything but 0x00 or a restart mark (ITU-T T.81, B.1.1.5).
 */
function hasJpegEnd(bytes: Uint8Array, from: number): boolean {
  let at = from
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      const next = bytes.indexOf(0xff, at)
      if (next < 0) return false
      at = next
      continue
    }
    const marker = bytes[at + 1] as number
    if (marker === 0xd9) return true
    if (marker === 0xff) at += 1
    else if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return false
}

/** WebP: VP8X canvas, else the VP8 or VP8L frame (RFC 9649); orientation in the EXIF chunk. */
function webp(bytes: Uint8Array, view: DataView): Header | undefined {
  let size: { width: number; height: number } | undefined
  let orientation = 1
  for (let at = 12; at + 8 <= bytes.length; ) {
    const kind = text(bytes, at, at + 4)
    const length = view.getUint32(at + 4, true)
    const data = at + 8
    if (kind === 'VP8X') {
      size ??= { width: 1 + uint24(bytes, data + 4), height: 1 + uint24(bytes, data + 7) }
    } else if (kind === 'VP8 ') {
      size ??= {
        width: view.getUint16(data + 6, true) & 0x3fff,
        height: view.getUint16(data + 8, true) & 0x3fff,
      }
    } else if (kind === 'VP8L') {
      const packed = view.getUint32(data + 1, true)
      size ??= { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff) }
    } else if (kind === 'EXIF') {
      const exif = bytes.subarray(data, data + length)
      orientation = orientationOf(text(exif, 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif)
    }
    at = data + length + (length % 2)
  }
  return size && { format: 'webp', ...size, orientation, complete: true }
}

function isAvif(bytes: Uint8Array): boolean {
  const length = Math.min(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), 256)
  return /avif|avis/.test(text(bytes, 8, length))
}

/** AVIF: the largest image spatial extents (`ispe`) among the item properties (ISO/IEC 23008-12, 6.5.3). */
function avif(bytes: Uint8Array, view: DataView): Header | undefined {
  let width = 0
  let height = 0
  const walk = (start: number, end: number): void => {
    for (let at = start; at + 8 <= end; ) {
      const length = view.getUint32(at)
      const kind = text(bytes, at + 4, at + 8)
      const stop = length === 0 ? end : Math.min(at + length, end)
      if (kind === 'meta') walk(at + 12, stop)
      else if (kind === 'iprp' || kind === 'ipco') walk(at + 8, stop)
      else if (kind === 'ispe') {
        width = Math.max(width, view.getUint32(at + 12))
        height = Math.max(height, view.getUint32(at + 16))
      }
      if (length !== 0 && length < 8) return
      at = stop
    }
  }
  walk(0, bytes.length)
  if (width === 0 || height === 0) return undefined
  // The decoder applies the file's own rotation (`irot`, `imir`); EXIF orientation does not count in AVIF.
  return { format: 'avif', width, height, orientation: 1, complete: true }
}

function gif(_bytes: Uint8Array, view: DataView): Header {
  return {
    format: 'gif',
    width: view.getUint16(6, true),
    height: view.getUint16(8, true),
    orientation: 1,
    complete: true,
  }
}

function bmp(_bytes: Uint8Array, view: DataView): Header {
  const old = view.getUint32(14, true) === 12
  const width = old ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true))
  const height = old ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true))
  return { format: 'bmp', width, height, orientation: 1, complete: true }
}

function tiff(bytes: Uint8Array): Header | undefined {
  const tags = readTags(bytes)
  const width = tags.get(0x0100)
  const height = tags.get(0x0101)
  if (width === undefined || height === undefined) return undefined
  return { format: 'tiff', width, height, orientation: tags.get(0x0112) ?? 1, complete: true }
}

function orientationOf(exif: Uint8Array): number {
  const orientation = readTags(exif).get(0x0112) ?? 1
  return orientation >= 1 && orientation <= 8 ? orientation : 1
}

/** Numbers of the first directory of a TIFF structure, by tag; damage ends the list. */
function readTags(bytes: Uint8Array): Map<number, number> {
  const tags = new Map<number, number>()
  if (bytes.length < 8) return tags
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = text(bytes, 0, 2) === 'II'
  const start = view.getUint32(4, little)
  if (start + 2 > bytes.length) return tags
  const count = view.getUint16(start, little)
  for (let at = start + 2; at + 12 <= Math.min(start + 2 + count * 12, bytes.length); at += 12) {
    const isShort = view.getUint16(at + 2, little) === 3
    tags.set(
      view.getUint16(at, little),
      isShort ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little),
    )
  }
  return tags
}

const uint24 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)
