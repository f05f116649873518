import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Archive, ArchiveRequest } from '../../../shared/contract/archive.ts'
import type { Dossier } from '../../../shared/contract/dossier.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import type { archiveOperations } from '../../../shared/contract/operations/archives.ts'
import type { Handlers, ParsedParams, Source } from '../../../shared/contract/operations.ts'
import {
  backUp,
  type CaseParts,
  type ExportParts,
  exportCase,
  exportsIn,
  isBackup,
  restoreBackup,
  restoreCase,
} from '../archive/archive.ts'
import type { Cases } from '../cases/cases.ts'
import type { Integrity } from '../integrity/integrity.ts'
import type { JobContext, Jobs } from '../jobs/jobs.ts'
import type { Pool } from '../jobs/pool.ts'
import type { Vault } from '../vault/vault.ts'

/** Those of the vault itself are answered in `vaults.ts`. */
type Asked = Exclude<keyof typeof archiveOperations, `vaults.${string}`>

interface Parts {
  readonly vault: Vault
  readonly pool: Pool
  readonly jobs: Jobs
  readonly cases: Cases
  readonly integrity: Integrity
  readonly dossiers: { readonly list: (caseId: number) => Dossier[] }
  readonly readerOf: (caseId: number) => Promise<() => CaseParts>
  readonly buildDossier: (request: ParsedParams<'dossiers.build'>, context: JobContext) => Promise<Dossier>
  readonly startPictures: (caseId: number) => void
  readonly verifier: string
  readonly version: string
}

export function archiveHandlers(parts: Parts): Pick<Handlers, Asked> {
  const { vault, pool, jobs, cases, version } = parts
  const copyFile: ExportParts['copyFile'] = (input) => pool.run('copy', input)

  async function write(request: ArchiveRequest, path: string, context: JobContext): Promise<Archive> {
    const { case: caseId, form, copy, caseUco } = request
    await buildMissingDossier(parts, request, context)
    const exporting: ExportParts = {
      vault,
      version,
      copyFile,
      read: await parts.readerOf(caseId),
      items: () => cases.items.all(caseId),
      dossiers: () => parts.dossiers.list(caseId),
      trustedRoots: parts.integrity.authorities.roots,
      verifier: parts.verifier,
    }
    return exportCase(exporting, { caseId, form, copy, caseUco, path }, context)
  }

  return {
    'archives.export'(request) {
      const { case: caseId, destination } = request
      cases.get(caseId)
      return jobs.start({
        kind: 'archive',
        caseId,
        run: (context) =>
          destination.kind === 'path'
            ? write(request, resolve(destination.path), context)
            : asDownload(vault, request, (path) => write({ ...request, form: 'zip' }, path, context)),
      })
    },
    'archives.restore'({ source }) {
      const path = pathOf(source)
      return jobs.start({
        kind: 'restore',
        caseId: null,
        async run(context) {
          const restore = (await isBackup(path)) ? restoreBackup : restoreCase
          const rebuild = () => cases.items.index.rebuild()
          const restored = await restore({ vault, copyFile, rebuild }, path, context)
          // Thumbnails and fingerprints follow from the files: a dossier built next waits for them.
          for (const caseId of restored.cases.slice(0, 1)) parts.startPictures(caseId)
          return restored
        },
      })
    },
    'backups.run': ({ path }) =>
      jobs.start({
        kind: 'backup',
        caseId: null,
        run: (context) => backUp({ vault, version, copyFile }, resolve(path), context),
      }),
  }
}

/** Of a case with more files a dossier takes many minutes: it is built where the person asks for it, not in passing. */
const mostItems = 500

/** An archive holds the dossier as the case is now; a case without a work has nothing to show yet. */
async function buildMissingDossier(
  { cases, dossiers, buildDossier }: Parts,
  { case: caseId, copy }: ArchiveRequest,
  context: JobContext,
): Promise<void> {
  const isThere = dossiers.list(caseId).some((dossier) => dossier.copy === copy && !dossier.outdated)
  const { total } = cases.items.list({ case: caseId, offset: 0, limit: 1 })
  if (isThere || total === 0 || total > mostItems || cases.get(caseId).works.length === 0) return
  await buildDossier({ case: caseId, language: 'zh-CN', copy }, { ...context, report: () => undefined })
}

function pathOf(source: Source): string {
  // Uploads are known to the loopback server only, which turns them into paths before it asks.
  if (source.kind === 'upload') throw new AppError('not-allowed', { path: source.id })
  return resolve(source.path)
}

/** Writes an archive where it waits for the page to fetch it; the one before it goes. */
async function asDownload(
  vault: Vault,
  { case: caseId, copy }: ArchiveRequest,
  write: (path: string) => Promise<Archive>,
): Promise<Archive> {
  const exports = exportsIn(vault.directory)
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const folder = join(exports, `new-${randomBytes(4).toString('hex')}`)
  for (const old of await readdir(exports).catch(() => [])) await rm(join(exports, old), { recursive: true })
  await mkdir(folder, { recursive: true })
  const written = await write(join(folder, `zuozheng-case-${caseId}-${copy}-${day}.zip`))
  await rename(folder, join(exports, String(written.sha256)))
  return { ...written, path: null }
}
