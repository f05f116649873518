import { z } from 'zod'
import { Capture, CaptureRecord, Link, LinkStatement } from './capture.ts'
import { Case, CaseFile, CaseSummary, Work } from './case.ts'
import { Claims, ClaimsView } from './claims.ts'
import { Dossier, DossierRequest } from './dossier.ts'
import { Item, ItemNotes, ItemRole } from './item.ts'
import { ImportOutcome, Job } from './job.ts'
import { archiveOperations } from './operations/archives.ts'
import { integrityOperations } from './operations/integrity.ts'
import { CaseRef, changesTo, Nothing, operation, Source } from './operations/operation.ts'
import { processOperations } from './operations/processes.ts'
import { recorderOperations } from './operations/recorders.ts'
import { reproductionOperations } from './operations/reproductions.ts'
import { Id, Language, Line, Sha256 } from './primitives.ts'
import {
  ExportFormat,
  Facets,
  FileTime,
  FoundItem,
  HistoryPage,
  ItemFilter,
  RawStatement,
  SearchOrder,
} from './search.ts'
import { LedgerCheckpoint, LedgerEntry, VaultInfo } from './vault.ts'

/** Every question a shell may put to the core: its parameters and its result. Names are `nouns.verb`. */

export { Source } from './operations/operation.ts'

