import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Dossier, DossierCopy } from '../../shared/contract/dossier.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { Params } from '../../shared/contract/operations.ts'
import type { Core } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { conduct } from './jobs.ts'
import { findCaseId } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { oneOf } from './values.ts'

/** The dossier's language is `--lang` where it is given, and Chinese otherwise: it is for a Chinese court. */
export async function dossier(session: Session, given: Arguments): Promise<number> {
  const out = resolve(given.required('out'))
  const copy = oneOf(DossierCopy, given.text('copy') ?? 'court', '--copy')
  await mayWrite(out)
  const core = await session.open()
  const caseId = await findCaseId(core, given.words[0] ?? '')
  const language = given.has('lang') ? session.language : 'zh-CN'
  const built = await buildDossier(session, core, { case: caseId, language, copy })
  if (built === null) {
    session.output.note(session.messages.errors.cancelled({}))
    return exitStatus.cancelled
  }
  await copyOut(core, built, out)
  const { pages, sha256, exhibits } = built
  session.output.document({ path: out, pages, sha256, exhibits }, () => [
    session.messages.cli.dossierBuilt({ path: out, pages, exhibits, sha256 }),
  ])
  return exitStatus.done
}

/** Returns null when the person cancelled. */
export async function buildDossier(
  session: Session,
  core: Core,
  request: Params<'dossiers.build'>,
): Promise<Dossier | null> {
  const job = await conduct(session, core, session.messages.cli.jobs.dossier, () =>
    core.call('dossiers.build', request),
  )
  return job.state === 'cancelled' ? null : (job.result as Dossier)
}

/**
 * Refuses a place that cannot take the dossier before it is built. A file that is there already is replaced only
 * when it is a PDF: a mistyped name must not cost somebody a picture.
 */
export async function mayWrite(out: string): Promise<void> {
  const folder = await stat(dirname(out)).catch(() => null)
  if (!folder?.isDirectory()) throw new UsageError('outNoFolder', { path: dirname(out) })
  const there = await stat(out).catch(() => null)
  if (there === null) return
  if (there.isDirectory()) throw new UsageError('outIsFolder', { path: out })
  const file = await open(out, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0)
    if (bytesRead > 0 && buffer.toString('latin1') !== '%PDF-')
      throw new UsageError('outNotPdf', { path: out })
  } finally {
    await file.close()
  }
}

/** Copies a document of the vault to `out`: written beside it, compared with its digest, then renamed. */
export async function copyOut(core: Core, { sha256 }: Pick<Dossier, 'sha256'>, out: string): Promise<void> {
  const file = core.fileOf({ kind: 'file', sha256 })
  if (!file) throw new AppError('not-found', { what: 'dossier', id: sha256 })
  const temporary = join(dirname(out), `.${basename(out)}.${randomBytes(4).toString('hex')}.tmp`)
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(
      createReadStream(file.path),
      hashing,
      createWriteStream(temporary, { flags: 'wx', flush: true }),
    )
    if (hash.digest('hex') !== sha256) throw new AppError('hash-mismatch', { path: file.path })
    await rename(temporary, out)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error instanceof AppError ? error : asWritingError(error, out)
  }
}

function asWritingError(error: unknown, path: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('disk-full', { path }, { cause: error })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EBUSY':
      return new AppError('vault-unwritable', { path }, { cause: error })
    default:
      return error
  }
}
