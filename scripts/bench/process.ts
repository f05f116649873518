import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SetName } from '../histories/authors.ts'
import { profiles as allProfiles } from '../histories/profiles.ts'
import type { Figure } from './measure.ts'
import { lowerBound, type Share, share, similarities, sum } from './process/figures.ts'
import { type Counts, errorKinds } from './process/measures.ts'
import { type Results, runProfiles } from './process/run.ts'

const histories = 12

/** What the classes proved to be worth on the histories that thresholds were chosen on: `--set thresholds --keep`. */
const frequenciesFile = new URL('./process/frequencies.json', import.meta.url)

const edges = { precision: ['right', 'drawn'], recall: ['found', 'children'] } as const
const pairs = { precision: ['pairs right', 'pairs'], recall: ['pair found', 'children'] } as const

/** The rows of the goal table (docs: process-reconstruction, section 5). */
const goals: readonly {
  readonly name: string
  readonly profile: string
  readonly precision: readonly [string, string]
  readonly recall: readonly [string, string]
  readonly goal: readonly [number, number | null]
}[] = [
  { name: 'whole records, trusted order', profile: 'whole', ...edges, goal: [0.97, 0.93] },
  {
    name: 'class strong or better',
    profile: 'whole',
    precision: ['firm right', 'firm'],
    recall: ['firm found', 'children'],
    goal: [0.99, 0.7],
  },
  { name: '30 % of rounds lost', profile: 'lost-30', ...edges, goal: [0.95, 0.8] },
  { name: '50 % of rounds lost', profile: 'lost-50', ...edges, goal: [0.95, 0.55] },
  { name: 'file times gone, names kept', profile: 'times-gone', ...edges, goal: [0.97, 0.93] },
  {
    name: 'times and names gone, directed',
    profile: 'times-names-gone',
    precision: edges.precision,
    recall: ['basis recorded found', 'basis recorded'],
    goal: [0.98, null],
  },
  { name: 'times and names gone, undirected', profile: 'times-names-gone', ...pairs, goal: [0.98, 0.5] },
  { name: '20 % of times wrong, unmarked', profile: 'times-wrong-20', ...edges, goal: [0.95, 0.6] },
  {
    name: '  the same, names gone too',
    profile: 'times-wrong-20-names-gone',
    ...edges,
    goal: [0.95, null],
  },
  {
    name: '30 % of records stripped',
    profile: 'stripped-30',
    precision: edges.precision,
    recall: ['recorded children found', 'recorded children'],
    goal: [0.95, 0.8],
  },
  {
    name: 'works, B-cubed over rounds',
    profile: 'whole',
    precision: ['b3 rounds precision', 'b3 rounds'],
    recall: ['b3 rounds recall', 'b3 rounds'],
    goal: [0.97, 0.8],
  },
  {
    name: 'works, B-cubed over pictures',
    profile: 'whole',
    precision: ['b3 pictures precision', 'b3 pictures'],
    recall: ['b3 pictures recall', 'b3 pictures'],
    goal: [0.97, 0.8],
  },
]

/** `--set thresholds|fit|final` (default final), `--histories N`, `--seed N`, `--profiles a,b`, `--json FILE`, `--keep`. */
export async function processBench(place: string, args: readonly string[]): Promise<Figure[]> {
  const option = (name: string) => {
    const at = args.indexOf(`--${name}`)
    return at < 0 ? undefined : args[at + 1]
  }
  const set = (option('set') ?? 'final') as SetName
  const profiles = option('profiles')?.split(',') ?? Object.keys(allProfiles)
  const run = {
    set,
    histories: Number(option('histories') ?? histories),
    seed: Number(option('seed') ?? 1),
    profiles,
  }
  const started = performance.now()
  const results = await runProfiles(run, join(place, 'process'))
  const took = (performance.now() - started) / 1000
  const json = option('json')
  if (json) writeFileSync(json, JSON.stringify({ ...run, results }, null, 1))
  if (args.includes('--keep')) keepFrequencies(results)
  const total = (name: string) => Object.values(results).reduce((all, each) => all + sum(each, name), 0)
  return [
    {
      name: `process: ${run.histories} histories of the set ${set}`,
      value: `${took.toFixed(0)} s`,
      note: `${profiles.length} profiles, ${total('vertices true')} rounds, ${total('children')} edges to find`,
    },
    { name: '', value: '' },
    { name: 'GOALS', value: 'precision / recall', note: '95 % intervals over histories' },
    ...goals.flatMap(({ name, profile, precision, recall, goal }) => {
      const counts = results[profile]
      if (!counts) return []
      return [row(name, share(counts, ...precision), share(counts, ...recall), goal)]
    }),
    ...(results.whole ? beyond(results.whole) : []),
    ...calibration(results),
    { name: '', value: '' },
    { name: 'EVERY PROFILE', value: 'directed', note: 'undirected, error kinds' },
    ...Object.entries(results).map(([name, counts]) => profileRow(name, counts)),
  ]
}