export const operations = {
  ...processOperations,
  ...recorderOperations,
  ...reproductionOperations,
  ...integrityOperations,
  ...archiveOperations,
  'vaults.info': operation(Nothing, VaultInfo),
  /** A job whose result is a `Verification`. */
  'vaults.verify': operation(
    z.strictObject({
      /** Also reads each record again from its bytes and makes each thumbnail again to compare. */
      deep: z.boolean().default(false),
      /** A head of the ledger known from a printed dossier or a time stamp. */
      head: z.strictObject({ seq: Id, hash: Sha256 }).optional(),
    }),
    Job,
  ),
  'ledgers.head': operation(Nothing, LedgerCheckpoint),
  'ledgers.list': operation(
    z.strictObject({
      case: Id.optional(),
      before: Id.optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.strictObject({ entries: z.array(LedgerEntry) }),
  ),

  'cases.create': operation(CaseFile, Case),
  'cases.list': operation(Nothing, z.strictObject({ cases: z.array(CaseSummary) })),
  'cases.get': operation(CaseRef, Case),
  /** Saves the whole editable part as a new revision; the earlier ones stay. */
  'cases.edit': operation(CaseRef.extend({ file: CaseFile }), Case),
  'works.set': operation(
    CaseRef.extend({
      /** The work's id; absent for a new one. */
      work: Id.optional(),
      item: Id.optional(),
      final: z.boolean().default(false),
      title: Line.min(1).optional(),
      details: changesTo(Work.omit({ id: true, title: true, finalItem: true })).optional(),
    }),
    Work,
  ),

  'imports.start': operation(
    CaseRef.extend({ role: ItemRole.default('process'), sources: z.array(Source).min(1).max(10_000) }),
    Job,
  ),
  'imports.outcomes': operation(
    z.strictObject({
      job: Id,
      troubledOnly: z.boolean().default(false),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(5_000).default(1_000),
    }),
    z.strictObject({ total: z.number().int(), outcomes: z.array(ImportOutcome) }),
  ),

  'items.list': operation(
    CaseRef.extend({
      role: ItemRole.optional(),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(1_000).default(200),
    }),
    z.strictObject({ total: z.number().int(), items: z.array(Item) }),
  ),
  'items.get': operation(z.strictObject({ item: Id }), Item),
  'items.note': operation(z.strictObject({ item: Id, notes: changesTo(ItemNotes) }), Item),
  'items.search': operation(
    ItemFilter.extend({
      sort: SearchOrder.default('imported-desc'),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(1_000).default(200),
    }),
    z.strictObject({ total: z.number().int().nonnegative(), items: z.array(FoundItem) }),
  ),
  'items.facets': operation(ItemFilter, Facets),
  /** Where a statement of the record stands in the stored bytes, and what stands there now. */
  'items.statement': operation(
    z.strictObject({
      item: Id,
      /** Index into the record's `carriers`. */
      carrier: z.number().int().nonnegative(),
      /** Where the hex view begins, in bytes from the beginning of the statement, and how far it goes. */
      from: z.number().int().nonnegative().default(0),
      max: z.number().int().min(1).max(4_096).default(4_096),
    }),
    RawStatement,
  ),
  /** Every time that a file, its name or its folder claims, and those that others know; never merged. */
  'items.times': operation(z.strictObject({ item: Id }), z.strictObject({ times: z.array(FileTime) })),

  /** Rows of logs, histories and sidecars of a case beside the files they speak of. */
  'histories.get': operation(
    CaseRef.extend({
      /** Only rows of this log. */
      source: Id.optional(),
      /** Only rows about this file. */
      item: Id.optional(),
      only: z.enum(['all', 'joined', 'alone', 'contradicting']).default('all'),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(1_000).default(200),
    }),
    HistoryPage,
  ),

  /** A job whose result is a `RecordsFile`: the records of a case as a table or as JSON, kept in the vault. */
  'records.export': operation(CaseRef.extend({ format: ExportFormat }), Job),

  'captures.add': operation(
    CaseRef.extend({ items: z.array(Id).min(1).max(100), record: CaptureRecord }),
    Capture,
  ),
  'captures.edit': operation(
    z.strictObject({ capture: Id, items: z.array(Id).min(1).max(100).optional(), record: CaptureRecord }),
    Capture,
  ),
  'captures.list': operation(CaseRef, z.strictObject({ captures: z.array(Capture) })),

  'links.create': operation(
    CaseRef.extend({ work: Id, capture: Id, statement: LinkStatement.prefault({}) }),
    Link,
  ),
  'links.edit': operation(z.strictObject({ link: Id, statement: LinkStatement }), Link),
  'links.list': operation(CaseRef, z.strictObject({ links: z.array(Link) })),

  'claims.get': operation(CaseRef, ClaimsView),
  'claims.set': operation(CaseRef.extend({ claims: Claims }), ClaimsView),
  /** A text drafted from the facts of the case, for the person to edit. Nothing is saved. */
  'claims.draftApology': operation(
    CaseRef.extend({ language: Language }),
    z.strictObject({ text: z.string(), missing: z.array(z.string()) }),
  ),

  'dossiers.build': operation(DossierRequest, Job),
  'dossiers.list': operation(CaseRef, z.strictObject({ dossiers: z.array(Dossier) })),

  'samples.open': operation(z.strictObject({ language: Language.default('zh-CN') }), Job),

  'jobs.list': operation(
    z.strictObject({ limit: z.number().int().min(1).max(200).default(20) }),
    z.strictObject({ jobs: z.array(Job) }),
  ),
  'jobs.get': operation(z.strictObject({ job: Id }), Job),
  'jobs.cancel': operation(z.strictObject({ job: Id }), Job),
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
/** What a caller passes: defaults may be left out. */
export type Params<N extends OperationName> = z.input<Operations[N]['params']>
/** What a handler receives: defaults are filled in. */
export type ParsedParams<N extends OperationName> = z.output<Operations[N]['params']>
export type Result<N extends OperationName> = z.output<Operations[N]['result']>

export type Handlers = {
  readonly [N in OperationName]: (params: ParsedParams<N>) => Result<N> | Promise<Result<N>>
}
export type Call = <N extends OperationName>(name: N, params: Params<N>) => Promise<Result<N>>

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name)
}

/** The address of bytes in both shells; the page never sees a path of the disk. */
export const address = {
  image: (sha256: Sha256) => `/vault/image/${sha256}`,
  thumbnail: (sha256: Sha256) => `/vault/thumbnail/${sha256}`,
  /** A download under a readable name. */
  file: (sha256: Sha256, name: string) => `/vault/file/${sha256}?name=${encodeURIComponent(name)}`,
} as const
