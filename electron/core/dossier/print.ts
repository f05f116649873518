import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import type { Item } from '../../../shared/contract/item.ts'
import { shortDigest } from '../../../shared/format.ts'
import type { Block } from './blocks.ts'
import { recordOf } from './collect.ts'
import type { DossierFacts } from './facts.ts'
import { layoutDossier } from './layout.ts'
import { flow } from './paper/flow.ts'
import { openFonts } from './paper/metrics.ts'
import { openDocument, type PrintOptions, print } from './paper/pdf.ts'
import { PictureFault, printablePicture, sizeOf } from './paper/pictures.ts'
import { type Paper, type PictureSize, pictureOfKey } from './paper/sheet.ts'
import { oneLine } from './paper/text.ts'
import { openScope, type Scope } from './scope.ts'

export interface PrintInput {
  readonly facts: DossierFacts
  /** Where the PDF is written; a file that is there is replaced. */
  readonly out: string
  readonly fonts: { readonly regular: string; readonly semibold: string }
}

export interface Printed {
  readonly pages: number
  readonly sha256: string
  readonly size: number
  readonly exhibits: number
}

/**
 * Prints the dossier. Every original is hashed again first: one difference stops it with `hash-mismatch`, a file
 * that cannot be read with `file-unreadable`. The result is on disk (fsync) when the promise resolves.
 */
export async function printDossier({ facts, out, fonts: paths }: PrintInput): Promise<Printed> {
  const pictures = new Map<string, PictureSize>()
  for (const item of facts.items) {
    await checkOriginal(item, pathOf(facts, item.sha256))
    pictures.set(
      item.sha256,
      sizeOf(item, () => readFileSync(pathOf(facts, item.sha256))),
    )
  }
  const scope = openScope(facts)
  const blocks = layoutDossier(facts, scope)
  const fonts = openFonts(paths, facts.language === 'en')
  for (;;) {
    const paper = place(blocks, scope, fonts.metrics, pictures)
    try {
      const options = printOptions(scope, paper, fonts, pictures)
      const { sha256, size } = await write(paper, options, out)
      return { pages: paper.pages.length, sha256, size, exhibits: scope.exhibits.length }
    } catch (error) {
      await rm(out, { force: true })
      if (!(error instanceof PictureFault) || 'reason' in (pictures.get(error.sha256) ?? {})) throw error
      // The picture is named with its reason instead, and everything after it finds its new place.
      pictures.set(error.sha256, { reason: error.reason })
    }
  }
}

/** Puts the blocks of a dossier on pages. */
export function place(
  blocks: readonly Block[],
  { facts, m, terms }: Scope,
  metrics: Parameters<typeof flow>[1]['metrics'],
  pictures: ReadonlyMap<string, PictureSize>,
): Paper {
  return flow(blocks, {
    metrics,
    pictures,
    fills: facts.language === 'zh-CN',
    lookupWords: m.words,
    words: { ...m.words, states: terms.states },
  })
}

function pathOf(facts: DossierFacts, sha256: string): string {
  const path = facts.files[sha256]
  if (path === undefined) throw new AppError('not-found', { what: 'file', id: sha256 })
  return path
}

async function checkOriginal(item: Item, path: string): Promise<void> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch (cause) {
    throw new AppError('file-unreadable', { path: item.name }, { cause })
  }
  const found = hash.digest('hex')
  if (found !== item.sha256) {
    throw new AppError('hash-mismatch', { path: item.name, expected: item.sha256, found })
  }
}

type Fonts = ReturnType<typeof openFonts>
type Pictures = ReadonlyMap<string, PictureSize>

/** What stands on every page and in the file's own description. */
function printOptions({ facts, m }: Scope, paper: Paper, fonts: Fonts, pictures: Pictures): PrintOptions {
  const title = oneLine(facts.case.title)
  const plaintiffs = facts.case.parties.filter((party) => party.role === 'plaintiff')
  return {
    fonts,
    language: facts.language,
    title: `${title} ${m.cover.title}`,
    subject: m.words.subject(title),
    author: oneLine(plaintiffs.map((party) => party.name).join(', ')),
    producer: `Zuozheng ${facts.version}`,
    builtAt: new Date(facts.builtAt),
    head: oneLine(facts.case.title, 40),
    exhibitLabel: m.exhibitLabel,
    foot: shortDigest(facts.ledger.head.hash),
    lookup: { words: m.words, page: () => 0, pagesOf: () => [], total: paper.pages.length },
    attachment: {
      name: 'case-record.json',
      description: m.words.record,
      bytes: Buffer.from(canonicalJson(recordOf(facts))),
    },
    picture: (key, printed) => {
      const { sha256, region } = pictureOfKey(key)
      const size = pictures.get(sha256)
      if (!size || 'reason' in size) throw new PictureFault(sha256, 'not-an-image')
      return printablePicture(readFileSync(pathOf(facts, sha256)), sha256, size, printed, region)
    },
  }
}

async function write(
  paper: Paper,
  options: PrintOptions,
  out: string,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  const doc = openDocument(options)
  const written = pipeline(doc, counting, createWriteStream(out))
  // A full disk shows while pages are still drawn; it is told below, when the drawing is over.
  written.catch(() => undefined)
  try {
    await print(doc, paper, options)
  } catch (error) {
    doc.destroy(error as Error)
    await written.catch(() => undefined)
    throw error
  }
  await written
  const handle = await open(out, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), size }
}
