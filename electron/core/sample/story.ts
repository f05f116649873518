import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CaptureRecord, LinkStatement } from '../../../shared/contract/capture.ts'
import { CaseFile, Work } from '../../../shared/contract/case.ts'
import { Claims } from '../../../shared/contract/claims.ts'
import { ItemNotes, type ItemRole } from '../../../shared/contract/item.ts'
import { operations } from '../../../shared/contract/operations.ts'
import { type Language, type Point, Region } from '../../../shared/contract/primitives.ts'
import { EdgeDecision, RoundNote } from '../../../shared/contract/process.ts'

/** What the persons of the sample case state, in one language; files stand as `@folder/name` where items will. */
export interface Story {
  readonly case: CaseFile
  readonly work: {
    readonly title: string
    readonly final: number
    readonly details: ReturnType<typeof WorkDetails.parse>
  }
  readonly items: readonly { readonly item: number; readonly notes: Partial<ItemNotes> }[]
  readonly rounds: readonly { readonly item: number; readonly note: Partial<RoundNote> }[]
  /** What the author says of what came from what. */
  readonly descents: readonly {
    readonly from: number
    readonly to: number
    readonly decision: EdgeDecision
    readonly note?: string
  }[]
  readonly captures: readonly { readonly items: number[]; readonly record: CaptureRecord }[]
  /** The link of the work with the first capture. */
  readonly link: LinkStatement
  readonly claims: Claims
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Place = ReturnType<typeof Point.parse>

/** The files of the sample, by the role in which a person would drop them, in that order. */
export const sampleFiles: Readonly<Record<ItemRole, readonly string[]>> = {
  process: [
    'process/00001-1001.png',
    'process/00002-1001.png',
    'process/00003-1002.png',
    'process/00004-1002.png',
    'process/00005-1002.png',
    'process/sibling-1003.webp',
    'process/reproduction-1002.png',
  ],
  work: ['work/00005-final.png'],
  capture: ['captures/page-2026-04-02.png', 'captures/image-as-served.jpg', 'captures/page-2026-04-20.png'],
  document: [
    'documents/00005-layers.psd',
    'documents/retouching.png',
    'process/ComfyUI_00001_.png',
    'documents/identity.png',
    'documents/account.png',
    'documents/first-publication.png',
    'documents/licence.png',
    'documents/licence-zh.png',
    'documents/stamp-2026-03-02.png',
    'documents/stamp-2026-04-02.png',
    'documents/reproduction.png',
    'documents/voucher-stamp.png',
    'documents/voucher-travel.png',
    'documents/notice.png',
    'documents/delivery.png',
  ],
}

const WorkDetails = Work.omit({ id: true, title: true, finalItem: true }).partial()
const WorkTitle = Work.shape.title
const ItemList = operations['processes.arrange'].params.shape.items

export type RawStory = Readonly<Record<string, Json>>

/** Reads the story of a language with the places of the picture, as they lie in `resources/sample`. */
export async function readStory(
  directory: string,
  language: Language,
): Promise<{ raw: RawStory; places: Places }> {
  const [story, places] = await Promise.all(
    [`story.${language}.json`, 'places.json'].map((name) => readFile(join(directory, name), 'utf8')),
  )
  return { raw: JSON.parse(story as string) as RawStory, places: placesIn(JSON.parse(places as string)) }
}

export interface Places {
  /** Where the picture stands on the first captured page. */
  readonly onPage: Region
  /** What the copy kept of the final picture. */
  readonly kept: Region
  readonly signature: Region
}

function placesIn(raw: { onPage: { first: unknown }; kept: unknown; signature: unknown }): Places {
  return {
    onPage: Region.parse(raw.onPage.first),
    kept: Region.parse(raw.kept),
    signature: Region.parse(raw.signature),
  }
}

/** Puts items in the place of files and checks every part against the contract. Throws on a file unknown. */
export function tell(raw: RawStory, places: Places, itemOf: (file: string) => number): Story {
  const story = resolve(raw, itemOf) as {
    case: unknown
    work: { title: unknown; final: unknown; details: object }
    items: { item: unknown; notes: unknown }[]
    rounds: { item: unknown; note: unknown }[]
    descents: { from: unknown; to: unknown; decision: unknown; note?: string }[]
    captures: { items: unknown; record: unknown }[]
    link: object
    claims: unknown
  }
  const [final = 0] = ItemList.parse([story.work.final])
  const link = LinkStatement.parse({ ...story.link, captureRegion: places.onPage })
  const onCapture = (mark: (typeof link.same)[number]) =>
    mark.onWork ? { ...mark, onCapture: placeOnPage(mark.onWork, places) } : mark
  return {
    case: CaseFile.parse(story.case),
    work: {
      title: WorkTitle.parse(story.work.title),
      final,
      details: WorkDetails.parse({ ...story.work.details, signatureRegion: places.signature }),
    },
    items: story.items.map(({ item, notes }) => ({
      item: ItemList.parse([item])[0] as number,
      notes: ItemNotes.partial().parse(notes),
    })),
    rounds: story.rounds.map(({ item, note }) => ({
      item: ItemList.parse([item])[0] as number,
      note: RoundNote.partial().parse(note),
    })),
    descents: story.descents.map(({ from, to, decision, note }) => {
      const [one = 0, other = 0] = ItemList.parse([from, to])
      return { from: one, to: other, decision: EdgeDecision.parse(decision), note }
    }),
    captures: story.captures.map(({ items, record }) => ({
      items: ItemList.parse(items),
      record: CaptureRecord.parse(record),
    })),
    link: { ...link, same: link.same.map(onCapture), different: link.different.map(onCapture) },
    claims: Claims.parse(story.claims),
  }
}

/** The same place on the captured page; what was cut off has none there. */
function placeOnPage(onWork: Place, { kept, onPage }: Places): Place | undefined {
  const u = (onWork.x - kept.x) / kept.width
  const v = (onWork.y - kept.y) / kept.height
  if (u < 0 || u > 1 || v < 0 || v > 1) return undefined
  return { x: onPage.x + u * onPage.width, y: onPage.y + v * onPage.height }
}

function resolve(value: Json, itemOf: (file: string) => number): unknown {
  if (typeof value === 'string') return value.startsWith('@') ? itemOf(value.slice(1)) : value
  if (Array.isArray(value)) return value.map((entry: Json) => resolve(entry, itemOf))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, resolve(entry as Json, itemOf)]),
  )
}
