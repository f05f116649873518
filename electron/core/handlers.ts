import { join } from 'node:path'
import type { Link } from '../../shared/contract/capture.ts'
import type { Case } from '../../shared/contract/case.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { Handlers, ParsedParams } from '../../shared/contract/operations.ts'
import type { Process } from '../../shared/contract/process.ts'
import type { VaultInfo } from '../../shared/contract/vault.ts'
import type { Captures, Links, StoredLink } from './captures/captures.ts'
import { type Cases, importSources, outcomesOf, type StoredCase } from './cases/cases.ts'
import { type ClaimsOfCases, draftApology } from './claims/claims.ts'
import type { CaseParts, Dossiers } from './dossiers.ts'
import { archiveHandlers } from './handlers/archives.ts'
import { integrityHandlers } from './handlers/integrity.ts'
import { recorderHandlers } from './handlers/recorders.ts'
import { reproductionHandlers } from './handlers/reproductions.ts'
import { vaultHandlers } from './handlers/vaults.ts'
import type { Histories } from './histories/histories.ts'
import type { Integrity } from './integrity/integrity.ts'
import type { JobContext, Jobs } from './jobs/jobs.ts'
import type { Pool } from './jobs/pool.ts'
import type { Log } from './log.ts'
import type { Measures } from './measures.ts'
import { makePictures } from './pictures.ts'
import type { Processes } from './process/process.ts'
import type { Recorders } from './recorder/recorder.ts'
import { exportRecords, type Records } from './records/records.ts'
import type { Repair } from './repair/repair.ts'
import type { Reproductions } from './reproduction/reproduction.ts'
import { openSample } from './samples.ts'
import type { Search } from './search/search.ts'
import { stepsOf } from './steps.ts'
import type { Vault } from './vault/vault.ts'

export interface Modules {
  readonly vault: Vault
  readonly pool: Pool
  readonly jobs: Jobs
  readonly cases: Cases
  readonly processes: Processes
  readonly captures: Captures
  readonly links: Links
  readonly claims: ClaimsOfCases
  readonly measures: Measures
  readonly dossiers: Dossiers
  readonly recorders: Recorders
  readonly integrity: Integrity
  readonly search: Search
  readonly histories: Histories
  readonly records: Records
  readonly repair: Repair
  readonly reproductions: Reproductions
  readonly resources: string
  readonly verifier: string
  readonly version: string
  readonly log: Log
}