function row(
  name: string,
  precision: Share | null,
  recall: Share | null,
  [p, r]: readonly [number, number | null],
): Figure {
  const wanted = r === null ? `goal ≥ ${p}` : `goal ≥ ${p} at ≥ ${r}`
  const missed = [
    ...((precision?.value ?? 1) < p ? ['PRECISION MISSED'] : []),
    ...(r !== null && (recall?.value ?? 0) < r ? ['RECALL MISSED'] : []),
  ]
  return {
    name,
    value: `${told(precision)} / ${told(recall)}`,
    note: [interval(precision), '/', interval(recall), `of ${precision?.of ?? 0};`, wanted, ...missed].join(
      ' ',
    ),
  }
}

function beyond(whole: readonly Counts[]): Figure[] {
  const part = (name: string, a: string, b: string, note?: string): Figure => {
    const found = share(whole, a, b)
    return { name, value: told(found), note: [interval(found), note ?? ''].join(' ') }
  }
  const { simNO, simLO, simNLO } = similarities(whole)
  const order = share(whole, 'ordered pairs right', 'ordered pairs')
  return [
    part('edges across works', 'across', 'drawn', 'goal ≤ 0.01'),
    { name: '', value: '' },
    { name: 'WHOLE RECORDS, MORE', value: '' },
    part('recall of recorded edges', 'basis recorded found', 'basis recorded'),
    part('recall of derived edges', 'basis derived found', 'basis derived'),
    ...(['recorded', 'strong', 'supported', 'related'] as const).map((name) =>
      part(
        `precision of class ${name}`,
        `class ${name} right`,
        `class ${name}`,
        `of ${sum(whole, `class ${name}`)}`,
      ),
    ),
    part('beginnings found', 'roots found', 'roots'),
    part('rounds without parent that are beginnings', 'roots found', 'parentless'),
    part('ancestor relation, precision', 'lines right', 'lines'),
    part('ancestor relation, recall', 'lines right', 'lines true'),
    { name: "Kendall's τ of claimed order", value: order ? (2 * order.value - 1).toFixed(3) : '–' },
    {
      name: 'rounds with exactly their pictures',
      value: told(share(whole, 'vertices right', 'vertices true')),
    },
    { name: 'SimNO / SimLO / SimNLO (F-scores)', value: [simNO, simLO, simNLO].map(short).join(' / ') },
    { name: 'edges within a round (not counted)', value: String(sum(whole, 'within')) },
  ]
}

const classes = ['recorded', 'strong', 'supported'] as const

/** Reliability: how far each class is from the frequency that was measured when thresholds were chosen, over all profiles. */
function calibration(results: Results): Figure[] {
  const kept = JSON.parse(readFileSync(frequenciesFile, 'utf8')) as Record<string, number>
  const all = Object.values(results).flat()
  const drawn = sum(all, 'drawn')
  let error = 0
  const rows = classes.map((name): Figure => {
    const [right, of] = [sum(all, `class ${name} right`), sum(all, `class ${name}`)]
    error += of === 0 ? 0 : (of / drawn) * Math.abs(right / of - (kept[name] ?? 0))
    return {
      name: `class ${name}`,
      value: of === 0 ? '–' : short(right / of),
      note: `of ${of}, at least ${short(lowerBound(right, of))} (95 %); when thresholds were chosen ${short(kept[name] ?? 0)}`,
    }
  })
  return [
    { name: '', value: '' },
    { name: 'RELIABILITY, ALL PROFILES', value: 'right' },
    ...rows,
    { name: 'expected calibration error', value: error.toFixed(3), note: 'goal ≤ 0.05' },
  ]
}

function keepFrequencies(results: Results): void {
  const all = Object.values(results).flat()
  const kept = classes.map((name) => {
    const value = sum(all, `class ${name} right`) / Math.max(1, sum(all, `class ${name}`))
    return [name, Number(value.toFixed(4))]
  })
  writeFileSync(frequenciesFile, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)
}

function profileRow(name: string, counts: readonly Counts[]): Figure {
  const errors = errorKinds.flatMap((kind) => {
    const count = sum(counts, `error ${kind}`)
    return count > 0 ? [`${kind} ${count}`] : []
  })
  const of = (a: string, b: string) => told(share(counts, a, b))
  return {
    name: `  ${name}`,
    value: `${of('right', 'drawn')} / ${of('found', 'children')}`,
    note: `${of('pairs right', 'pairs')} / ${of('pair found', 'children')}; ${errors.join(', ') || 'no error'} of ${sum(counts, 'drawn')}`,
  }
}

function told(found: Share | null): string {
  return found ? short(found.value) : '–'
}

function interval(found: Share | null): string {
  return found ? `[${short(found.low)}–${short(found.high)}]` : '[–]'
}

function short(value: number): string {
  return value.toFixed(3)
}
