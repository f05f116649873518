import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from '../../../electron/core/core.ts'
import type { Archive, ArchiveRequest, Backup, Restored } from '../../../shared/contract/archive.ts'
import type { Dossier } from '../../../shared/contract/dossier.ts'
import type { Job } from '../../../shared/contract/job.ts'
import type { Verification } from '../../../shared/contract/vault.ts'
import { importInto, temporaryFolder, whenEnded, whenQuiet } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'

/** A small whole case: three rounds, a capture linked to the work, claims, personal data of both parties. */
export async function makeCase(core: Core, secret: Secrets, seed = 1): Promise<number> {
  const folder = temporaryFolder()
  const write = (name: string, bytes: string | Buffer) => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, bytes)
    return path
  }
  const pictures = [1, 2, 3].map((no) =>
    write(
      `${secret.file}-${no}.png`,
      png({
        seed: seed * 10 + no,
        texts: { parameters: infotext({ prompt: `${secret.prompt}, ${'mist, '.repeat(no)}`, seed: no }) },
      }),
    ),
  )
  const { id } = await core.call('cases.create', {
    title: secret.title,
    parties: [
      {
        role: 'plaintiff',
        name: '林一',
        idNumber: secret.idNumber,
        phone: secret.phone,
        address: secret.address,
      },
      { role: 'defendant', name: '周二' },
    ],
  })
  await importInto(core, id, pictures)
  await importInto(core, id, [write('page.png', png({ seed: seed * 10 + 9 }))], 'capture')
  await importInto(core, id, [write(`id-${secret.file}.txt`, `card ${secret.idNumber}\n`)], 'document')
  const { items } = await core.call('items.list', { case: id })
  const [first, , last, page, card] = items
  if (!first || !last || !page || !card) throw new Error('the case did not come in')
  const before = await core.call('cases.get', { case: id })
  const parties = before.parties.map((party, index) => (index === 0 ? { ...party, items: [card.id] } : party))
  const { title, facts } = before
  await core.call('cases.edit', { case: id, file: { title, parties, works: [], facts } })
  await core.call('works.set', { case: id, item: last.id, final: true, title: secret.work })
  await core.call('processes.note', {
    item: first.id,
    note: { reason: `${secret.reason}；电话 ${secret.phone}` },
  })
  const capture = await core.call('captures.add', {
    case: id,
    items: [page.id],
    record: { method: 'manual_upload', url: 'https://example.cn/a/1', platform: '示例' },
  })
  await core.call('links.create', {
    case: id,
    work: 1,
    capture: capture.id,
    statement: { same: [], different: [] },
  })
  await core.call('claims.set', { case: id, claims: { loss: { method: 'statutory', amountFen: 50_000 } } })
  await whenQuiet(core)
  return id
}

export interface Secrets {
  readonly title: string
  readonly work: string
  readonly file: string
  readonly prompt: string
  readonly reason: string
  readonly idNumber: string
  readonly phone: string
  readonly address: string
}

export const ours: Secrets = {
  title: '山风过处著作权案',
  work: '山风过处',
  file: '山风',
  prompt: 'a figure on a ridge',
  reason: '光线更柔和',
  idNumber: '110101199003078515',
  phone: '13912345678',
  address: '北京市海淀区学院路八十八号',
}

/** Another client, of whom nothing may be in an archive of the first. */
export const theirs: Secrets = {
  title: 'ZebraQuagga against Okapi',
  work: 'Zebraquagga-Work',
  file: 'zebraquagga-file',
  prompt: 'zebraquagga-prompt',
  reason: 'zebraquagga-reason',
  idNumber: '440301198811223344',
  phone: '18600000001',
  address: 'Zebraquagga Road 7',
}

async function ended<T>(core: Core, job: Job): Promise<T> {
  const done = await whenEnded(core, job)
  if (done.state !== 'done') throw new Error(`${done.kind}: ${done.state} ${JSON.stringify(done.error)}`)
  return done.result as T
}

export async function exportTo(
  core: Core,
  caseId: number,
  path: string,
  changes: Partial<ArchiveRequest> = {},
): Promise<Archive> {
  const job = await core.call('archives.export', {
    case: caseId,
    destination: { kind: 'path', path },
    ...changes,
  })
  return ended<Archive>(core, job)
}

export async function restoreFrom(core: Core, path: string): Promise<Restored> {
  const restored = await ended<Restored>(
    core,
    await core.call('archives.restore', { source: { kind: 'path', path } }),
  )
  await whenQuiet(core)
  return restored
}

export async function backUpTo(core: Core, path: string): Promise<Backup> {
  return ended<Backup>(core, await core.call('backups.run', { path }))
}

export async function dossierOf(core: Core, caseId: number): Promise<Dossier> {
  return ended<Dossier>(core, await core.call('dossiers.build', { case: caseId }))
}

export async function verify(core: Core): Promise<Verification> {
  return ended<Verification>(core, await core.call('vaults.verify', {}))
}
