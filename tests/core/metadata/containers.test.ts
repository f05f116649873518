import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  app1Exif,
  box,
  bytesOf,
  iTXt,
  jpeg,
  latin1Of,
  png,
  tEXt,
  tiff,
  userComment,
  webp,
  zTXt,
} from '../../../scripts/fuzz/samples.ts'
import { codesOf, read } from './read.ts'

const infotext =
  '星星之火\nNegative prompt: 模糊\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x768, Model: m'
const comment = (order: 'be' | 'le' | 'ascii' | 'none', littleEndian: boolean, text = infotext) => ({
  littleEndian,
  exif: { 37510: userComment(text, order) },
})

test('every statement is listed with the place and the digest of its stored bytes', async () => {
  const bytes = png([tEXt('parameters', latin1Of('ridge\nSteps: 20, Sampler: Euler, Seed: 1, Size: 8x8'))])
  const record = await read(bytes)
  const [carrier] = record.carriers
  expect(carrier).toMatchObject({ kind: 'png:tEXt', key: 'parameters', offset: 41, encoding: 'utf-8' })
  const stored = bytes.subarray(41, 41 + (carrier?.length ?? 0))
  expect(stored.toString('latin1')).toMatch(/^parameters\0ridge/)
  expect(carrier?.sha256).toBe(createHash('sha256').update(stored).digest('hex'))
  expect(record.generations[0]?.carrier).toBe(0)
})

test('packed text, and text after the pixels, is read like plain text', async () => {
  const after = [zTXt('parameters', infotext)]
  expect((await read(png([], { after }))).generations[0]).toMatchObject({ prompt: '星星之火', seed: '42' })
  expect((await read(png([iTXt('parameters', infotext, true)]))).generations[0]?.negativePrompt).toBe('模糊')
})

test('text that is not UTF-8 is read as Latin-1, as the standard says', async () => {
  const record = await read(
    png([tEXt('parameters', 'caf\xe9\nSteps: 20, Sampler: Euler, Seed: 1, Size: 8x8')]),
  )
  expect(record.generations[0]?.prompt).toBe('café')
  expect(record.carriers[0]?.encoding).toBe('latin-1')
})

test('a UserComment is decoded by its zero bytes, whatever order the TIFF header claims', async () => {
  for (const [order, littleEndian] of [
    ['be', true],
    ['le', false],
    ['be', false],
    ['le', true],
  ] as const) {
    const record = await read(jpeg([app1Exif(comment(order, littleEndian))]), 'a.jpg')
    expect(record.generations[0]).toMatchObject({ prompt: '星星之火', negativePrompt: '模糊', seed: '42' })
    expect(record.carriers[0]?.encoding).toBe(`unicode-${order}(tiff ${littleEndian ? 'II' : 'MM'})`)
  }
})

test('a UserComment marked ASCII may hold UTF-8, and the mark may be missing', async () => {
  for (const order of ['ascii', 'none'] as const) {
    const record = await read(jpeg([app1Exif(comment(order, true))]), 'a.jpg')
    expect(record.generations[0]?.prompt).toBe('星星之火')
  }
})

test('a UserComment is found in IFD0, in WebP with and without the header, in PNG and in AVIF', async () => {
  const block = tiff(comment('be', false))
  const inIfd0 = await read(jpeg([app1Exif({ ifd0: { 37510: userComment(infotext, 'be') } })]), 'a.jpg')
  expect(inIfd0.carriers[0]?.kind).toBe('jpeg:APP1-Exif/ifd0')
  const plain = await read(webp([['EXIF', block]]), 'a.webp')
  const headed = await read(webp([['EXIF', Buffer.concat([latin1Of('Exif\0\0'), block])]]), 'a.webp')
  const inPng = await read(png([['eXIf', block]]))
  const inAvif = await read(avif(block), 'a.avif')
  for (const record of [inIfd0, plain, headed, inPng, inAvif]) {
    expect(record.generations[0]).toMatchObject({ prompt: '星星之火', seed: '42' })
  }
  expect(inAvif.format).toBe('avif')
})

