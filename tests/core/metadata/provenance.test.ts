import { expect, test } from 'vitest'
import {
  app1Exif,
  app1Xmp,
  bytesOf,
  jpeg,
  latin1Of,
  png,
  stealthPixels,
  tEXt,
  userComment,
} from '../../../scripts/fuzz/samples.ts'
import { codesOf, read } from './read.ts'

const label = {
  Label: '1',
  ContentProducer: '001191110102MACQD9K64010000',
  ProduceID: 'p1',
  ReservedCode1: '',
}
const packet = (inner: string, attributes = '') =>
  `<?xpacket begin="" id="W5M0"??><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description ${attributes}>${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`
const namespace = 'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"'
const escaped = (value: object) => JSON.stringify(value).replaceAll('"', '&quot;')
const expected = { label: '1', contentProducer: label.ContentProducer, produceId: 'p1', reservedCode1: '' }

test('China’s label is read as element and as attribute, and its own bytes are pointed at', async () => {
  const element = jpeg([app1Xmp(packet(`<TC260:AIGC>${escaped(label)}</TC260:AIGC>`, namespace))])
  const record = await read(element, 'a.jpg')
  expect(record.aiLabel).toEqual({ ...expected, carrier: 'jpeg:APP1-XMP/TC260:AIGC' })
  expect(record.generator?.id).toBe('doubao')
  const carrier = record.carriers.find(({ key }) => key === 'TC260:AIGC')
  const raw = element.subarray(carrier?.offset, (carrier?.offset ?? 0) + (carrier?.length ?? 0)).toString()
  expect(raw).toMatch(/^<TC260:AIGC>.*<\/TC260:AIGC>$/)
  const attribute = jpeg([app1Xmp(packet('', `${namespace} TC260:AIGC="${escaped({ AIGC: label })}"`))])
  expect((await read(attribute, 'a.jpg')).aiLabel).toMatchObject(expected)
})

test('the label is read from PNG text and from EXIF, with and without its wrapper', async () => {
  expect((await read(png([tEXt('AIGC', JSON.stringify(label))]))).aiLabel).toEqual({
    ...expected,
    carrier: 'png:tEXt:AIGC',
  })
  const comment = { 37510: userComment(JSON.stringify({ AIGC: { ...label, ServiceProvider: 'x' } }), 'none') }
  const record = await read(jpeg([app1Exif({ exif: comment })]), 'a.jpg')
  expect(record.aiLabel).toMatchObject({ ...expected, other: { ServiceProvider: 'x' } })
})

test('an irregular label is shown as found, and two labels are told', async () => {
  const odd = await read(png([tEXt('AIGC', JSON.stringify({ Label: 'yes', ContentProducer: 'me' }))]))
  expect(odd.aiLabel).toMatchObject({ label: 'yes', contentProducer: 'me' })
  expect(codesOf(odd)).toContain('ai-label-irregular')
  expect(odd.generator?.id).toBe('unknown')
  const text = JSON.stringify(label)
  expect(codesOf(await read(png([tEXt('AIGC', text), tEXt('AIGC', text)])))).toContain('ai-label-several')
})

test('an IPTC source type that means AI is told apart from one that does not', async () => {
  const of = async (type: string) => {
    const value = `http://cv.iptc.org/newscodes/digitalsourcetype/${type}`
    return read(
      jpeg([app1Xmp(packet(`<Iptc4xmpExt:DigitalSourceType>${value}</Iptc4xmpExt:DigitalSourceType>`))]),
      'a.jpg',
    )
  }
  expect(await of('trainedAlgorithmicMedia')).toMatchObject({
    generator: { id: 'unknown' },
    iptc: { carrier: 'jpeg:APP1-XMP' },
  })
  expect((await of('algorithmicMedia')).generator).toBeNull()
})

