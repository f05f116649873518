import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRecord } from '../../electron/core/metadata/metadata.ts'
import { compare, type Expected } from '../../tests/core/metadata/expected.ts'
import { root } from '../sources.ts'
import type { Figure } from './measure.ts'

export const corpus = join(root, '../shared/corpus')

/** What is read of real files by many generators, field by field, against what is known of them. Wrong must be 0. */
export async function accuracyBench(): Promise<Figure[]> {
  if (!existsSync(join(corpus, 'expected.json'))) {
    return [{ name: 'accuracy', value: 'not run', note: 'the corpus is not beside the checkout' }]
  }
  const { cases } = JSON.parse(readFileSync(join(corpus, 'expected.json'), 'utf8')) as {
    cases: Record<string, Expected>
  }
  const counts = new Map<string, { exact: number; missing: number; wrong: number }>()
  for (const [name, expected] of Object.entries(cases)) {
    const record = await readRecord(readFileSync(join(corpus, name)), { path: name })
    for (const { field, verdict } of compare(expected, record)) {
      const count = counts.get(field) ?? { exact: 0, missing: 0, wrong: 0 }
      count[verdict] += 1
      counts.set(field, count)
    }
  }
  return [
    { name: `accuracy over ${Object.keys(cases).length} files`, value: 'exact/miss/wrong' },
    ...[...counts].map(([field, { exact, missing, wrong }]) => ({
      name: `  ${field}`,
      value: `${exact} / ${missing} / ${wrong}`,
    })),
  ]
}
