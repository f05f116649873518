/**
 * Reads damaged copies of real and made files and looks for anything that must not happen: an exception, a record that
 * breaks its schema, a place outside the file, more than two seconds, more than 512 MB.
 *
 *   node scripts/fuzz/metadata.ts [mutants] [first seed]
 *
 * A mutant is named by its file and seed, so that every finding can be repeated.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { readRecord } from '../../electron/core/metadata/metadata.ts'
import { FileRecord } from '../../shared/contract/record.ts'
import { madeFiles } from './made-files.ts'
import { mutate } from './mutate.ts'

const timeLimit = 2_000
const memoryLimit = 512 * 1024 * 1024

interface Sample {
  readonly name: string
  readonly bytes: Uint8Array
}

function samples(): Sample[] {
  const corpus = join(import.meta.dirname, '../../../shared/corpus')
  const real = existsSync(corpus) ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }) : []
  return [
    ...real
      .filter((name) => /\.\w{3,4}$/.test(name))
      .map((name) => ({ name, bytes: readFileSync(join(corpus, name)) })),
    ...Object.entries(madeFiles()).map(([name, bytes]) => ({ name, bytes })),
  ]
}

/** What is wrong with the record of one mutant, or undefined. */
async function problemOf(bytes: Uint8Array, name: string): Promise<string | undefined> {
  const before = performance.now()
  const memoryBefore = process.memoryUsage.rss()
  try {
    const record = await readRecord(bytes, { path: name })
    const parsed = FileRecord.safeParse(record)
    if (!parsed.success) return `schema: ${parsed.error.message.slice(0, 200)}`
    const outside = record.carriers.find(({ offset, length }) => offset + length > bytes.length)
    if (outside) return `outside the file: ${outside.kind}:${outside.key} ${outside.offset}+${outside.length}`
    const failed = record.warnings.find(({ code }) => code === 'reader-failed')
    if (failed) return `reader failed: ${failed.details?.reason}`
  } catch (error) {
    return `exception: ${error instanceof Error ? error.stack : String(error)}`
  }
  const elapsed = performance.now() - before
  if (elapsed > timeLimit) return `took ${Math.round(elapsed)} ms`
  const grown = process.memoryUsage.rss() - memoryBefore
  return grown > memoryLimit ? `memory grew by ${Math.round(grown / 1e6)} MB` : undefined
}

async function run(): Promise<void> {
  const { count, first } = workerData as { count: number; first: number }
  const all = samples()
  let slowest = { name: '', seed: 0, ms: 0 }
  let peak = 0
  for (let i = 0; i < count; i++) {
    const sample = all[i % all.length]
    if (!sample) break
    const seed = first + i
    parentPort?.postMessage({ at: `${sample.name} seed ${seed}` })
    // Native memory is given back between turns of the event loop, as it is between the files of an import.
    await new Promise(setImmediate)
    const bytes = mutate(sample.bytes, seed)
    const before = performance.now()
    const problem = await problemOf(bytes, sample.name)
    const ms = performance.now() - before
    peak = Math.max(peak, process.memoryUsage.rss())
    if (ms > slowest.ms) slowest = { name: sample.name, seed, ms }
    if (problem) parentPort?.postMessage({ problem: `${sample.name} seed ${seed}: ${problem}` })
  }
  parentPort?.postMessage({
    done: { count, files: all.length, slowest, peakMegabytes: Math.round(peak / 1e6) },
  })
}

function supervise(): void {
  const count = Number(process.argv[2] ?? 20_000)
  const first = Number(process.argv[3] ?? 1)
  const worker = new Worker(new URL(import.meta.url), { workerData: { count, first } })
  let at = ''
  let problems = 0
  let alarm = setTimeout(hang, 15_000)
  function hang() {
    console.error(`HANG ${at}`)
    process.exit(1)
  }
  worker.on('message', (message: { at?: string; problem?: string; done?: object }) => {
    clearTimeout(alarm)
    alarm = setTimeout(hang, 15_000)
    if (message.at) at = message.at
    if (message.problem) {
      problems++
      console.error(message.problem)
    }
    if (message.done) {
      clearTimeout(alarm)
      console.log(JSON.stringify({ ...message.done, problems }))
      process.exitCode = problems > 0 ? 1 : 0
    }
  })
  worker.on('error', (error) => {
    console.error(`CRASH ${at}: ${error.stack}`)
    process.exit(1)
  })
}

if (isMainThread) supervise()
else await run()
