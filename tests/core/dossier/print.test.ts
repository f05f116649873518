import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transformer } from '@napi-rs/image'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../../electron/core/comparison/comparison.ts'
import { type DossierFacts, printDossier } from '../../../electron/core/dossier/dossier.ts'
import { printablePicture } from '../../../electron/core/dossier/paper/pictures.ts'
import { factsOf, fonts, ridges } from './fixture.ts'

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>

async function build(facts: DossierFacts) {
  const out = join(mkdtempSync(join(tmpdir(), 'dossier-')), 'dossier.pdf')
  const printed = await printDossier({ facts, out, fonts })
  return { printed, bytes: readFileSync(out) }
}

const open = (bytes: Buffer): Promise<Pdf> =>
  getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false }).promise

async function textOf(pdf: Pdf, no: number): Promise<string> {
  const content = await (await pdf.getPage(no)).getTextContent()
  return content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('')
}

async function wholeText(pdf: Pdf): Promise<string> {
  const pages: string[] = []
  for (let no = 1; no <= pdf.numPages; no += 1) pages.push(await textOf(pdf, no))
  return pages.join('\n')
}

interface Outline {
  title: string
  dest: unknown
  items: Outline[]
}

async function pageOfDest(pdf: Pdf, dest: unknown): Promise<number> {
  const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : (dest as unknown[])
  return (await pdf.getPageIndex(explicit?.[0] as { num: number; gen: number })) + 1
}

