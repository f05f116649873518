import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decode, hamming, pdq } from '../../electron/core/comparison/comparison.ts'
import { readRecord } from '../../electron/core/metadata/metadata.ts'
import { authors, sets } from '../../scripts/histories/authors.ts'
import { bytesOf, type Entry } from '../../scripts/histories/files.ts'
import { writeHistory } from '../../scripts/histories/main.ts'
import { makeHistory } from '../../scripts/histories/make.ts'
import { profiles } from '../../scripts/histories/profiles.ts'
import { sourceOf } from '../../scripts/histories/recipe.ts'
import type { Truth } from '../../scripts/histories/truth.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zuozheng-histories-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const small = { seed: 3, works: 4 } as const

function digestOf(entries: readonly Entry[]): string {
  const whole = createHash('sha256')
  for (const entry of entries) whole.update(`${entry.path} ${entry.modified}\n`).update(bytesOf(entry))
  return whole.digest('hex')
}

test('the same wish gives the same bytes and the same truth', () => {
  const once = makeHistory({ set: 'fit', number: 1, profile: 'mixed', ...small })
  const again = makeHistory({ set: 'fit', number: 1, profile: 'mixed', ...small })
  expect(digestOf(again.entries)).toBe(digestOf(once.entries))
  expect(again.truth).toEqual(once.truth)
  const other = makeHistory({ set: 'fit', number: 1, profile: 'mixed', ...small, seed: 4 })
  expect(digestOf(other.entries)).not.toBe(digestOf(once.entries))
})

test('no author stands in two sets', () => {
  const names = sets.flatMap((set) => authors[set].map(({ name }) => name))
  expect(new Set(names).size).toBe(names.length)
})

