import { reconstruct } from '../../../electron/core/process/reconstruction/reconstruct.ts'
import { libraryOf } from './library.ts'

/** Reconstructs a library of so many pictures, three times; prints what it took. Run with `--expose-gc`. */
const pictures = Number(process.argv[2])
const library = await libraryOf(pictures)
globalThis.gc?.()
const before = process.memoryUsage().rss
const times: number[] = []
let rounds = 0
let edges = 0
for (let run = 0; run < 3; run += 1) {
  const started = performance.now()
  const found = reconstruct(library)
  times.push((performance.now() - started) / 1000)
  rounds = found.rounds.length
  edges = found.edges.length
}
times.sort((a, b) => a - b)
process.stdout.write(
  JSON.stringify({
    took: times[1],
    more: process.memoryUsage().rss - before,
    peak: process.resourceUsage().maxRSS * 1024,
    rounds,
    edges,
  }),
)
