import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decode } from '../../../electron/core/comparison/comparison.ts'
import { measure, picture } from '../../../electron/core/jobs/tasks/picture.ts'
import { Picture } from '../../../shared/contract/item.ts'
import { drawing, encode, pngDeclaring } from './drawing.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zuozheng-picture-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

test('a picture gets its size, its fingerprint and a thumbnail of at most 512 pixels', async () => {
  const path = await file('work.png', encode(drawing(3, 900, 600)).pngSync())
  const thumbnail = join(folder, 'thumbnails', 'ab', 'work.webp')
  const found = await picture({ path, format: 'png', thumbnail })
  expect(Picture.parse(found)).toEqual(found)
  expect(found).toMatchObject({ state: 'ready', width: 900, height: 600 })
  expect(found.pdq).toMatch(/^[0-9a-f]{64}$/)
  expect(decode(await readFile(thumbnail))).toMatchObject({ width: 512, height: 341 })
  expect(await readdir(join(folder, 'thumbnails', 'ab'))).toEqual(['work.webp'])
})

test.each([
  ['a bomb', 'png', pngDeclaring(60_000, 60_000), { state: 'failed', reason: 'too-many-pixels' }],
  [
    'a cut file',
    'png',
    encode(drawing(3)).pngSync().subarray(0, 500),
    { state: 'failed', reason: 'damaged' },
  ],
  ['a PDF', 'pdf', Buffer.from('%PDF-1.7'), { state: 'none', reason: 'not-an-image' }],
  ['an empty file', 'empty', Buffer.alloc(0), { state: 'none', reason: 'not-an-image' }],
])('%s leaves a reason and no thumbnail', async (_what, format, bytes, expected) => {
  const path = await file(`${format}-${bytes.length}`, bytes)
  const thumbnail = join(folder, 'none', `${format}-${bytes.length}.webp`)
  expect(await picture({ path, format, thumbnail })).toEqual(expected)
  await expect(readFile(thumbnail)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a work is found again in the marked part of a page, and not in the whole page', async () => {
  const work = drawing(4, 480, 320)
  const page = { width: 960, height: 900, rgba: new Uint8Array(960 * 900 * 4).fill(245) }
  for (let at = 3; at < page.rgba.length; at += 4) page.rgba[at] = 255
  for (let y = 0; y < 320; y += 1) {
    page.rgba.set(work.rgba.subarray(y * 480 * 4, (y + 1) * 480 * 4), ((y + 200) * 960 + 240) * 4)
  }
  const paths = {
    work: { path: await file('w.png', encode(work).pngSync()) },
    page: await file('p.jpg', encode(page).jpegSync(70)),
  }
  const region = { x: 240 / 960, y: 200 / 900, width: 0.5, height: 320 / 900 }
  const marked = await measure({ work: paths.work, capture: { path: paths.page, region } })
  expect(marked.reason).toBeNull()
  expect(marked.distance).toBeLessThanOrEqual(31)
  const whole = await measure({ work: paths.work, capture: { path: paths.page } })
  expect(whole.distance ?? 256).toBeGreaterThan(60)
})

test('a capture that is no picture has no distance', async () => {
  const work = { path: await file('w2.png', encode(drawing(5)).pngSync()) }
  const capture = { path: await file('page.mhtml', Buffer.from('MIME-Version: 1.0')) }
  expect(await measure({ work, capture })).toEqual({ distance: null, mirrored: false, reason: 'no-picture' })
})
