import { decodeText, latin1, u32 } from '../bytes.ts'
import { type Findings, warn } from '../statement.ts'
import { unpack, unpackLimit } from '../unpack.ts'

/** Pixels from the top left corner: the first `columns` pixels of the first `rows` rows. */
export interface Corner {
  readonly data: Uint8Array
  readonly columns: number
  readonly rows: number
  readonly channels: 3 | 4
}

/** Gives the wanted corner of the picture, or undefined when it cannot be had. */
export type CornerReader = (rows: number, columns: number) => Corner | undefined

interface Picture {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  readonly corner: CornerReader
  /** Where the pixel data stands in the file. */
  readonly offset: number
  readonly length: number
}

const signatureBits = 15 * 8
const headerBits = signatureBits + 32
const modes = [
  { kind: 'alpha-lsb', plain: 'stealth_pnginfo', packed: 'stealth_pngcomp' },
  { kind: 'rgb-lsb', plain: 'stealth_rgbinfo', packed: 'stealth_rgbcomp' },
] as const

/**
 * Looks for a record in the lowest bits of the pixels (`stealth_pnginfo` of ashen-sensored/sd_webui_stealth_pnginfo
 * and its descendants): column by column, alpha or R, G, B of each pixel in turn; 15 bytes of signature, the length in
 * bits as 32 bits, UTF-8 plain or gzip.
 */
export function readStealth(picture: Picture, findings: Findings): void {
  for (const mode of modes) {
    if (mode.kind === 'alpha-lsb' && picture.channels !== 4) continue
    const bitsAPixel = mode.kind === 'alpha-lsb' ? 1 : 3
    const read = (bits: number) => readBits(picture, bits, bitsAPixel)
    // All signatures begin with "s": one look at the first byte spares the rest.
    if (read(8)?.[0] !== 0x73) continue
    const header = read(headerBits)
    const signature = header ? latin1(header, 0, 15) : ''
    if (!header || (signature !== mode.plain && signature !== mode.packed)) continue
    addStatement(picture, mode.kind, signature, header, read, findings)
  }
}

function addStatement(
  picture: Picture,
  kind: string,
  key: string,
  header: Uint8Array,
  read: (bits: number) => Uint8Array | undefined,
  findings: Findings,
): void {
  const place = { kind, key, offset: picture.offset, length: picture.length }
  const length = u32(header, 15)
  const capacity = picture.width * picture.height * (kind === 'alpha-lsb' ? 1 : 3)
  const whole =
    length <= unpackLimit * 8 && headerBits + length <= capacity ? read(headerBits + length) : undefined
  const stored = whole?.subarray(headerBits / 8, headerBits / 8 + (length >> 3))
  const packed = key.endsWith('comp')
  const content = stored && packed ? unpack('gzip', stored, findings, `${kind}:${key}`) : stored
  if (content) {
    findings.statements.push({ ...place, ...decodeText(content) })
  } else {
    findings.statements.push({ ...place, damaged: true })
    warn(findings, 'damaged-statement', { where: `${kind}:${key}` })
  }
}

/** The first `bits` hidden bits, most significant first. */
function readBits(picture: Picture, bits: number, bitsAPixel: 1 | 3): Uint8Array | undefined {
  const pixels = Math.ceil(bits / bitsAPixel)
  const rows = Math.min(picture.height, pixels)
  const columns = Math.ceil(pixels / picture.height)
  if (columns > picture.width) return undefined
  const corner = picture.corner(rows, columns)
  if (!corner) return undefined
  const out = new Uint8Array(Math.ceil(bits / 8))
  for (let bit = 0; bit < bits; bit++) {
    const pixel = Math.floor(bit / bitsAPixel)
    const column = Math.floor(pixel / picture.height)
    const row = pixel % picture.height
    const channel = bitsAPixel === 1 ? 3 : bit % 3
    const value = corner.data[(row * corner.columns + column) * corner.channels + channel] ?? 0
    out[bit >> 3] = (out[bit >> 3] ?? 0) | ((value & 1) << (7 - (bit & 7)))
  }
  return out
}
