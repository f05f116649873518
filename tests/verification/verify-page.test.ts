import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCore } from '../../electron/core/core.ts'
import { buildVerifierPage } from '../../scripts/verifier-page.ts'
import { judgeArchive } from '../../shared/verification/archive.ts'
import type { BagFile } from '../../shared/verification/bag.ts'
import { hasOpenssl, makeAuthority, serveAuthority } from '../authority.ts'
import { launchChromium, patience } from '../browser.ts'
import { exportTo, makeCase, ours, theirs } from '../core/archive/case.ts'
import { coreOptions, whenEnded } from '../open-core.ts'
import { damages } from './damages.ts'

/** The page that a stranger opens from the disk, in a real browser, on archives that the product wrote. */

const built = fileURLToPath(new URL('../../out/verifier/verify.html', import.meta.url))
let browser: Browser
let work: string
/** Everything that the page asked for. */
const requests: string[] = []
/** A good archive with a stamped head and a stamped picture, beside another client's case. */
let good: string

function filesIn(folder: string): BagFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const place = join(entry.parentPath, entry.name)
      const bytes = readFileSync(place)
      return {
        path: place.slice(folder.length + 1).replaceAll('\\', '/'),
        size: bytes.length,
        async *stream() {
          yield bytes
        },
      }
    })
}

/** Opens the page as it lies in the archive, and hands it the archive. */
async function openOn(target: string, how: 'folder' | 'zip', locale = 'zh-CN'): Promise<Page> {
  const page = await browser.newPage({ locale, viewport: { width: 1200, height: 900 } })
  page.on('request', (request) => requests.push(request.url()))
  page.setDefaultTimeout(patience)
  await page.goto(pathToFileURL(built).href)
  await page.locator(`input[name=${how}]`).setInputFiles(target)
  return page
}