/** An AVIF with one Exif item, as ISO/IEC 23008-12 lays it out. */
function avif(block: Buffer): Buffer {
  const content = Buffer.concat([Buffer.alloc(4), block])
  const item = box('infe', Buffer.from([2, 0, 0, 0, 0, 1, 0, 0]), latin1Of('Exif\0'))
  const build = (offset: number) => {
    const place = Buffer.alloc(16)
    place.writeUInt16BE(1, 2)
    place.writeUInt16BE(1, 6)
    place.writeUInt32BE(offset, 8)
    place.writeUInt32BE(content.length, 12)
    const iloc = box(
      'iloc',
      Buffer.from([0, 0, 0, 0, 0x44, 0]),
      place.subarray(2, 4),
      place.subarray(2, 4),
      Buffer.from([0, 0]),
      Buffer.from([0, 1]),
      place.subarray(8),
    )
    const iinf = box('iinf', Buffer.from([0, 0, 0, 0, 0, 1]), item)
    return Buffer.concat([
      box('ftyp', latin1Of('avif\0\0\0\0avif')),
      box('meta', Buffer.alloc(4), iinf, iloc),
    ])
  }
  const head = build(build(0).length + 8)
  return Buffer.concat([head, box('mdat', content)])
}

test('a wrong checksum costs the damaged statement and nothing else', async () => {
  const bytes = png([
    tEXt('parameters', 'ridge\nSteps: 20, Sampler: Euler, Seed: 1, Size: 8x8'),
    tEXt('Software', 'somewhere'),
  ])
  bytes[60] = (bytes[60] ?? 0) ^ 1
  const record = await read(bytes)
  expect(record.generations).toEqual([])
  expect(record.carriers.map(({ key, damaged }) => [key, damaged])).toEqual([
    ['parameters', true],
    ['Software', undefined],
  ])
  expect(record.warnings).toContainEqual({
    code: 'damaged-statement',
    details: { where: 'png:tEXt:parameters' },
  })
})

test('a cut file gives what stands before the cut and says that it is cut', async () => {
  const bytes = png([tEXt('parameters', 'ridge\nSteps: 20, Sampler: Euler, Seed: 1, Size: 8x8')])
  const record = await read(bytes.subarray(0, bytes.length - 20))
  expect(record.generations[0]?.seed).toBe('1')
  expect(codesOf(record)).toContain('truncated')
  expect(codesOf(await read(jpeg([]).subarray(0, 27), 'a.jpg'))).toContain('truncated')
})

test('the kind comes from the bytes; a wrong extension is told', async () => {
  const record = await read(jpeg([]), 'a.png')
  expect(record).toMatchObject({ format: 'jpeg', width: 8, height: 8 })
  expect(record.warnings).toContainEqual({ code: 'mislabelled', details: { format: 'jpeg' } })
  const pointer = bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n')
  expect(codesOf(await read(pointer, 'a.png'))).toEqual(['lfs-pointer', 'mislabelled'])
})

test('an empty file is unreadable; bytes of no known kind are without a record', async () => {
  expect(await read(Buffer.alloc(0))).toMatchObject({ format: 'empty', status: 'unreadable' })
  expect(await read(Buffer.from([1, 2, 3, 4]), 'a.bin')).toMatchObject({
    format: 'unknown',
    status: 'no-metadata',
  })
})

test('what follows the end of a picture is noted', async () => {
  const record = await read(png([], { trailer: bytesOf('PK something else') }))
  expect(record.carriers).toMatchObject([{ kind: 'png:trailing', length: 17 }])
})

test('times are claimed one by one, each with its source and as written', async () => {
  const time = latin1Of('2026:01:02 03:04:05\0')
  const tags = { ifd0: { 306: time }, exif: { 36867: time, 36881: latin1Of('+08:00\0') } }
  const tIME = Buffer.from([0x07, 0xea, 1, 2, 3, 4, 5])
  const record = await read(
    png([['eXIf', tiff(tags)], ['tIME', tIME], tEXt('Creation Time', 'Fri, 02 Jan 2026')]),
  )
  expect(record.claimedTimes).toEqual([
    { source: 'png:tIME', value: '2026-01-02T03:04:05Z' },
    { source: 'png:tEXt:Creation Time', value: 'Fri, 02 Jan 2026' },
    { source: 'exif:DateTime', value: '2026:01:02 03:04:05' },
    { source: 'exif:DateTimeOriginal', value: '2026:01:02 03:04:05', offset: '+08:00' },
  ])
})
