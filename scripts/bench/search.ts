import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Core } from '../../electron/core/core.ts'
import type { Params } from '../../shared/contract/operations.ts'
import type { FileRecord } from '../../shared/contract/record.ts'
import { openBenchCore } from './core.ts'
import type { Figure } from './measure.ts'

const items = 100_000
const runs = 15

const english =
  'ridge dusk lantern river mist pine tower crane moon snow silk robe dragon lotus bamboo cloud cliff temple gate stone bridge autumn maple harbour storm forest glade amber jade ink wash brush scroll portrait profile shadow rim light volumetric bokeh grain film lens wide angle closeup girl boy warrior scholar fox tiger koi heron plum blossom willow rain street market neon city cyber armour sword ribbon hair eyes smile'.split(
    ' ',
  )
const chinese =
  '山风 少女 古风 水墨 月下 灯笼 竹林 云海 寒江 孤舟 仙鹤 牡丹 长发 汉服 剑客 雪夜 红衣 回眸 侧脸 光影 构图 远山 暮色 梅花 书生 龙纹 亭台 楼阁 烟雨 江南 荷塘 秋叶 长城 敦煌 飞天 青绿 工笔 写意 留白 背景'.split(
    ' ',
  )
const models = ['demo-xl', 'ink-mix', 'realism-v5', 'anime-v3', 'flux-dev', 'sd15-base']
const generators = ['a1111', 'comfyui', 'novelai', 'fooocus', 'forge']

/** Searching, filtering and scrolling through 100,000 files, whose rows are written straight into the database. */
export async function searchBench(place: string): Promise<Figure[]> {
  const directory = join(place, 'search')
  mkdirSync(directory)
  const empty = openBenchCore(directory)
  for (const title of ['one', 'two', 'three']) await empty.call('cases.create', { title })
  await empty.close()
  writeRows(join(directory, 'vault.db'))

  const opened = performance.now()
  const core = openBenchCore(directory)
  const figures: Figure[] = [
    { name: `search: index ${items} files`, value: `${((performance.now() - opened) / 1000).toFixed(1)} s` },
  ]
  try {
    const questions: readonly (readonly [string, Params<'items.search'>])[] = [
      ['no words', {}],
      ['1 Chinese character (山)', { text: '山' }],
      ['2 Chinese characters (山风)', { text: '山风' }],
      ['2 letters (cr)', { text: 'cr' }],
      ['4 Chinese characters (山风少女)', { text: '山风少女' }],
      ['5 letters, in all files (maste)', { text: 'maste' }],
      ['7 letters (lantern)', { text: 'lantern' }],
      ['a seed (1000077777)', { text: '1000077777' }],
      ['a phrase ("moon, snow")', { text: '"moon, snow"' }],
      ['3 words, mixed (lantern 月下 demo-xl)', { text: 'lantern 月下 demo-xl' }],
      ['nothing found (zzzzzz)', { text: 'zzzzzz' }],
      ['case, generator and model', { case: 2, generators: ['comfyui'], models: ['ink-mix'] }],
      ['days claimed', { from: '2025-03-01', to: '2025-03-31', dateOf: 'claimed' }],
      [
        'words and filters',
        { text: 'dragon 水墨', role: 'process', generators: ['a1111'], withRecord: true },
      ],
      ['by name, offset 99,000', { sort: 'name-asc', offset: 99_000 }],
      ['by claimed time, offset 50,000', { sort: 'claimed-desc', offset: 50_000 }],
      ['in all files, offset 80,000 (maste)', { text: 'maste', offset: 80_000 }],
    ]
    for (const [name, question] of questions) figures.push(await timed(core, name, question))
    figures.push(await pages(core))
    for (const [name, filter] of [
      ['no words', {}],
      ['1 Chinese character (山)', { text: '山' }],
      ['in all files (maste)', { text: 'maste' }],
      ['lantern, one case', { text: 'lantern', case: 2 }],
      ['by claimed months', { dateOf: 'claimed' }],
    ] as const) {
      figures.push({
        name: `facets: ${name}`,
        value: spread(await times(() => core.call('items.facets', filter))),
      })
    }
  } finally {
    await core.close()
  }
  return figures
}

