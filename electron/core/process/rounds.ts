import type { Item, SourceType } from '../../../shared/contract/item.ts'
import { type Change, type Process, type Round, RoundNote } from '../../../shared/contract/process.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import { wantsTranslation } from '../../../shared/foreign-text.ts'
import type { Statement } from '../vault/vault.ts'
import { type Compare, likeIn, seedOf } from './comparisons.ts'
import type { StoredPicture } from './pictures.ts'

/** A picture of a round with what was said of it. */
export interface Sibling {
  readonly picture: StoredPicture
  readonly note: RoundNote
  readonly notedAt: string | null
  readonly sourceType: SourceType
}

/**
 * The pictures of one round with the one that stands for it: the final image, else a selected one, else the first that
 * was noted, else the first.
 */
export interface Group {
  readonly siblings: readonly Sibling[]
  readonly head: Sibling
}

export function groupOf(siblings: readonly Sibling[], isFinal: (item: number) => boolean): Group {
  const head =
    siblings.find(({ picture }) => isFinal(picture.id)) ??
    siblings.find(({ note }) => note.selected === true) ??
    siblings.find(({ notedAt }) => notedAt !== null) ??
    siblings[0]
  if (!head) throw new Error('a round without pictures')
  return { siblings, head }
}

export function siblingOf(
  picture: StoredPicture,
  noted: Statement | undefined,
  isReproduction: boolean,
): Sibling {
  const note = RoundNote.parse(noted?.content ?? {})
  return {
    picture,
    note,
    notedAt: noted?.statedAt ?? null,
    sourceType: sourceTypeOf(picture.record, isReproduction || Boolean(note.reproduction)),
  }
}

/** R2: what the file itself records, what was made later to show that it can be done, what the party says. */
function sourceTypeOf(record: FileRecord, isReproduction: boolean): SourceType {
  if (isReproduction) return 'reproduction'
  return hasRecord(record) ? 'original-record' : 'statement'
}

function hasRecord(record: FileRecord): boolean {
  return record.generations.length > 0
}

/** The note of the round: of its head, with what only a sibling's note says of the round. */
export function noteOf({ siblings, head }: Group): RoundNote {
  const others = siblings.filter((sibling) => sibling !== head && sibling.notedAt !== null)
  const from = <T>(own: T | undefined, of: (note: RoundNote) => T | undefined) =>
    own ?? others.map(({ note }) => of(note)).find((value) => value !== undefined && value !== null)
  const { note } = head
  const tags =
    note.tags.length > 0 ? note.tags : others.find((other) => other.note.tags.length > 0)?.note.tags
  return RoundNote.parse({
    ...note,
    reason: from(note.reason, (other) => other.reason),
    visibleEffect: from(note.visibleEffect, (other) => other.visibleEffect),
    handEdit: from(note.handEdit ?? undefined, (other) => other.handEdit ?? undefined),
    tags: tags ?? [],
  })
}

/**
 * What differs between two rounds, by the records of a picture of each: of one seed where there is such a pair, else
 * of those that stand for them. Among several seeds a seed tells nothing of the recipe.
 */
export function changesOf(
  parent: Group,
  child: Group,
  compare: Compare,
): Pick<Round, 'changed' | 'notCompared'> {
  const after = child.head.picture
  const siblings = parent.siblings.map(({ picture }) => picture)
  const before = likeIn(siblings, after, parent.head.picture) ?? parent.head.picture
  if (!hasRecord(after.record)) return { changed: [], notCompared: 'no-record' }
  if (!hasRecord(before.record)) return { changed: [], notCompared: 'parent-no-record' }
  const isSeedAlone = [parent, child].every((group) => group.siblings.length === 1)
  const changed = compare(before, after).filter((change: Change) => isSeedAlone || change.field !== 'seed')
  return { changed, notCompared: null }
}

type Placed = Pick<
  Round,
  'no' | 'parent' | 'branch' | 'history' | 'ordered' | 'orderBasis' | 'revisits' | 'changed' | 'notCompared'
>

/** A round as every view shows it. */
export function roundOf(group: Group, placed: Placed): Round {
  const { siblings, head } = group
  const note = noteOf(group)
  const noted = siblings.flatMap(({ notedAt }) => notedAt ?? []).sort()
  return {
    ...placed,
    item: head.picture.id,
    pictures: siblings.map(({ picture, sourceType, note: { selected, reason, selectionReason } }) => ({
      item: picture.id,
      seed: seedOf(picture),
      sourceType,
      selected,
      reason: reason ?? null,
      selectionReason: selectionReason ?? null,
    })),
    sourceType: head.sourceType,
    reason: note.reason ?? null,
    selected: note.selected,
    note,
    notedAt: head.notedAt ?? noted.at(-1) ?? null,
    times: timesOf(head.picture),
  }
}

/** R3: what the file claims, what the vault saw and what an authority stamped, each for itself. */
function timesOf({ record, importedAt, sealedAt, stampedAt }: StoredPicture): Round['times'] {
  return [
    ...record.claimedTimes.map(({ source, value }) => ({ kind: 'claimed' as const, source, value })),
    ...(sealedAt === null ? [] : [{ kind: 'sealed' as const, source: 'recorder', value: sealedAt }]),
    { kind: 'imported', source: 'ledger', value: importedAt },
    ...(stampedAt === null ? [] : [{ kind: 'stamped' as const, source: 'time-stamp', value: stampedAt }]),
  ]
}

/** What the case still lacks of its rounds, in their order. */
export function missingIn(
  groups: readonly Group[],
  notesOfItems: ReadonlyMap<number, Item['notes']>,
): Process['missing'] {
  if (groups.length === 0) return [{ code: 'process.rounds' }]
  const missing: Process['missing'] = []
  let isSelected = false
  for (const group of groups) {
    const item = group.head.picture.id
    isSelected ||= group.siblings.some(({ note }) => note.selected === true)
    if (!noteOf(group).reason) missing.push({ code: 'process.reasons', item })
    for (const { note, picture } of group.siblings) {
      if (note.selected !== null && !note.selectionReason) {
        missing.push({ code: 'process.selectionReason', item: picture.id })
      }
    }
    if (lacksTranslation(group, notesOfItems)) missing.push({ code: 'process.translation', item })
  }
  if (!isSelected) missing.push({ code: 'process.selection' })
  return missing
}

/** One prompt, one translation, with whichever of the pictures it stands. */
function lacksTranslation({ siblings, head }: Group, notes: ReadonlyMap<number, Item['notes']>): boolean {
  const [generation] = head.picture.record.generations
  const isTranslated = (field: 'promptTranslation' | 'negativePromptTranslation') =>
    siblings.some(({ picture }) => notes.get(picture.id)?.[field])
  return (
    (wantsTranslation(generation?.prompt) && !isTranslated('promptTranslation')) ||
    (wantsTranslation(generation?.negativePrompt) && !isTranslated('negativePromptTranslation'))
  )
}