describe.each(['zh-CN', 'en'] as const)('the PDF in %s', (language) => {
  let built: Awaited<ReturnType<typeof build>>
  let pdf: Pdf
  beforeAll(async () => {
    built = await build(factsOf(language))
    pdf = await open(built.bytes)
  })

  it('is what the task says it is', () => {
    expect(built.printed.pages).toBe(pdf.numPages)
    expect(built.printed.size).toBe(built.bytes.length)
    expect(built.printed.sha256).toBe(createHash('sha256').update(built.bytes).digest('hex'))
    expect(built.printed.exhibits).toBe(13)
    expect(pdf.numPages).toBeGreaterThan(20)
  })

  it('prints the number of the PDF page and the ledger head on every page but the cover', async () => {
    for (let no = 2; no <= pdf.numPages; no += 1) {
      const text = await textOf(pdf, no)
      expect(text).toContain(`${no} / ${pdf.numPages}`)
      expect(text).toContain('…')
    }
    expect(await textOf(pdf, 1)).not.toContain('1 /')
  })

  it('can be searched and copied', async () => {
    const text = await wholeText(pdf)
    expect(text).toContain('林一诉周二侵害作品署名权')
    expect(text).toContain('ink wash painting, lone figure on a mountain ridge')
    expect(text).toContain('山脊由左下向右上')
  })

  it('has a bookmark with its page for every chapter, round and exhibit', async () => {
    const outline = (await pdf.getOutline()) as Outline[]
    const all = outline.flatMap((entry) => [entry, ...entry.items])
    for (const entry of all) {
      const page = await pageOfDest(pdf, entry.dest)
      expect(entry.title).toMatch(
        language === 'zh-CN' ? new RegExp(`第${page}页$`) : new RegExp(`p\\. ${page}$`),
      )
    }
    const titles = all.map((entry) => entry.title).join('\n')
    for (const no of ['1-1', '2-1', '3-1', '4-3', '6-1']) expect(titles).toContain(no)
    expect(outline).toHaveLength(12 + 1)
    expect(
      all.filter((entry) => /第\d轮|Round \d|复现（|Reproduction \(/.test(entry.title)).length,
    ).toBeGreaterThanOrEqual(6)
  })

  it('leads every line of the contents to the page it names', async () => {
    const annotations = await (await pdf.getPage(2)).getAnnotations()
    expect(annotations.length).toBeGreaterThan(30)
    for (const link of annotations) {
      expect(link.subtype).toBe('Link')
      expect(await pageOfDest(pdf, link.dest)).toBeGreaterThan(2)
    }
  })

  it('opens at full size, carries its language, title, tags and PDF/A-3b mark', async () => {
    const { info, metadata } = await pdf.getMetadata()
    expect((info as { Language?: string }).Language).toBe(language)
    expect((info as { Title?: string }).Title).toContain('林一诉周二')
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    const action = (await pdf.getOpenAction()) as { dest: unknown[] }
    expect(action.dest.slice(1)).toEqual([{ name: 'XYZ' }, 0, 841.89, 1])
    const xmp = metadata.getRaw() as string
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(xmp).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
    const work = await pageOfDest(pdf, 'chapter-work')
    const tree = JSON.stringify(await (await pdf.getPage(work)).getStructTree())
    expect(tree).toContain('"Figure"')
    expect(tree).toContain('"H1"')
  })

  it('carries the case record as an attached file, without places on the disk', async () => {
    const attachments = (await pdf.getAttachments()) as Record<string, { content: Uint8Array }>
    const [record] = Object.values(attachments)
    const value = JSON.parse(Buffer.from(record?.content ?? []).toString('utf8')) as {
      case: { title: string }
    }
    expect(value.case.title).toContain('林一诉周二')
    expect(JSON.stringify(value)).not.toMatch(/\/home\/linyi|dossier-/)
  })
})

describe('pictures on paper', () => {
  const size = { width: 900, height: 600 }
  const bytes = ridges(5, 900, 600)
  const print = (width: number, region?: { x: number; y: number; width: number; height: number }) => {
    const decoded = decode(printablePicture(bytes, 'x', size, { width, height: (width * 2) / 3 }, region))
    return decoded.state === 'ready' ? [decoded.width, decoded.height] : decoded.reason
  }

  it('have at most 300 dots an inch and are never larger than the original', () => {
    expect(print(72)).toEqual([300, 200])
    expect(print(72 * 10)).toEqual([900, 600])
  })

  it('show the part that a person marked, and no other', () => {
    expect(print(72 * 10, { x: 0.5, y: 0.25, width: 0.5, height: 0.5 })).toEqual([450, 300])
  })

  it('lie on white where they are transparent', () => {
    const clear = Buffer.from(Transformer.fromRgbaPixels(new Uint8Array(16 * 16 * 4), 16, 16).pngSync())
    const printed = printablePicture(clear, 'x', { width: 16, height: 16 }, { width: 12, height: 12 })
    const decoded = decode(printed)
    expect(decoded.state === 'ready' && decoded.pixels.rgba.every((value) => value > 250)).toBe(true)
  })
})

describe('printing', () => {
  it('gives the same bytes for the same facts', async () => {
    const facts = factsOf()
    const [first, second] = [await build(facts), await build(facts)]
    expect(first.printed.sha256).toBe(second.printed.sha256)
  })

  it('stops on an original that is no longer what was imported, and names it', async () => {
    const facts = factsOf()
    const item = facts.items[2]
    const path = facts.files[item?.sha256 ?? ''] ?? ''
    const bytes = readFileSync(path)
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
    writeFileSync(path, bytes)
    await expect(build(facts)).rejects.toMatchObject({
      code: 'hash-mismatch',
      details: { path: '003.png', expected: item?.sha256 },
    })
  })

  it('names a picture that does not decode, with its reason, and prints everything else', async () => {
    const facts = factsOf('zh-CN', (sources, folder) => {
      const cut = folder.item({
        name: 'cut.png',
        bytes: ridges(1, 64, 64).subarray(0, 300),
        size: { width: 64, height: 64 },
      })
      const huge = folder.item({
        name: 'huge.png',
        bytes: Buffer.from('declared far too large'),
        picture: { state: 'failed', reason: 'too-many-pixels', width: 60_000, height: 60_000 },
      })
      const pending = folder.item({
        name: 'pending.png',
        bytes: Buffer.from('nothing'),
        picture: { state: 'pending' },
      })
      return { ...sources, items: [...sources.items, cut, huge, pending] }
    })
    const text = await wholeText(await open((await build(facts)).bytes))
    expect(text).toContain('cut.png：未印出图像（图片文件损坏')
    expect(text).toContain('huge.png：未印出图像（图片尺寸超过一亿像素')
    expect(text).toContain('pending.png：未印出图像')
  })

  it('keeps personal data out of every part of a service copy', async () => {
    const { bytes } = await build(factsOf('zh-CN', (sources) => ({ ...sources, copy: 'service' })))
    const pdf = await open(bytes)
    const attachments = (await pdf.getAttachments()) as Record<string, { content: Uint8Array }>
    const attached = Object.values(attachments).map((file) => Buffer.from(file.content).toString('utf8'))
    const { info, metadata } = await pdf.getMetadata()
    const everything = [await wholeText(pdf), ...attached, JSON.stringify(info), metadata.getRaw()].join('\n')
    for (const secret of [
      '0000 1234',
      'linyi@example.cn',
      'zhouer@example.cn',
      '松风路',
      '11010119910405',
      '1991-04-05',
    ]) {
      expect(everything).not.toContain(secret)
    }
  })

  it('prints characters that the font lacks by their number', async () => {
    const facts = factsOf('zh-CN', (sources) => ({
      ...sources,
      case: { ...sources.case, title: '山\u202E风 😀 한' },
    }))
    const text = await textOf(await open((await build(facts)).bytes), 1)
    expect(text).toContain('山〈U+202E〉风 〈U+1F600〉 〈U+D55C〉')
  })

  it('prints a case of fifty exhibits with a sheet for each', async () => {
    const facts = factsOf('zh-CN', (sources, folder) => {
      const documents = Array.from({ length: 40 }, (_, index) =>
        folder.item({
          name: `票据${index + 1}.png`,
          bytes: ridges(index, 120, 80),
          size: { width: 120, height: 80 },
          role: 'document',
          exhibit: { group: 5, name: `票据${index + 1}`, proves: '开支' },
        }),
      )
      return { ...sources, items: [...sources.items, ...documents] }
    })
    const { printed, bytes } = await build(facts)
    expect(printed.exhibits).toBe(53)
    const pdf = await open(bytes)
    const outline = (await pdf.getOutline()) as Outline[]
    expect(
      outline.flatMap((entry) => entry.items).filter((entry) => entry.title.includes('票据')).length,
    ).toBe(40)
  })
})
