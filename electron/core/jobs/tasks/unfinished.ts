import { isCut } from '../../metadata/metadata.ts'

/** Names that promise a picture or a film: as long as the first bytes are not those of one, more is to come. */
const pictureName = /\.(png|jpe?g|jfif|webp|gif|avif|heic|jxl|bmp|tiff?|psd|mp4|mov|webm)$/i
const notYetAPicture = new Set(['empty', 'unknown', 'text', 'csv', 'json'])

/**
 * Whether a file that a program is about to write shows in its own bytes that it is not whole yet. Kinds without a
 * mark of their end are never called unfinished; for these only the time since their last change speaks.
 */
export function isUnfinished(name: string, format: string, bytes: Uint8Array): boolean {
  if (format === 'empty') return true
  if (pictureName.test(name) && notYetAPicture.has(format)) return true
  if (/\.json$/i.test(name)) return !endsAsJson(bytes)
  switch (format) {
    case 'png':
    case 'jpeg':
    case 'webp':
    case 'gif':
      return isCut(bytes, format)
    case 'avif':
    case 'heic':
    case 'mp4':
    case 'mov':
      return !hasAllBoxes(bytes)
    case 'pdf':
      // ISO 32000-1, 7.5.5, and annex H.3: the end mark stands in the last kilobyte.
      return !Buffer.from(bytes.subarray(-1024)).includes('%%EOF')
    case 'zip':
    case 'docx':
    case 'xlsx':
      // APPNOTE 4.3.16: the end of the central directory, before a comment of at most 65,535 bytes.
      return !Buffer.from(bytes.subarray(-65_557)).includes('PK\x05\x06', 0, 'latin1')
    default:
      return false
  }
}

/** ComfyUI writes a bare `NaN`, which is not JSON: a text that ends as JSON does is whole as well. */
function endsAsJson(bytes: Uint8Array): boolean {
  return /[}\]]\s*$/.test(Buffer.from(bytes.subarray(-1024)).toString('latin1'))
}

/** ISO/IEC 14496-12, 4.2: boxes from end to end, the media data among them. */
function hasAllBoxes(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let hasMedia = false
  let at = 0
  while (at + 8 <= bytes.length) {
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    const short = view.getUint32(at)
    if (short === 1 && at + 16 > bytes.length) return false
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short
    if (size < 8) return false
    hasMedia ||= type === 'mdat' || type === 'moof'
    at += size
  }
  return hasMedia && at === bytes.length
}