test('what lies on the disk is what the truth tells, with the times of the history', () => {
  const made = makeHistory({ set: 'thresholds', number: 5, ...small })
  const written = writeHistory(made, folder)
  const truth = JSON.parse(readFileSync(join(written, 'truth.json'), 'utf8')) as Truth
  const files = readdirSync(join(written, 'files'), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(written, 'files', name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
  const logs = made.entries.filter(({ kind }) => kind === 'log').map(({ path }) => path)
  expect(files.toSorted()).toEqual([...truth.files.map(({ path }) => path), ...logs].sort())
  const [first] = made.entries
  expect(statSync(join(written, 'files', first?.path ?? '')).mtimeMs).toBe(first?.modified)
})

test('parents are earlier rounds of the same work, and every work begins once', () => {
  for (const set of sets) {
    for (const number of [0, 1, 2, 3, 4, 5]) {
      const { truth } = makeHistory({ set, number, ...small })
      for (const round of truth.rounds) {
        for (const parent of round.parents) {
          expect(parent.round).toBeLessThan(round.id)
          expect(truth.rounds[parent.round]?.work).toBe(round.work)
        }
      }
      for (const { rounds } of truth.works) {
        expect(rounds.filter((id) => truth.rounds[id]?.parents.length === 0)).toEqual([rounds[0]])
      }
    }
  }
})

test('every program writes records that the reader of the product understands, and pictures of a round differ in the seed alone', async () => {
  const programs = new Set<string>()
  for (const [set, number] of [
    ['fit', 0],
    ['fit', 1],
    ['fit', 2],
    ['fit', 3],
    ['fit', 4],
    ['thresholds', 3],
    ['thresholds', 4],
    ['final', 4],
  ] as const) {
    const { entries } = makeHistory({ set, number, seed: 3, works: 2 })
    const recipes = new Map<number, Set<string>>()
    for (const entry of entries) {
      const { history } = entry.played ?? {}
      const picture = history?.pictures[entry.picture ?? -1]
      if (!history || !picture) continue
      const { recipe } = history.rounds[picture.round] ?? {}
      const record = await readRecord(bytesOf(entry), { path: entry.path })
      const [generation] = record.generations
      expect(record.generator?.id).toBe(history.author.program)
      expect(generation?.seed).toBe(String(picture.seed))
      expect(generation?.steps).toBe(recipe?.steps)
      expect(generation?.cfgScale).toBe(recipe?.cfg)
      for (const term of recipe?.terms ?? []) expect(generation?.prompt).toContain(term.text)
      const { seed: _, carrier: __, parameters: ___, ...rest } = generation ?? {}
      const seen = recipes.get(picture.round) ?? new Set()
      recipes.set(picture.round, seen.add(JSON.stringify(rest)))
      programs.add(history.author.program)
    }
    for (const seen of recipes.values()) expect(seen.size).toBe(1)
  }
  expect(programs.size).toBe(5)
})

test('logs name the files that they are about', async () => {
  for (const [set, number, log] of [
    ['fit', 4, 'databases/invokeai.db'],
    ['fit', 5, 'log/images/log.csv'],
    ['thresholds', 4, /log\.html$/],
  ] as const) {
    const { entries } = makeHistory({ set, number, ...small })
    const names = new Set(entries.map(({ path }) => path.replace(/^.*\//, '')))
    const found = entries.filter(({ path }) => (typeof log === 'string' ? path === log : log.test(path)))
    expect(found.length).toBeGreaterThan(0)
    for (const entry of found) {
      const record = await readRecord(bytesOf(entry), { path: entry.path })
      expect(record.generations.length).toBeGreaterThan(0)
      for (const { file } of record.generations) expect(names.has(file ?? '')).toBe(true)
    }
  }
})

test('an input told by its digest is the file that lies there', async () => {
  let checked = 0
  for (const [set, number] of [
    ['fit', 3],
    ['thresholds', 1],
  ] as const) {
    const { entries } = makeHistory({ set, number, seed: 1 })
    for (const entry of entries) {
      const { history } = entry.played ?? {}
      const round = history?.rounds[history.pictures[entry.picture ?? -1]?.round ?? -1]
      if (!round || !('input' in round.recipe.task)) continue
      const source = bytesOf(entries.find(({ picture }) => picture === sourceOf(round.recipe.task)) as Entry)
      const text = bytesOf(entry).toString('latin1')
      const decoded = decode(source)
      if (decoded.state !== 'ready') throw new Error('not a picture')
      const rgb = decoded.pixels.rgba.filter((_, index) => index % 4 !== 3)
      const digest = set === 'fit' ? createHash('sha256').update(source) : createHash('md5').update(rgb)
      expect(text).toContain(digest.digest('hex'))
      checked += 1
    }
  }
  expect(checked).toBeGreaterThan(10)
})

test('a child by img2img resembles its parent, a fresh seed does not', () => {
  const near: number[] = []
  const far: number[] = []
  const { entries } = makeHistory({ set: 'fit', number: 0, seed: 1 })
  const [first] = entries
  const history = first?.played?.history
  if (!history) throw new Error('no history')
  const prints = history.pictures.map((_, index) => {
    const decoded = decode(bytesOf(entries[index] as Entry))
    return decoded.state === 'ready' ? pdq(decoded.pixels).hash : ''
  })
  for (const { id, round } of history.pictures) {
    const { task } = history.rounds[round]?.recipe ?? { task: { kind: 'text' as const } }
    const source = sourceOf(task)
    const before = prints[id - 1]
    if (source === null && before) far.push(hamming(prints[id] ?? '', before))
    if (source !== null && 'strength' in task && task.strength <= 0.5) {
      near.push(hamming(prints[id] ?? '', prints[source] ?? ''))
    }
  }
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
  expect(near.length).toBeGreaterThan(5)
  expect(middle(near)).toBeLessThan(60)
  expect(middle(far)).toBeGreaterThan(100)
})

test('the demonstration is 300 pictures of three works', () => {
  const { truth } = makeHistory({ set: 'demo', number: 0, seed: 1 })
  expect(truth.works).toHaveLength(3)
  expect(truth.files).toHaveLength(300)
})

test('every profile leaves files of which the truth knows each, and does the damage that it is named after', async () => {
  const of = (profile: string) => makeHistory({ set: 'fit', number: 0, profile, ...small })
  for (const profile of Object.keys(profiles)) {
    const { entries, truth } = of(profile)
    expect(new Set(entries.map(({ path }) => path)).size, profile).toBe(entries.length)
    expect(truth.files.length, profile).toBeGreaterThan(10)
  }
  const left = (truth: Truth) => new Set(truth.files.map(({ round }) => round)).size
  expect(left(of('lost-50').truth)).toBeLessThan(left(of('whole').truth) * 0.8)
  expect(new Set(of('times-gone').entries.map(({ modified }) => modified)).size).toBe(1)
  const stripped = of('stripped-30')
  const bare = stripped.truth.files.filter(({ record }) => record === 'stripped')
  expect(bare.length / stripped.truth.files.length).toBeGreaterThan(0.1)
  for (const { path } of bare) {
    const entry = stripped.entries.find((each) => each.path === path) as Entry
    expect((await readRecord(bytesOf(entry), { path })).generations).toEqual([])
  }
  const copies = of('copies').entries
  const copy = copies.find(({ kind }) => kind === 'copy') as Entry
  const original = copies.find(
    ({ kind, picture }) => kind === 'original' && picture === copy.picture,
  ) as Entry
  expect(bytesOf(copy).equals(bytesOf(original))).toBe(true)
})

test('an input counts as recorded only while the file that it names is there under its name', () => {
  const bases = (profile: string) =>
    makeHistory({ set: 'fit', number: 2, seed: 1, profile }).truth.rounds.flatMap(({ parents }) =>
      parents.filter(({ by }) => by.startsWith('input')).map(({ basis }) => basis),
    )
  expect(bases('whole')).toContain('recorded')
  expect(bases('names-gone')).not.toContain('recorded')
})
