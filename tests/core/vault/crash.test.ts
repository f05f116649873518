import { spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { png } from '../../pictures.ts'

const cli = fileURLToPath(new URL('../../../electron/cli/main.ts', import.meta.url))
const files = 500

it('an import that is killed again and again leaves a clean vault, and running it once more completes it', async () => {
  const folder = temporaryFolder()
  for (let n = 0; n < files; n += 1) writeFileSync(join(folder, `${n}.png`), png({ seed: n, width: 50 + n }))
  const directory = temporaryFolder()
  const first = testCore(directory)
  const { id } = await first.call('cases.create', { title: '山风过处' })
  await first.close()

  let killed = 0
  for (const reached of [1, 60, 180, 300]) {
    const code = await killWhen(
      () => objectsIn(directory) >= reached,
      ['import', folder, '--case', String(id), '--vault', directory],
    )
    if (code === null) killed += 1
    const core = testCore(directory)
    const { jobs } = await core.call('jobs.list', {})
    expect(jobs.filter((job) => job.state === 'running' || job.state === 'queued')).toEqual([])
    expect(readdirSync(join(directory, 'objects', 'tmp'))).toEqual([])
    const verified = await whenEnded(core, await core.call('vaults.verify', {}))
    expect(verified.result).toMatchObject({ ok: true, problems: [] })
    await core.close()
  }
  expect(killed).toBeGreaterThan(0)

  const core = testCore(directory)
  const { job } = await importInto(core, id, [folder])
  expect(job.state).toBe('done')
  const { total, items } = await core.call('items.list', { case: id, limit: 1000 })
  expect(total).toBe(files)
  expect(new Set(items.map((item) => item.sha256)).size).toBe(files)
  const verified = await whenEnded(core, await core.call('vaults.verify', {}))
  expect(verified.result).toEqual({ ok: true, checked: files, problems: [] })
})

function objectsIn(directory: string): number {
  const folder = join(directory, 'objects')
  return readdirSync(folder)
    .filter((shard) => /^[0-9a-f]{2}$/.test(shard))
    .reduce((sum, shard) => sum + readdirSync(join(folder, shard)).length, 0)
}

/** Resolves with the exit status, or null when the kill came first. */
function killWhen(isTime: () => boolean, args: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: 'ignore' })
    const watch = setInterval(() => isTime() && child.kill('SIGKILL'), 3)
    child.on('exit', (code) => {
      clearInterval(watch)
      resolve(code)
    })
  })
}
