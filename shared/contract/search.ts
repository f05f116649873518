import { z } from 'zod'
import { ItemRole, Picture } from './item.ts'
import { Day, Id, Instant, Sha256 } from './primitives.ts'
import { Carrier, Generation } from './record.ts'

/** What stands in `generators` and in the facet for files whose record names no generator. */
export const noGenerator = 'none'

/** Which time the days of a search are compared with: those that the record claims, or that of the import. */
export const DateOf = z.enum(['claimed', 'imported'])

export const SearchOrder = z.enum([
  'imported-desc',
  'imported-asc',
  'claimed-desc',
  'claimed-asc',
  'name-asc',
  'name-desc',
])
export type SearchOrder = z.infer<typeof SearchOrder>

/** What is looked for; everything given must hold. */
export const ItemFilter = z.strictObject({
  /** Words anywhere in prompts, models, parameters, names and notes; all of them; `"…"` and `“…”` keep words together. */
  text: z.string().max(500).optional(),
  case: Id.optional(),
  role: ItemRole.optional(),
  /** Ids of generators, any of them; `none` for files without one. */
  generators: z.array(z.string().max(200)).max(100).optional(),
  /** Names of models as the records write them, any of them. */
  models: z.array(z.string().max(2_000)).max(100).optional(),
  /** First and last day, both included. Claimed days count as the file writes them, imports by China's clock. */
  from: Day.optional(),
  to: Day.optional(),
  dateOf: DateOf.default('imported'),
  /** Whether the file holds a generation record. */
  withRecord: z.boolean().optional(),
  /** Whether the file carries China's AI label (GB 45438-2025). */
  hasLabel: z.boolean().optional(),
})
export type ItemFilter = z.infer<typeof ItemFilter>

/** One file as a gallery shows it. Several models or seeds: the first stands here, the others are counted. */
export const FoundItem = z.strictObject({
  id: Id,
  caseId: Id,
  sha256: Sha256,
  name: z.string(),
  role: ItemRole,
  mediaType: z.string(),
  /** Id of the generator. */
  generator: z.string().nullable(),
  model: z.string().nullable(),
  moreModels: z.number().int().nonnegative(),
  seed: z.string().nullable(),
  moreSeeds: z.number().int().nonnegative(),
  /** The beginning of the first prompt; `promptCut` when there is more of it. */
  prompt: z.string().nullable(),
  promptCut: z.boolean(),
  withRecord: z.boolean(),
  hasLabel: z.boolean(),
  /** Made afterwards by running a recipe of the case again: never an original record. */
  reproduction: z.boolean(),
  picture: Picture.pick({ state: true, width: true, height: true }),
  importedAt: Instant,
})
export type FoundItem = z.infer<typeof FoundItem>

const counted = <V extends z.ZodType>(value: V) =>
  z.array(z.strictObject({ value, count: z.number().int().positive() }))

/** How many files each choice would find. A choice that is made already does not narrow the counts of its own sort. */
export const Facets = z.strictObject({
  total: z.number().int().nonnegative(),
  generators: counted(z.string()),
  /** The most frequent first, up to 200. */
  models: counted(z.string()),
  roles: counted(ItemRole),
  cases: counted(Id),
  /** `YYYY-MM` by `dateOf`, latest first. A file that claims several months counts in each. */
  months: counted(z.string()),
  withRecord: z.number().int().nonnegative(),
  hasLabel: z.number().int().nonnegative(),
})
export type Facets = z.infer<typeof Facets>

/** A statement as it stands in the stored file. */
export const RawStatement = z.strictObject({
  item: Id,
  /** As the record has it: kind, key, offset, length, digest. */
  carrier: Carrier,
  /** Size of the stored file. */
  size: z.number().int().nonnegative(),
  /** Digest of the bytes at that place as they are stored now; null where the file ends before them. */
  found: Sha256.nullable(),
  matches: z.boolean(),
  /** What it says, decoded as the record was read; null where it is not text. `cut` when there is more of it. */
  text: z.string().nullable(),
  cut: z.boolean(),
  /** Bytes as lower-case hex for a hex view; `start` is their place in the file. */
  hex: z.strictObject({ start: z.number().int().nonnegative(), bytes: z.string() }),
})
export type RawStatement = z.infer<typeof RawStatement>

/** How a row of a history came to its file. */
export const JoinedBy = z.enum(['digest', 'name+seed', 'name', 'seed'])
export type JoinedBy = z.infer<typeof JoinedBy>

/** One row of a log, history or sidecar beside the file it speaks of. Neither is changed by the other. */
export const HistoryRow = z.strictObject({
  /** The item that is the log. */
  source: Id,
  /** Index into its record's `generations`. */
  row: z.number().int().nonnegative(),
  /** The picture's name as the row gives it. */
  file: z.string().nullable(),
  generation: Generation,
  item: Id.nullable(),
  by: JoinedBy.nullable(),
  /** Files that it might mean, where more than one fits; none of them is chosen. */
  candidates: z.array(Id),
  /** Fields in which the row and the file's own record contradict each other, each as it stands. */
  disagreements: z.array(z.strictObject({ field: z.string(), row: z.string(), file: z.string() })),
})
export type HistoryRow = z.infer<typeof HistoryRow>

export const HistoryPage = z.strictObject({
  total: z.number().int().nonnegative(),
  joined: z.number().int().nonnegative(),
  /** Rows without a file. */
  alone: z.number().int().nonnegative(),
  /** Rows that contradict their file. */
  contradicting: z.number().int().nonnegative(),
  sources: z.array(z.strictObject({ item: Id, name: z.string(), rows: z.number().int().positive() })),
  rows: z.array(HistoryRow),
})
export type HistoryPage = z.infer<typeof HistoryPage>

/**
 * How far a time can be trusted, strongest first: `stamped` by a time-stamping authority inside a valid signature;
 * `imported`, when this vault took the file in; `recorder`, when its recorder saw, sealed or missed the file in its
 * folder, by the clock of this machine like the import; `record`, claimed by metadata that anyone can write; `name` and
 * `folder`, claimed by what somebody called them; `file-system`, lost with every copy.
 */
export const TimeTrust = z.enum([
  'stamped',
  'imported',
  'recorder',
  'record',
  'name',
  'folder',
  'file-system',
])
export type TimeTrust = z.infer<typeof TimeTrust>

export const FileTime = z.strictObject({
  trust: TimeTrust,
  /**
   * `exif:DateTimeOriginal`, `png:tIME`, `name`, `folder`, `modified`, `ledger`, `recorder:seen`, `recorder:found` (it lay
   * there already), `recorder:sealed`, `recorder:replaced`, `recorder:deleted`, ...
   */
  source: z.string(),
  /** As it is written there. */
  value: z.string(),
  /** The same as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`; null where it cannot be read for certain. */
  reading: z.string().nullable(),
  /** `Z` or `+08:00` where the place itself says so; never assumed. */
  zone: z.string().nullable(),
})
export type FileTime = z.infer<typeof FileTime>

export const ExportFormat = z.enum(['csv', 'json'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** The result of a job of the kind `export`. */
export const RecordsFile = z.strictObject({
  sha256: Sha256,
  fileName: z.string(),
  /** Lines of the table, or members of the array. */
  rows: z.number().int().nonnegative(),
  size: z.number().int().nonnegative(),
})
export type RecordsFile = z.infer<typeof RecordsFile>