async function timed(core: Core, name: string, question: Params<'items.search'>): Promise<Figure> {
  const { total } = await core.call('items.search', question)
  const taken: number[] = []
  for (let run = 0; run < runs; run += 1) {
    // Other questions in between, so that none of them is answered from what is kept of the last.
    for (let other = 0; other < 5; other += 1) await core.call('items.search', { text: `zzz${run}${other}` })
    const started = performance.now()
    await core.call('items.search', question)
    taken.push(performance.now() - started)
  }
  taken.sort((a, b) => a - b)
  return { name: `search: ${name}`, value: spread(taken), note: `${total} found` }
}

/** What scrolling costs: the question stays, the page moves. */
async function pages(core: Core): Promise<Figure> {
  let offset = 0
  await core.call('items.search', { text: 'maste' })
  const taken = await times(() => {
    offset += 5_000
    return core.call('items.search', { text: 'maste', offset })
  })
  return { name: 'search: next pages of one question', value: spread(taken) }
}

async function times(run: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let i = 0; i < runs; i += 1) {
    const started = performance.now()
    await run()
    taken.push(performance.now() - started)
  }
  return taken.sort((a, b) => a - b)
}

function spread(taken: readonly number[]): string {
  const at = (share: number) =>
    taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? Number.NaN
  return `${at(0.5).toFixed(0)} / ${at(0.95).toFixed(0)} ms`
}

/** Always the same rows: what differs between two runs is the program. */
function writeRows(path: string): void {
  const database = new Sqlite(path)
  database.pragma('synchronous = OFF')
  const object = database.prepare(
    `INSERT INTO objects (sha256, size, media_type, format, added_at) VALUES (?, 1000000, 'image/png', 'png', ?)`,
  )
  const item = database.prepare(
    `INSERT INTO items (case_id, sha256, name, path, modified_at, nonce, role, imported_at, ledger_seq, record)
     VALUES (?, ?, ?, ?, NULL, '', ?, ?, 1, ?)`,
  )
  let state = 1
  const pick = <T>(from: readonly T[]): T => {
    state = (state * 48_271) % 2_147_483_647
    // Some words stand in most pictures, most in few.
    const share = state / 2_147_483_647
    return from[Math.floor(share * share * from.length)] as T
  }
  const words = (from: readonly string[], count: number, between: string) =>
    Array.from({ length: count }, () => pick(from)).join(between)
  database.transaction(() => {
    for (let i = 0; i < items; i += 1) {
      const sha256 = i.toString(16).padStart(64, '0')
      const at = new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString()
      const day = new Date(Date.UTC(2024, 0, 1) + i * 600_000).toISOString().slice(0, 19)
      const prompt =
        i % 5 === 0
          ? `masterpiece, ${words(chinese, 12, '，')}，${words(chinese, 6, '')}`
          : `masterpiece, best quality, ${words(english, 40, ', ')}, ${i}`
      const record: FileRecord = {
        path: `${i}.png`,
        size: 1_000_000,
        sha256,
        format: 'png',
        status: 'ok',
        generator: { id: pick(generators), name: 'Generator' },
        generations: [
          {
            prompt,
            negativePrompt: `lowres, bad anatomy, ${words(english, 20, ', ')}`,
            model: { name: pick(models), hash: '1a2b3c4d5e' },
            sampler: 'DPM++ 2M Karras',
            steps: 30,
            cfgScale: 7,
            seed: String(1_000_000_000 + i),
            width: 832,
            height: 1216,
            parameters: { 'Clip skip': '2', Version: 'v1.10.1' },
            carrier: 0,
          },
        ],
        claimedTimes: [{ source: 'exif:DateTimeOriginal', value: day }],
        aiLabel: null,
        c2pa: null,
        carriers: [{ kind: 'png:tEXt', key: 'parameters', offset: 41, length: 900, sha256 }],
        warnings: [],
      }
      object.run(sha256, at)
      item.run(
        (i % 3) + 1,
        sha256,
        `${String(i).padStart(5, '0')}.png`,
        `/p/${i}.png`,
        pick(['process', 'work', 'capture']),
        at,
        JSON.stringify(record),
      )
    }
  })()
  database.close()
}
