import { reconstruct } from '../../electron/core/process/reconstruction/reconstruct.ts'
import { loadHistories } from './load.ts'
import { bcubed, score } from './score.ts'

/** `node scripts/calibration/look.ts FOLDER...`: how the reconstruction does on histories with known truth. */
const percent = (part: number, all: number): string => (all === 0 ? '-' : ((100 * part) / all).toFixed(1))

for (const folder of process.argv.slice(2)) {
  const total = {
    asked: 0,
    found: 0,
    undirected: 0,
    precision: 0,
    recall: 0,
    across: 0,
    edges: 0,
    histories: 0,
    rounds: 0,
    true: 0,
  }
  const byClass = new Map<string, { right: number; undirected: number; all: number }>()
  const wrong = new Map<string, number>()
  for (const history of await loadHistories(folder)) {
    const result = reconstruct(history.pictures)
    const found = score(history, result)
    const works = bcubed(history, result)
    total.asked += found.asked
    total.found += found.found
    total.undirected += found.foundUndirected
    total.precision += works.precision
    total.recall += works.recall
    total.across += works.across
    total.edges += result.edges.length
    total.histories += 1
    total.rounds += result.rounds.length
    total.true += history.truth.rounds.length
    for (const edge of found.edges) {
      const known = byClass.get(edge.class) ?? { right: 0, undirected: 0, all: 0 }
      byClass.set(edge.class, {
        right: known.right + Number(edge.right),
        undirected: known.undirected + Number(edge.undirected),
        all: known.all + 1,
      })
      if (edge.wrong)
        wrong.set(`${edge.class} ${edge.wrong}`, (wrong.get(`${edge.class} ${edge.wrong}`) ?? 0) + 1)
    }
  }
  const directed = [...byClass].filter(([name]) => name !== 'related').map(([, counts]) => counts)
  const right = directed.reduce((sum, { right }) => sum + right, 0)
  const all = directed.reduce((sum, { all }) => sum + all, 0)
  console.log(
    `${folder}: rounds ${total.rounds} (true ${total.true}), directed ${percent(right, all)} % right of ${all}, recall ${percent(total.found, total.asked)} % of ${total.asked}; undirected recall ${percent(total.undirected, total.asked)} %`,
  )
  for (const [name, counts] of [...byClass].sort()) {
    console.log(
      `  ${name}: ${percent(counts.right, counts.all)} % of ${counts.all} (undirected ${percent(counts.undirected, counts.all)} %), share of asked ${percent(counts.right, total.asked)}`,
    )
  }
  console.log(
    `  works: B-cubed ${percent(total.precision, total.histories)} / ${percent(total.recall, total.histories)}, across ${percent(total.across, total.edges)} %`,
  )
  console.log(
    `  wrong: ${[...wrong]
      .map(([kind, count]) => `${kind} ${count}`)
      .sort()
      .join(', ')}`,
  )
}
