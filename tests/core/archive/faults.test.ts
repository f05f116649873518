import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { prepare } from '../../../electron/core/archive/writer.ts'
import type { Core } from '../../../electron/core/core.ts'
import { importInto, temporaryFolder, testCore, whenEnded, whenQuiet } from '../../open-core.ts'
import { png } from '../../pictures.ts'
import { backUpTo, exportTo, makeCase, ours, restoreFrom, theirs, verify } from './case.ts'

const corpus = join(import.meta.dirname, '../../../../shared/corpus')

describe('an export that does not come to its end', () => {
  test.each(['folder', 'zip'] as const)(
    'cancelled midway (%s), leaves nothing and can be done again',
    async (form) => {
      const core = testCore()
      const id = await makeCase(core, ours)
      const place = temporaryFolder()
      const path = join(place, form === 'zip' ? 'bag.zip' : 'bag')
      const destination = { kind: 'path', path } as const
      const job = await core.call('archives.export', { case: id, form, destination })
      const deafen = core.listen((event) => {
        const isOurs = event.type === 'job.changed' && event.job.id === job.id
        if (isOurs && event.job.total > 0) void core.call('jobs.cancel', { job: job.id })
      })
      expect((await whenEnded(core, job)).state).toBe('cancelled')
      deafen()
      expect(readdirSync(place)).toEqual([])
      await exportTo(core, id, path, { form })
      expect(readdirSync(place)).toEqual([basename(path)])
    },
  )

  test('an original that was changed stops it, and is named', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    const id = await makeCase(core, ours)
    const { items } = await core.call('items.list', { case: id })
    const [item] = items
    if (!item) throw new Error('nothing came in')
    // A dossier would notice it first.
    await exportTo(core, id, join(temporaryFolder(), 'bag'))
    const object = join(directory, 'objects', item.sha256.slice(0, 2), item.sha256)
    const bytes = readFileSync(object)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(object, bytes)
    for (const form of ['folder', 'zip'] as const) {
      const place = temporaryFolder()
      const job = await core.call('archives.export', {
        case: id,
        form,
        destination: { kind: 'path', path: join(place, 'x') },
      })
      expect((await whenEnded(core, job)).error).toMatchObject({
        code: 'hash-mismatch',
        details: { path: item.name, expected: item.sha256 },
      })
      expect(readdirSync(place)).toEqual([])
    }
  })

  test('what is at the place already is never replaced', async () => {
    const core = testCore()
    const id = await makeCase(core, ours)
    const place = temporaryFolder()
    const path = join(place, 'mine')
    mkdirSync(path)
    writeFileSync(join(path, 'letter.txt'), 'mine')
    const job = await core.call('archives.export', { case: id, destination: { kind: 'path', path } })
    expect((await whenEnded(core, job)).error).toMatchObject({ code: 'invalid-input' })
    expect(readFileSync(join(path, 'letter.txt'), 'utf8')).toBe('mine')
  })

  test('what an interrupted one left is cleared away, and nothing else', async () => {
    const place = temporaryFolder()
    mkdirSync(join(place, 'bag.partial'))
    writeFileSync(join(place, 'bag.partial', 'bagit.txt'), '')
    await prepare(join(place, 'bag'))
    expect(existsSync(join(place, 'bag.partial'))).toBe(false)
    mkdirSync(join(place, 'other.partial'))
    writeFileSync(join(place, 'other.partial', 'letter.txt'), '')
    await expect(prepare(join(place, 'other'))).rejects.toMatchObject({ code: 'invalid-input' })
    expect(existsSync(join(place, 'other.partial', 'letter.txt'))).toBe(true)

    writeFileSync(join(place, 'half.zip.partial'), 'PK\u0003\u0004 and no more')
    await prepare(join(place, 'half.zip'))
    expect(existsSync(join(place, 'half.zip.partial'))).toBe(false)
    writeFileSync(join(place, 'film.zip.partial'), 'a download of the person')
    await expect(prepare(join(place, 'film.zip'))).rejects.toMatchObject({ code: 'invalid-input' })
    expect(existsSync(join(place, 'film.zip.partial'))).toBe(true)
  })

  test.each(['folder', 'zip'] as const)(
    'what came to its place while it was written (%s) is not replaced',
    async (form) => {
      const core = testCore()
      const id = await makeCase(core, ours)
      const path = join(temporaryFolder(), form === 'zip' ? 'bag.zip' : 'bag')
      const destination = { kind: 'path', path } as const
      const job = await core.call('archives.export', { case: id, form, destination })
      const deafen = core.listen((event) => {
        const isOurs = event.type === 'job.changed' && event.job.id === job.id
        if (isOurs && event.job.total > 0 && !existsSync(path)) writeFileSync(path, 'mine')
      })
      expect((await whenEnded(core, job)).error).toMatchObject({ details: { reason: 'there-already' } })
      deafen()
      expect(readFileSync(path, 'utf8')).toBe('mine')
      expect(existsSync(`${path}.partial`)).toBe(false)
    },
  )
})

