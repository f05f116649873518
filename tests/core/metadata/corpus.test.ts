import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRecord } from '../../../electron/core/metadata/metadata.ts'
import { compare, type Expected } from './expected.ts'

const corpus = join(import.meta.dirname, '../../../../shared/corpus')
const present = existsSync(join(corpus, 'expected.json'))
if (!present) console.log('The corpus of real files is not beside the checkout: its comparison was not run.')

/**
 * Where the bytes say something else than the case: s038's store holds two manifests, and the case lists the actions of
 * the ingredient alone; s064's sampler is guided by a BasicGuider, which has no negative side at all.
 */
const explained = new Set(['s038.jpg c2pa.actions', 's064.png negative_prompt'])

test.runIf(present)('no file of the corpus is read wrongly, and what is missing is known', async () => {
  const { cases } = JSON.parse(readFileSync(join(corpus, 'expected.json'), 'utf8')) as {
    cases: Record<string, Expected>
  }
  const wrong: string[] = []
  const missing: string[] = []
  let exact = 0
  for (const [name, expected] of Object.entries(cases)) {
    const record = await readRecord(readFileSync(join(corpus, name)), { path: name })
    for (const { verdict, field, found } of compare(expected, record)) {
      if (verdict === 'exact') exact++
      else if (explained.has(`${name} ${field}`)) continue
      else if (verdict === 'wrong') wrong.push(`${name} ${field}: ${JSON.stringify(found)}`)
      else missing.push(`${name} ${field}`)
    }
  }
  console.log(`Corpus: ${exact} fields exact, ${missing.length} missing, ${wrong.length} wrong`)
  expect(wrong).toEqual([])
  expect(missing).toEqual([])
  expect(exact).toBeGreaterThan(900)
})

test.runIf(present)('the logs, workflows and sidecars of the corpus are read row by row', async () => {
  const { sidecars } = JSON.parse(readFileSync(join(corpus, 'expected.json'), 'utf8')) as {
    sidecars: Record<string, Expected>
  }
  const faults: string[] = []
  for (const [name, expected] of Object.entries(sidecars)) {
    const record = await readRecord(readFileSync(join(corpus, name)), { path: name })
    for (const row of (expected.rows as Expected[] | undefined) ?? [expected]) {
      const generations = record.generations.filter(({ file = '' }) =>
        row.filename ? file === row.filename : file.startsWith(String(row.filename_starts ?? '')),
      )
      for (const { verdict, field, found } of compare(row, { ...record, generations })) {
        if (verdict !== 'exact') faults.push(`${name} ${field}: ${JSON.stringify(found)}`)
      }
    }
  }
  expect(faults).toEqual([])
})