describe.runIf(hasOpenssl)('the page for strangers', () => {
  beforeAll(async () => {
    if (!existsSync(built)) await buildVerifierPage()
    browser = await launchChromium()
    work = mkdtempSync(join(tmpdir(), 'zuozheng-stranger-'))
    const authority = makeAuthority(work, { key: 'rsa' })
    const server = await serveAuthority(authority)
    const core = openCore(coreOptions(join(work, 'vault')))
    await makeCase(core, theirs, 5)
    const caseId = await makeCase(core, ours)
    await core.call('authorities.set', { authorities: [{ name: '测试机构', url: server.url }] })
    await core.call('authorities.trust', { source: { kind: 'path', path: authority.root } })
    const [item] = (await core.call('items.list', { case: caseId })).items
    await core.call('timestamps.request', {
      subjects: [{ kind: 'head' }, { kind: 'item', item: item?.id ?? 0 }],
    })
    await whenEnded(core, await core.call('timestamps.retry', {}))
    good = join(work, 'archive')
    await exportTo(core, caseId, good)
    await exportTo(core, caseId, join(work, 'archive.zip'), { form: 'zip' })
    await core.close()
    await server.close()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(work, { recursive: true, force: true })
  })

  test('accepts a good archive, and says what it proves, whom one must believe, and what it does not prove', async () => {
    const page = await openOn(good, 'folder')
    await page.locator('[data-ok=true]').waitFor()
    const states = page.locator('.stamps [data-state]')
    expect(await states.evaluateAll((all) => all.map((each) => each.getAttribute('data-state')))).toEqual([
      'valid',
      'valid',
    ])
    await page.getByRole('button', { name: '按存档所附的根证书核验' }).click()
    await page.locator('.stamps [data-state=trusted]').first().waitFor()
    // Whoever made the archive named that root: it proves nothing by itself.
    expect(await page.locator('.stamps li.good').count()).toBe(0)
    const text = await page.locator('main').innerText()
    for (const said of ['没有证明什么', '须信任签发机构', '另有', '保管链相符']) {
      expect(text).toContain(said)
    }
    expect(text).not.toContain(theirs.title)
    // The page itself came from the disk, and nothing else came from anywhere.
    expect(requests).toEqual([pathToFileURL(built).href])
  })

  test('reads a ZIP, and gives it the verdict of the folder and of the program', async () => {
    const page = await openOn(join(work, 'archive.zip'), 'zip', 'en-US')
    await page.locator('[data-ok=true]').waitFor()
    expect(await page.locator('main').innerText()).toContain('What is not proven')
    const verdict = await judgeArchive(filesIn(good))
    expect(verdict.problems).toEqual([])
    expect(verdict.tokens.map(({ head }) => head?.state ?? null).sort()).toEqual(['continues', null])
    expect(await page.locator('table tbody tr').count()).toBe(verdict.files.length)
  })

  test('counts a stamp as proof once the reader trusts its root', async () => {
    const page = await openOn(good, 'folder')
    await page.locator('[data-ok=true]').waitFor()
    await page.locator('input[name=roots]').setInputFiles(join(good, 'data/timestamps/trusted-roots.pem'))
    await page.locator('.stamps li.good').nth(1).waitFor()
    await page.close()
  })

  test('believes the roots of an archive for that archive alone', async () => {
    const page = await openOn(good, 'folder')
    await page.getByRole('button', { name: '按存档所附的根证书核验' }).click()
    await page.locator('.stamps [data-state=trusted]').first().waitFor()
    await page.getByRole('button', { name: '核验另一份存档' }).click()
    await page.locator('input[name=folder]').setInputFiles(good)
    await page.locator('.stamps [data-state=valid]').first().waitFor()
    expect(await page.locator('.stamps [data-state=trusted]').count()).toBe(0)
    await page.close()
  })

  test('does not say that a stamp over another ledger proves anything of this one', async () => {
    const bag = join(work, 'rewritten')
    cpSync(good, bag, { recursive: true })
    damages.find(({ name }) => name === 'a whole ledger written anew')?.apply(bag)
    const page = await openOn(bag, 'folder')
    const stamp = page.locator('.stamps li').filter({ hasText: '-head.' })
    await stamp.waitFor()
    expect(await stamp.getAttribute('class')).toBe('bad')
    expect(await stamp.innerText()).not.toContain('之前已经存在')
    await page.close()
  })

  test('says plainly what is no archive', async () => {
    const broken = join(work, 'half.zip')
    writeFileSync(broken, readFileSync(join(work, 'archive.zip')).subarray(0, 5000))
    const page = await openOn(broken, 'zip')
    await page.getByRole('alert').filter({ hasText: 'half.zip' }).waitFor()
    const empty = join(work, 'empty')
    mkdirSync(empty)
    writeFileSync(join(empty, 'a.txt'), 'a')
    const other = await openOn(empty, 'folder')
    await other.getByRole('alert').filter({ hasText: 'bagit.txt' }).waitFor()
  })

  test.each(damages)('names $name', async ({ name, kind, manifestHolds, apply }) => {
    const bag = join(work, `damaged-${damages.findIndex((each) => each.name === name)}`)
    cpSync(good, bag, { recursive: true })
    apply(bag)
    const verdict = await judgeArchive(filesIn(bag))
    expect(verdict.problems.map((problem) => problem.kind)).toContain(kind)
    const page = await openOn(bag, 'folder')
    if (kind === 'bag-declaration') await page.locator('[data-ok=false]').waitFor()
    await page.locator(`.problems [data-kind=${kind}]`).first().waitFor()
    const told = await page
      .locator('.problems li')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-kind')))
    expect(told).toEqual(verdict.problems.map((problem) => problem.kind))
    await page.close()
    const sums = spawnSync('sha256sum', ['-c', '--quiet', '--strict', 'manifest-sha256.txt'], { cwd: bag })
    expect(sums.status === 0, basename(bag)).toBe(manifestHolds)
  })

  test('is not needed: sha256sum and openssl accept the archive by themselves', () => {
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      expect(spawnSync('sha256sum', ['-c', '--quiet', '--strict', manifest], { cwd: good }).status).toBe(0)
    }
    const tokens = JSON.parse(readFileSync(join(good, 'data/timestamps/timestamps.json'), 'utf8')) as {
      file: string
      of: string
    }[]
    expect(tokens).toHaveLength(2)
    for (const { file, of } of tokens) {
      const said = execFileSync(
        'openssl',
        ['ts', '-verify', '-data', of, '-in', file, '-CAfile', 'data/timestamps/trusted-roots.pem'],
        { cwd: good, stdio: ['ignore', 'pipe', 'pipe'] },
      )
      expect(said.toString()).toContain('Verification: OK')
    }
  })
})