/** The answer to every question of the contract. A missing or mistyped one does not compile. */
export function makeHandlers(modules: Modules): Handlers {
  const { vault, pool, jobs, cases, processes, captures, links, claims, measures, dossiers, log } = modules
  const { recorders, integrity, search, histories, records, reproductions } = modules
  const { items } = cases

  function processesOf(file: StoredCase): Process[] {
    return file.works.map((work) => processes.get(file.id, work.id))
  }

  // Steps follow from what the ledger knows of the case: they are counted again when it has grown.
  const counted = new Map<number, { at: number; steps: Case['steps'] }>()
  function withSteps(file: StoredCase): Case {
    const at = vault.ledger.lastOf(file.id)
    const known = counted.get(file.id)
    if (known?.at === at) return { ...file, steps: known.steps }
    const [work] = file.works
    const steps = stepsOf({
      file,
      process: work ? processes.outline(file.id, work.id) : null,
      captures: captures.list(file.id),
      links: links.list(file.id),
      claims: claims.get(file.id),
      dossiers: dossiers.list(file.id),
    })
    counted.set(file.id, { at, steps })
    return { ...file, steps }
  }

  const startPictures = (caseId: number): void => {
    jobs.start({
      kind: 'pictures',
      caseId,
      run: (context) => makePictures({ vault, items, pool }, context),
    })
  }

  const allMeasured = (stored: StoredLink[]): Promise<Link[]> => Promise.all(stored.map(measures.measured))

  /** Measures what is to be measured, and then reads all of a case at one moment as often as it is called. */
  async function readerOf(caseId: number): Promise<() => CaseParts> {
    const measuredLinks = await allMeasured(links.list(caseId))
    const measureOf = new Map(measuredLinks.map((link) => [measuredPair(link), link.measure]))
    return () => {
      const file = cases.get(caseId)
      return {
        case: withSteps(file),
        processes: processesOf(file),
        reproductions: reproductions.list(file.id),
        captures: captures.list(file.id),
        links: links.list(file.id).map((link) => ({
          ...link,
          // Linked or marked anew while the others were measured: it is printed without a measure.
          measure: measureOf.get(measuredPair(link)) ?? notMeasured,
        })),
        claims: claims.get(file.id),
      }
    }
  }

  const buildDossier = async (request: ParsedParams<'dossiers.build'>, context: JobContext) =>
    dossiers.build(request, await readerOf(request.case), context)

  const handlers: Handlers = {
    ...recorderHandlers(recorders, cases),
    ...reproductionHandlers({ reproductions, cases, jobs, makePictures: startPictures }),
    ...integrityHandlers(vault, integrity),
    ...archiveHandlers({ ...modules, readerOf, buildDossier, startPictures }),
    ...vaultHandlers(modules.repair),

    'vaults.info': () => infoOf(vault, modules.version),
    'ledgers.head': () => vault.tree.checkpoint(),
    'ledgers.list': (query) => ({ entries: vault.ledger.list(query) }),

    'cases.create': (file) => withSteps(cases.create(file)),
    'cases.list': () => ({ cases: cases.list() }),
    'cases.get': (ref) => withSteps(cases.get(ref.case)),
    'cases.edit': ({ case: id, file }) => withSteps(cases.edit(id, file)),
    'works.set': (params) => cases.setWork(params),

    'imports.start'({ case: caseId, role, sources }) {
      cases.get(caseId)
      const paths = sources.map((source) => {
        // Uploads are known to the loopback server only, which turns them into paths before it asks.
        if (source.kind === 'upload') throw new AppError('not-allowed', { path: source.id })
        return source.path
      })
      const job = jobs.start({
        kind: 'import',
        caseId,
        run: (context) =>
          importSources(
            { vault, items, seal: (input) => pool.run('seal', input), threads: pool.size, log },
            { caseId, role, paths },
            context,
          ),
      })
      startPictures(caseId)
      integrity.digestMissing()
      return job
    },
    'imports.outcomes': (query) => outcomesOf(vault, query),

    'items.list': (query) => items.list(query),
    'items.get': ({ item }) => items.get(item),
    'items.note': ({ item, notes }) => items.note(item, notes),
    'items.search': (query) => search.find(query),
    'items.facets': (filter) => search.facets(filter),
    'items.statement': (query) => records.statement(query),
    'items.times': ({ item }) => ({ times: records.times(item) }),

    'histories.get': (query) => histories.get(query),
    'records.export': ({ case: caseId, format }) => {
      const { title } = cases.get(caseId)
      return jobs.start({
        kind: 'export',
        caseId,
        run: (context) => exportRecords(vault, { caseId, title, format }, context),
      })
    },

    'processes.decide': async (params) => {
      await processes.prepare(params.case)
      return processes.decide(params)
    },
    'processes.export': ({ case: caseId, work }) => {
      cases.workOf(caseId, work)
      return jobs.start({
        kind: 'export',
        caseId,
        async run({ id }) {
          await processes.prepare(caseId)
          return processes.exported({ caseId, work, version: modules.version }, id)
        },
      })
    },
    'processes.get': async ({ case: caseId, work }) => {
      await processes.prepare(caseId)
      return processes.get(caseId, work)
    },
    'processes.note': async ({ item, note }) => {
      await processes.prepare(items.caseOf(item))
      return processes.note(item, note)
    },
    'processes.arrange': async ({ case: caseId, work, items: order }) => {
      await processes.prepare(caseId)
      return processes.arrange(caseId, work, order)
    },

    'captures.add': ({ case: caseId, items: files, record }) => {
      cases.get(caseId)
      return captures.add(caseId, files, record)
    },
    'captures.edit': ({ capture, items: files, record }) => captures.edit(capture, record, files),
    'captures.list': (ref) => ({ captures: captures.list(ref.case) }),

    'links.create': ({ case: caseId, work, capture, statement }) =>
      measures.measured(links.create(caseId, work, capture, statement)),
    'links.edit': ({ link, statement }) => measures.measured(links.edit(link, statement)),
    'links.list': async (ref) => ({ links: await allMeasured(links.list(ref.case)) }),

    'claims.get': (ref) => claims.get(ref.case),
    'claims.set': ({ case: caseId, claims: stated }) => claims.set(caseId, stated),
    'claims.draftApology': ({ case: caseId, language }) => {
      const file = cases.get(caseId)
      return draftApology({
        case: file,
        work: file.works[0] ?? null,
        captures: captures.list(caseId),
        links: links.list(caseId),
        rights: claims.get(caseId).claims.stop?.rights ?? [],
        language,
      })
    },

    'dossiers.build': (request) => {
      cases.get(request.case)
      return jobs.start({
        kind: 'dossier',
        caseId: request.case,
        // Read when the job's turn comes, so that an import before it is in.
        run: (context) => buildDossier(request, context),
      })
    },
    'dossiers.list': (ref) => {
      cases.get(ref.case)
      return { dossiers: dossiers.list(ref.case) }
    },

    'samples.open': ({ language }) =>
      openSample({ jobs, cases, handlers, directory: join(modules.resources, 'sample'), language }),

    'jobs.list': ({ limit }) => ({ jobs: jobs.list(limit) }),
    'jobs.get': ({ job }) => jobs.get(job),
    'jobs.cancel': ({ job }) => jobs.cancel(job),
  }
  return handlers
}

const notMeasured: Link['measure'] = {
  method: 'pdq',
  distance: null,
  mirrored: false,
  reason: 'pending',
}

/** What a measure was taken of. */
function measuredPair({ workItem, captureItem, statement }: StoredLink): string {
  return JSON.stringify([workItem, captureItem, statement.captureRegion ?? null])
}

function infoOf(vault: Vault, version: string): VaultInfo {
  const one = <T>(sql: string) => vault.database.prepare<[], T>(sql).get()
  const counts = one<{ cases: number; items: number; bytes: number }>(
    `SELECT (SELECT COUNT(*) FROM cases) AS cases, (SELECT COUNT(*) FROM items) AS items,
            (SELECT COALESCE(SUM(size), 0) FROM objects) AS bytes`,
  )
  const verified = one<{ at: string; data: string }>(
    `SELECT at, data FROM ledger WHERE act = 'vault.verified' ORDER BY seq DESC LIMIT 1`,
  )
  return {
    directory: vault.directory,
    cases: counts?.cases ?? 0,
    items: counts?.items ?? 0,
    bytes: counts?.bytes ?? 0,
    ledger: vault.ledger.head(),
    verifiedAt: verified?.at ?? null,
    verifiedOk: verified ? JSON.parse(verified.data).ok === true : null,
    version,
  }
}
