import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeHistory } from '../../../scripts/histories/main.ts'
import { makeHistory } from '../../../scripts/histories/make.ts'
import { importInto, temporaryFolder, testCore } from '../../open-core.ts'

test('rows of the generator’s own database put pictures in order that nothing else orders', async () => {
  const made = makeHistory({ set: 'fit', number: 4, seed: 3, works: 3 })
  const folder = writeHistory(made, temporaryFolder())
  const core = testCore()
  const { id } = await core.call('cases.create', { title: 'rows' })
  const paths = ['outputs', 'databases'].map((name) => join(folder, 'files', name))
  const { outcomes } = await importInto(core, id, paths, 'process')
  const last = made.entries.filter(({ kind }) => kind === 'original').at(-1)?.path ?? ''
  const final = outcomes.find(({ path }) => path.replaceAll('\\', '/').endsWith(last))
  await core.call('works.set', { case: id, item: final?.itemId ?? 0, final: true, title: 'rows' })
  const { witnesses, rounds } = await core.call('processes.get', { case: id })
  expect(witnesses.filter(({ basis }) => basis === 'log-row')).toMatchObject([{ trusted: true }])
  expect(rounds.filter(({ orderBasis }) => orderBasis === 'log-row').length).toBeGreaterThan(
    rounds.length / 2,
  )
})
