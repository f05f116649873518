import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { accuracyBench } from './accuracy.ts'
import { archiveBench } from './archive.ts'
import { corpusBench } from './corpus.ts'
import { dossierBench } from './dossier.ts'
import { makeFolder } from './folder.ts'
import { importBench } from './import.ts'
import { inspectBench } from './inspect.ts'
import { ledgerBench } from './ledger.ts'
import type { Figure } from './measure.ts'
import { pageBench } from './page.ts'
import { processBench } from './process.ts'
import { processSpeedBench } from './process-speed.ts'
import { recorderBench } from './recorder.ts'
import { searchBench } from './search.ts'
import { verifyBench } from './verify.ts'

/**
 * `npm run bench [-- NAME…]`: the product's figures beside the machine's own limits, in one run. Names: import,
 * inspect, verify, recorder, archive, accuracy, corpus, dossier, search, ledger, page, process, process-speed.
 * `--files N` sets the size of the folder (default 2,000), `--side N` that of its pictures (590 pixels are 1 MB, 70 are
 * 15 kB); the options of `process` stand in process.ts.
 */
const firstOption = process.argv.findIndex((word) => word.startsWith('--'))
const names = process.argv.slice(2, firstOption < 0 ? undefined : firstOption)
function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  return at > 0 ? Number(process.argv[at + 1]) : otherwise
}
const files = option('--files', 2000)
const wanted = (name: string) => names.length === 0 || names.includes(name)

const place = mkdtempSync(join(tmpdir(), 'zuozheng-bench-'))
try {
  print([
    { name: 'processor', value: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}` },
    { name: 'memory', value: `${(totalmem() / 1e9).toFixed(1)} GB` },
    { name: 'node', value: process.version },
  ])
  if (['import', 'inspect', 'verify', 'recorder', 'archive'].some(wanted)) {
    const folder = join(place, 'pictures')
    makeFolder(folder, files, option('--side', 590))
    if (wanted('import')) print(await importBench(folder, files, place))
    if (wanted('inspect')) print(await inspectBench(folder, files))
    if (wanted('verify')) print(await verifyBench(folder, files, place))
    if (wanted('recorder')) print(await recorderBench(folder, files, place))
    if (wanted('archive')) print(await archiveBench(folder, files, place))
  }
  if (wanted('accuracy')) print(await accuracyBench())
  if (wanted('corpus')) print(await corpusBench(place))
  if (wanted('dossier')) print(await dossierBench(place))
  if (wanted('ledger')) print(await ledgerBench(place))
  if (wanted('search')) print(await searchBench(place))
  if (wanted('page')) print(await pageBench(place))
  if (wanted('process')) print(await processBench(place, process.argv))
  if (wanted('process-speed')) print(processSpeedBench())
} finally {
  rmSync(place, { recursive: true, force: true })
}

function print(figures: readonly Figure[]): void {
  for (const { name, value, note } of figures) {
    process.stdout.write(`${name.padEnd(46)} ${value.padStart(14)}${note ? `  ${note}` : ''}\n`)
  }
  process.stdout.write('\n')
}
