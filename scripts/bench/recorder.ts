import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBenchCore } from './core.ts'
import { type Figure, seconds } from './measure.ts'

const entry = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))
/** How long the dropping takes, whatever the number of files. */
const span = 10_000

/**
 * A recorder in a process of its own, while pictures of 1 MB are dropped into its folder over ten seconds; then the
 * same with a `kill -9` half way. Fails where a file is missed or sealed twice.
 */
export async function recorderBench(from: string, files: number, place: string): Promise<Figure[]> {
  const calm = await run(from, files, join(place, 'calm'), false)
  const killed = await run(from, files, join(place, 'killed'), true)
  const note = `${files} files of 1 MB dropped in ${(calm.dropped / 1000).toFixed(1)} s; none missed, none twice`
  return [
    { name: 'recorder: from the last file until all are sealed', value: seconds(calm.rest / 1000), note },
    { name: 'recorder: longest from sight to sealed', value: seconds(calm.slowest / 1000) },
    {
      name: 'the same, killed (-9) half way and started again',
      value: seconds(killed.rest / 1000),
      note: `${killed.caughtUp} of them caught up; none missed, none twice`,
    },
  ]
}

async function run(from: string, files: number, place: string, isKilled: boolean) {
  const folder = join(place, 'outputs')
  const vault = join(place, 'vault')
  mkdirSync(folder, { recursive: true })
  const core = openBenchCore(vault)
  const { id } = await core.call('cases.create', { title: 'bench' })
  let program = await begin(folder, vault, id)

  const names = readdirSync(from).slice(0, files)
  const started = performance.now()
  for (const [index, name] of names.entries()) {
    const early = started + (index * span) / files - performance.now()
    if (early > 1) await pause(early)
    await copyFile(join(from, name), join(folder, name))
    if (isKilled && index === Math.floor(files / 2)) {
      program.kill('SIGKILL')
      await once(program, 'exit')
      program = await begin(folder, vault, id)
    }
  }
  const last = performance.now()
  for (;;) {
    const { recorders } = await core.call('recorders.list', {})
    if ((recorders[0]?.sealed ?? 0) >= files) break
    if (performance.now() - last > 120_000)
      throw new Error('the recorder did not seal everything in two minutes')
    await pause(50)
  }
  const rest = performance.now() - last
  program.kill('SIGINT')
  await once(program, 'exit')

  const seen = new Map<string, number>()
  let slowest = 0
  let caughtUp = 0
  for (let offset = 0; ; offset += 1_000) {
    const { items } = await core.call('items.list', { case: id, offset, limit: 1_000 })
    if (items.length === 0) break
    for (const { name, arrival } of items) {
      seen.set(name, (seen.get(name) ?? 0) + 1)
      if (!arrival) continue
      slowest = Math.max(slowest, Date.parse(arrival.sealedAt) - Date.parse(arrival.seenAt))
      if (arrival.catchUp) caughtUp += 1
    }
  }
  await core.close()
  const missed = names.filter((name) => !seen.has(name)).length
  const twice = [...seen.values()].filter((count) => count > 1).length
  if (missed > 0 || twice > 0)
    throw new Error(`the recorder missed ${missed} files and sealed ${twice} twice`)
  rmSync(place, { recursive: true })
  return { dropped: last - started, rest, slowest, caughtUp }
}

async function begin(folder: string, vault: string, caseId: number): Promise<ChildProcess> {
  const args = [entry, 'record', 'start', folder, '--case', String(caseId), '--vault', vault, '--ndjson']
  const program = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(program.stdout, 'data')
  program.stdout.resume()
  return program
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