test('the AI properties of IPTC 2025.1 are read', async () => {
  const inner =
    '<Iptc4xmpExt:AIPromptInformation>sea &amp; sky</Iptc4xmpExt:AIPromptInformation><Iptc4xmpExt:AISystemUsed>S</Iptc4xmpExt:AISystemUsed>'
  const record = await read(jpeg([app1Xmp(packet(inner))]), 'a.jpg')
  expect(record.iptc).toMatchObject({ aiPrompt: 'sea & sky', aiSystem: 'S' })
})

test('credentials that are elsewhere are named and not fetched; removed ones are told', async () => {
  const at = (value: string) => read(jpeg([app1Xmp(packet('', `dcterms:provenance="${value}"`))]), 'a.jpg')
  const remote = await at('https://manifests.example/1')
  expect(remote.c2pa).toEqual({
    present: false,
    state: null,
    actions: [],
    reference: 'https://manifests.example/1',
  })
  expect(codesOf(remote)).toContain('c2pa-remote')
  expect(codesOf(await at('self#jumbf=/c2pa/x'))).toContain('c2pa-missing')
})

test('bytes in the place of credentials that are none are told and survive', async () => {
  const record = await read(png([['caBX', bytesOf('not a manifest at all')]]))
  expect(record.c2pa).toMatchObject({ present: true, state: null })
  expect(codesOf(record)).toContain('c2pa-unreadable')
})

test('marks of services without a prompt name the service', async () => {
  const id = '56c0ca36-7be1-4bce-a593-949f3ae4322e'
  const xai = jpeg([app1Exif({ ifd0: { 270: latin1Of(`Signature: ${'A'.repeat(88)}`), 315: latin1Of(id) } })])
  expect(await read(xai, 'a.jpg')).toMatchObject({ generator: { id: 'xai' }, generations: [] })
  const civitai = jpeg([app1Exif({ ifd0: { 305: latin1Of(id), 315: latin1Of('ai\0') } })])
  expect((await read(civitai, 'a.jpg')).generator?.id).toBe('civitai')
  const samsung = png([], { trailer: latin1Of('\0\0{"genAIType":8}SEFHk\0\0\0SEFT') })
  expect(await read(samsung)).toMatchObject({
    generator: { id: 'samsung' },
    carriers: [{ kind: 'png:trailing', key: 'samsung' }],
  })
})

const infotext =
  '海边\nNegative prompt: fog\nSteps: 20, Sampler: Euler, Seed: 42, Size: 96x96, Version: v1.9.4'

test('a record hidden in the pixels is read in all four forms, and only when pixels are asked for', async () => {
  for (const mode of ['pnginfo', 'pngcomp', 'rgbinfo', 'rgbcomp'] as const) {
    const bytes = png([], { width: 96, height: 96, rgba: stealthPixels(infotext, mode, 96, 96) })
    const record = await read(bytes)
    expect(record.generations[0], mode).toMatchObject({ prompt: '海边', seed: '42' })
    expect(record.carriers[0]).toMatchObject({
      kind: mode.startsWith('png') ? 'alpha-lsb' : 'rgb-lsb',
      key: `stealth_${mode}`,
    })
    expect((await read(bytes, 'a.png', false)).carriers).toEqual([])
  }
})

test('a picture lower than the signature is long is read over several columns', async () => {
  const rgba = stealthPixels(infotext, 'pnginfo', 200, 20)
  expect((await read(png([], { width: 200, height: 20, rgba }))).generations[0]?.seed).toBe('42')
})

test('a NovelAI signature over other pixels does not match', async () => {
  const comment = `{"prompt": "sea", "uc": "fog", "scale": 5.0, "sampler": "k_euler", "seed": 1, "signed_hash": "${Buffer.alloc(64, 7).toString('base64')}"}`
  const chunks = [tEXt('Software', 'NovelAI'), tEXt('Comment', comment)]
  expect(codesOf(await read(png(chunks)))).toContain('signature-invalid')
  expect(codesOf(await read(png(chunks), 'a.png', false))).toContain('signature-unchecked')
})