test('a download waits under its digest, and the next takes its place', async () => {
  const core = testCore()
  const id = await makeCase(core, ours)
  const exported = async () => {
    const job = await core.call('archives.export', { case: id, destination: { kind: 'download' } })
    return (await whenEnded(core, job)).result as { sha256: string; path: null; fileName: string }
  }
  const first = await exported()
  expect(first.path).toBe(null)
  const file = core.fileOf({ kind: 'file', sha256: first.sha256 })
  expect(file).toMatchObject({ name: first.fileName, mediaType: 'application/zip' })
  expect(statSync(file?.path ?? '').size).toBeGreaterThan(1000)
  const second = await exported()
  expect(core.fileOf({ kind: 'file', sha256: first.sha256 })).toBe(null)
  expect(core.fileOf({ kind: 'file', sha256: second.sha256 })).not.toBe(null)
})

describe('a backup', () => {
  test('holds the whole vault, copies only what is new, and comes back', async () => {
    const core = testCore()
    const first = await makeCase(core, ours)
    const second = await makeCase(core, theirs, 7)
    const path = join(temporaryFolder(), 'backup')
    const made = await backUpTo(core, path)
    expect(made).toMatchObject({ copied: 10, kept: 0, verified: true })
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'later.png'), png({ seed: 77 }))
    await importInto(core, first, [join(folder, 'later.png')])
    await whenQuiet(core)
    expect(await backUpTo(core, path)).toMatchObject({ copied: 1, kept: 10 })

    const restored = testCore()
    expect(await restoreFrom(restored, path)).toMatchObject({ cases: [first, second], items: 11 })
    expect(await verify(restored)).toMatchObject({ ok: true, problems: [] })
    for (const id of [first, second]) {
      const { items } = await restored.call('items.list', { case: id })
      const before = await core.call('items.list', { case: id })
      expect(items.map(({ sha256, notes }) => ({ sha256, notes }))).toEqual(
        before.items.map(({ sha256, notes }) => ({ sha256, notes })),
      )
    }
  })

  test('made while files are taken in is whole', async () => {
    const core = testCore()
    const { id } = await core.call('cases.create', { title: 'busy' })
    const folder = temporaryFolder()
    const paths = Array.from({ length: 60 }, (_, index) => {
      const path = join(folder, `${index}.png`)
      writeFileSync(path, png({ seed: index + 1 }))
      return path
    })
    await importInto(core, id, paths.slice(0, 20))
    // Another program on the same vault takes files in while this one backs up.
    const { directory } = await core.call('vaults.info', {})
    const other = testCore(directory)
    const path = join(temporaryFolder(), 'backup')
    const [made] = await Promise.all([backUpTo(core, path), importInto(other, id, paths.slice(20))])
    expect(made.verified).toBe(true)
    const restored = testCore()
    expect((await restoreFrom(restored, path)).items).toBeGreaterThanOrEqual(20)
    expect(await verify(restored)).toMatchObject({ ok: true, problems: [] })
  })

  test('one object that was spoiled is copied anew, and one that is gone is fetched again', async () => {
    const core = testCore()
    const id = await makeCase(core, ours)
    const path = join(temporaryFolder(), 'backup')
    await backUpTo(core, path)
    const { items } = await core.call('items.list', { case: id })
    const [item] = items
    const object = join(path, 'objects', item?.sha256.slice(0, 2) ?? '', item?.sha256 ?? '')
    const bytes = readFileSync(object)
    bytes[50] = (bytes[50] ?? 0) ^ 1
    writeFileSync(object, bytes)
    const other = testCore()
    const job = await other.call('archives.restore', { source: { kind: 'path', path } })
    expect((await whenEnded(other, job)).error).toMatchObject({ code: 'archive-damaged' })
    expect((await other.call('cases.list', {})).cases).toEqual([])
    expect(await backUpTo(core, path)).toMatchObject({ copied: 1 })
    expect((await restoreFrom(testCore(), path)).cases).toEqual([id])
  })

  test('one that was interrupted is not restored from, and is finished by running it again', async () => {
    const core = testCore()
    const id = await makeCase(core, ours)
    const path = join(temporaryFolder(), 'backup')
    mkdirSync(path)
    writeFileSync(join(path, 'vault.db.partial'), 'half of a database')
    const other = testCore()
    const job = await other.call('archives.restore', { source: { kind: 'path', path } })
    expect((await whenEnded(other, job)).error).toMatchObject({ code: 'archive-damaged' })
    await backUpTo(core, path)
    expect((await restoreFrom(testCore(), path)).cases).toEqual([id])
  })

  test('never takes the place of the backup of another vault, or of a later one of the same', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    const id = await makeCase(core, ours)
    const path = join(temporaryFolder(), 'backup')
    await backUpTo(core, path)
    // What a person has who lost a vault and begins anew, with the same drive at hand.
    const anew = testCore()
    await anew.call('cases.create', { title: 'anew' })
    const refused = async (asked: Core) => {
      const job = await asked.call('backups.run', { path })
      expect((await whenEnded(asked, job)).error).toMatchObject({
        code: 'invalid-input',
        details: { reason: 'other-vault' },
      })
    }
    await refused(anew)
    // Also where its description was lost.
    const description = readFileSync(join(path, 'backup.json'))
    rmSync(join(path, 'backup.json'))
    await refused(anew)
    writeFileSync(join(path, 'backup.json'), description)

    // A vault that was turned back to an earlier state, in which the backed-up work never was.
    const back = testCore()
    await restoreFrom(back, path)
    await back.call('cases.create', { title: 'later' })
    await backUpTo(back, path)
    await refused(core)
    expect((await restoreFrom(testCore(), path)).cases).toHaveLength(2)
    expect(id).toBe(1)
  })

  test('a vault that does not fit its ledger takes the place of no earlier one', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    const id = await makeCase(core, ours)
    const path = join(temporaryFolder(), 'backup')
    await backUpTo(core, path)
    const database = new Sqlite(join(directory, 'vault.db'))
    database.exec(`UPDATE items SET name = 'another.png' WHERE id = 1`)
    database.close()
    const job = await core.call('backups.run', { path })
    expect((await whenEnded(core, job)).error).toMatchObject({ code: 'vault-damaged' })
    const restored = testCore()
    expect((await restoreFrom(restored, path)).cases).toEqual([id])
    expect(await verify(restored)).toMatchObject({ ok: true })
    // In a new place what there is is kept as it stands, and not called verified; so it comes back, which is told.
    const place = join(temporaryFolder(), 'as-it-is')
    expect(await backUpTo(core, place)).toMatchObject({ verified: false })
    expect(await restoreFrom(testCore(), place)).toMatchObject({
      cases: [id],
      fitsLedger: false,
      problems: [{ kind: 'intake-changed', subject: 'another.png' }],
    })
  })

  test('a lost original keeps no other from being copied, and is named', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    const id = await makeCase(core, ours)
    const { items } = await core.call('items.list', { case: id })
    const digests = items.map(({ sha256 }) => sha256).sort()
    const [lost = ''] = digests
    rmSync(join(directory, 'objects', lost.slice(0, 2), lost))
    const path = join(temporaryFolder(), 'backup')
    const job = await core.call('backups.run', { path })
    expect((await whenEnded(core, job)).error).toMatchObject({ code: 'file-unreadable' })
    const there = (sha256: string) => existsSync(join(path, 'objects', sha256.slice(0, 2), sha256))
    expect(digests.filter((sha256) => !there(sha256))).toEqual([lost])
  })

  test('cut off between its last two steps, it can be restored from', async () => {
    const core = testCore()
    const id = await makeCase(core, ours)
    const path = join(temporaryFolder(), 'backup')
    await backUpTo(core, path)
    const older = readFileSync(join(path, 'backup.json'))
    await core.call('cases.create', { title: 'later' })
    await backUpTo(core, path)
    renameSync(join(path, 'backup.json'), join(path, 'backup.json.partial'))
    writeFileSync(join(path, 'backup.json'), older)
    expect((await restoreFrom(testCore(), path)).cases).toEqual([id, id + 1])
    expect((await backUpTo(core, path)).kept).toBeGreaterThan(0)
    expect(readdirSync(path)).not.toContain('backup.json.partial')
  })

  test('a description that is no JSON, or of another ledger, is told as damage', async () => {
    const core = testCore()
    await makeCase(core, ours)
    const path = join(temporaryFolder(), 'backup')
    await backUpTo(core, path)
    const place = join(path, 'backup.json')
    const told = JSON.parse(readFileSync(place, 'utf8'))
    const refused = async (text: string, kind: string) => {
      writeFileSync(place, text)
      const other = testCore()
      const job = await other.call('archives.restore', { source: { kind: 'path', path } })
      expect((await whenEnded(other, job)).error).toMatchObject({
        code: 'archive-damaged',
        details: { kind },
      })
    }
    await refused('{ "format": ', 'row-damaged')
    await refused(JSON.stringify({ ...told, head: { ...told.head, hash: '0'.repeat(64) } }), 'ledger-behind')
  })

  test('never goes into a folder that holds something else, or into the vault itself', async () => {
    const directory = temporaryFolder()
    const core = testCore(directory)
    await core.call('cases.create', { title: 'mine' })
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'letter.txt'), 'mine')
    for (const path of [folder, directory, join(directory, 'backup')]) {
      const job = await core.call('backups.run', { path })
      expect((await whenEnded(core, job)).error).toMatchObject({ code: 'invalid-input' })
    }
    expect(readdirSync(folder)).toEqual(['letter.txt'])
  })
})

if (existsSync(corpus)) {
  test('labels and credentials go out and come back byte for byte', async () => {
    const names = readdirSync(corpus).filter((name) => /\.(png|jpe?g|webp)$/.test(name))
    const core = testCore()
    const { id } = await core.call('cases.create', { title: 'labels' })
    await importInto(
      core,
      id,
      names.map((name) => join(corpus, name)),
    )
    const { items } = await core.call('items.list', { case: id, limit: 500 })
    const labelled = items.filter(({ record }) => record.aiLabel !== null || record.c2pa?.present)
    expect(labelled.length).toBeGreaterThan(0)
    await whenQuiet(core)
    const out = join(temporaryFolder(), 'bag')
    await exportTo(core, id, out)
    for (const { name } of items) {
      const [ours, theirs] = [join(out, 'data/originals', name), join(corpus, name)]
      expect(readFileSync(ours).equals(readFileSync(theirs)), name).toBe(true)
    }
    const restored = testCore()
    await restoreFrom(restored, out)
    const back = await restored.call('items.list', { case: id, limit: 500 })
    expect(back.items.map(({ record }) => record)).toEqual(items.map(({ record }) => record))
  })
} else console.warn(`the corpus is not here (${corpus}): its labels are not carried`)
