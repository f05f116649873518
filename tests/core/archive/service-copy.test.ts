import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyArchive } from '../../../electron/core/archive/archive.ts'
import { importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { exportTo, makeCase, ours } from './case.ts'

const withheld = [ours.idNumber, ours.phone, ours.address]
const atEase = { signal: new AbortController().signal, report: () => undefined }

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

function mustBeAbsent(bytes: Buffer, where: string): void {
  for (const value of withheld) {
    expect(bytes.includes(value), `${value} in ${where}`).toBe(false)
    expect(bytes.includes(Buffer.from(value, 'utf16le')), `${value} in ${where}`).toBe(false)
    expect(bytes.includes(Buffer.from(value, 'utf16le').swap16()), `${value} in ${where}`).toBe(false)
  }
}

test.each(['folder', 'zip'] as const)(
  'a service copy (%s) holds no personal data in any byte',
  async (form) => {
    const core = testCore()
    const id = await makeCase(core, ours)
    const place = temporaryFolder()
    const out = join(place, form === 'zip' ? 'bag.zip' : 'bag')
    await exportTo(core, id, out, { copy: 'service', form, caseUco: true })
    expect(await verifyArchive(out, atEase)).toMatchObject({ ok: true, problems: [] })
    if (form === 'zip') {
      mustBeAbsent(readFileSync(out), out)
      execFileSync('python3', ['-m', 'zipfile', '-e', out, join(place, 'unpacked')])
    }
    const root = form === 'zip' ? join(place, 'unpacked', 'bag') : out
    const paths = filesIn(root)
    for (const path of paths) mustBeAbsent(readFileSync(path), path)
    expect(paths.some((path) => path.endsWith('vault.jsonl'))).toBe(false)
    // The card itself is no part of it, and its digest is still in the ledger.
    const listed = JSON.parse(readFileSync(join(root, 'data/records/files.json'), 'utf8'))
    const card = listed.find((file: { reason?: string }) => file.reason === 'identity')
    expect(card).toMatchObject({ path: null })
    expect(readFileSync(join(root, 'data/ledger/ledger.json'), 'utf8')).toContain(card.sha256)

    const pdfs = paths.filter((path) => path.endsWith('.pdf'))
    expect(pdfs.length).toBe(1)
    for (const pdf of pdfs) {
      const plain = spawnSync('qpdf', ['--stream-data=uncompress', pdf, '-'], { maxBuffer: 1 << 28 })
      if (plain.error) console.warn('qpdf is not here: streams of the dossier are not looked into')
      else mustBeAbsent(plain.stdout, `${pdf} (streams)`)
      const text = spawnSync('pdftotext', [pdf, '-'], { maxBuffer: 1 << 28 })
      if (text.error) console.warn('pdftotext is not here: the text of the dossier is not looked into')
      else mustBeAbsent(Buffer.from(text.stdout.toString().replaceAll(/\s/g, '')), `${pdf} (text)`)
    }
  },
)

test('a file that writes a number in groups is withheld, and a name that holds one is changed', async () => {
  const core = testCore()
  const id = await makeCase(core, ours)
  const folder = temporaryFolder()
  const named = join(folder, `tel-${ours.phone}.txt`)
  const grouped = join(folder, 'letter.txt')
  writeFileSync(named, 'nothing of anybody')
  writeFileSync(grouped, `call ${ours.phone.replace(/(...)(....)/, '$1 $2 ')}`)
  await importInto(core, id, [named, grouped], 'document')
  const out = join(temporaryFolder(), 'bag')
  await exportTo(core, id, out, { copy: 'service' })
  const listed: { path: string | null; name: string; reason?: string }[] = JSON.parse(
    readFileSync(join(out, 'data/records/files.json'), 'utf8'),
  )
  expect(listed.find(({ name }) => name === 'letter.txt')).toMatchObject({
    path: null,
    reason: 'personal-data',
  })
  expect(listed.filter(({ name }) => name.startsWith('tel-'))).toMatchObject([
    { path: 'data/documents/tel-〔略〕.txt' },
  ])
  for (const path of filesIn(out)) {
    expect(path).not.toContain(ours.phone)
    mustBeAbsent(readFileSync(path), path)
  }
})

test('the names that the other side can read all the same are told with it', async () => {
  const core = testCore()
  const id = await makeCase(core, ours)
  const out = join(temporaryFolder(), 'bag')
  const { accounts, withheldNames } = await exportTo(core, id, out, { copy: 'service' })
  expect({ accounts, withheldNames }).toEqual({
    accounts: ['tester'],
    withheldNames: [`id-${ours.file}.txt`],
  })
  for (const name of ['README-请先读.txt', 'README.txt'])
    expect(readFileSync(join(out, name), 'utf8')).toContain('tester')
  const { entries } = JSON.parse(readFileSync(join(out, 'data/ledger/ledger.json'), 'utf8'))
  expect(new Set(entries.map(({ actor }: { actor: string }) => actor))).toEqual(new Set(accounts))
  const court = await exportTo(core, id, join(temporaryFolder(), 'bag'))
  expect(court).toMatchObject({ accounts: ['tester'], withheldNames: [] })
})

test('the court copy of the same case holds all of it', async () => {
  const core = testCore()
  const id = await makeCase(core, ours)
  const out = join(temporaryFolder(), 'bag')
  await exportTo(core, id, out)
  const told = readFileSync(join(out, 'data/records/case.json'), 'utf8')
  for (const value of withheld) expect(told).toContain(value)
})

test('a service copy is refused by a restore, which says why', async () => {
  const core = testCore()
  const out = join(temporaryFolder(), 'bag')
  await exportTo(core, await makeCase(core, ours), out, { copy: 'service' })
  const other = testCore()
  const job = await other.call('archives.restore', { source: { kind: 'path', path: out } })
  expect((await whenEnded(other, job)).error).toMatchObject({
    code: 'invalid-input',
    details: { reason: 'service-copy' },
  })
  expect((await other.call('cases.list', {})).cases).toEqual([])
})
