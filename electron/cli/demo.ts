import { mkdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Dossier } from '../../shared/contract/dossier.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { Language } from '../../shared/contract/primitives.ts'
import type { Verification } from '../../shared/contract/vault.ts'
import type { Arguments } from './arguments.ts'
import { buildDossier, copyOut, mayWrite } from './dossier.ts'
import { conduct } from './jobs.ts'
import { exitStatus, type Session } from './session.ts'

interface Built {
  readonly language: Language
  readonly path: string
  readonly dossier: Dossier
}

/** The sample case from import to dossier, through the same calls a person makes. */
export async function demo(session: Session, given: Arguments): Promise<number> {
  const out = resolve(given.text('out') ?? 'demo')
  // Beside the dossiers, never in the vault that a person works with, unless it is named.
  const vault = given.text('vault') === undefined ? join(out, 'vault') : session.directory
  const { cli } = session.messages
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw new AppError('vault-unwritable', { path: out }, { cause: error })
  })
  const core = await session.open({ create: true, directory: vault })
  session.output.note(cli.demo.begin)
  const sample = await conduct(session, core, cli.jobs.sample, () =>
    core.call('samples.open', { language: session.language }),
  )
  if (sample.state === 'cancelled') return cancelled(session)
  const { case: caseId } = sample.result as { case: number }

  const built: Built[] = []
  for (const language of ['zh-CN', 'en'] as const) {
    const path = join(out, cli.demo.fileName({ language }))
    await mayWrite(path)
    const dossier = await buildDossier(session, core, { case: caseId, language })
    if (dossier === null) return cancelled(session)
    await copyOut(core, dossier, path)
    built.push({ language, path, dossier })
  }

  const verified = await conduct(session, core, cli.jobs.verify, () => core.call('vaults.verify', {}))
  if (verified.state === 'cancelled') return cancelled(session)
  const verification = verified.result as Verification
  const document = {
    case: caseId,
    vault,
    dossiers: built.map(({ language, path, dossier: { pages, sha256, exhibits } }) => ({
      language,
      path,
      pages,
      sha256,
      exhibits,
    })),
    verification,
  }
  session.output.document(document, () => [
    '',
    ...built.map(({ path, dossier: { pages, exhibits } }) =>
      cli.demo.built({ path: here(path), pages, exhibits }),
    ),
    verification.ok
      ? cli.verifiedOk({ checked: verification.checked })
      : cli.verifiedNot({ checked: verification.checked, problems: verification.problems.length }),
    '',
    cli.demo.next({ vault: here(vault) }),
  ])
  return verification.ok ? exitStatus.done : exitStatus.difference
}

function cancelled(session: Session): number {
  session.output.note(session.messages.errors.cancelled({}))
  return exitStatus.cancelled
}

/** The shorter way to say where something is, for a person who stands in the working folder. */
function here(path: string): string {
  const near = relative(process.cwd(), path)
  return near === '' || near.startsWith('..') ? path : near
}
