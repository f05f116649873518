import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRecord } from '../../../electron/core/metadata/metadata.ts'
import { compare, type Expected } from './expected.ts'

const corpus = join(import.meta.dirname, '../../../../shared/corpus')
const present = existsSync(join(corpus, 'expected.json'))
if (!present) console.log('The corpus of real files is not beside the checkout: its comparison was not run.')

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
      if (verdict === 'wrong') wrong.push(`${name} ${field}: ${JSON.stringify(found)}`)
      else if (verdict === 'missing') missing.push(`${name} ${field}`)
      else exact++
    }
  }
  console.log(`Corpus: ${exact} fields exact, ${missing.length} missing, ${wrong.length} wrong`)
  expect(wrong).toEqual([])
  expect(exact).toBeGreaterThan(900)
})
