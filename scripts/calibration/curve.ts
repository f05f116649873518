import { noParentWeights, weights } from '../../electron/core/process/reconstruction/calibration.ts'
import { dot, shares } from '../../electron/core/process/reconstruction/model.ts'
import { examplesOf } from './examples.ts'
import { loadHistories } from './load.ts'

/** `node scripts/calibration/curve.ts FOLDER...`: how often the best candidate of a share was right. */
const found: { share: number; right: boolean; ordered: boolean; barred: boolean }[] = []
for (const folder of process.argv.slice(2)) {
  for (const history of await loadHistories(folder)) {
    for (const { options, noParent, right, ordered, barred } of examplesOf(history)) {
      const all = shares([
        ...options.map((features) => dot(weights, features)),
        dot(noParentWeights, noParent),
      ])
      const best = all.slice(0, -1).reduce((top, share, i) => (share > (all[top] as number) ? i : top), 0)
      found.push({
        share: all[best] as number,
        right: right.includes(best),
        ordered,
        barred: barred[best] ?? false,
      })
    }
  }
}
for (const ordered of [true, false]) {
  const own = found.filter((each) => each.ordered === ordered && !each.barred)
  console.log(ordered ? 'ordered' : 'unordered', own.length)
  const edges = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995, 1.01]
  for (const [i, low] of edges.slice(0, -1).entries()) {
    const inside = own.filter(({ share }) => share >= low && share < (edges[i + 1] as number))
    const above = own.filter(({ share }) => share >= low)
    const rate = (list: typeof own): string =>
      list.length === 0 ? '-' : (list.filter(({ right }) => right).length / list.length).toFixed(3)
    console.log(`  ${low}: ${inside.length} ${rate(inside)}; from here ${above.length} ${rate(above)}`)
  }
}
