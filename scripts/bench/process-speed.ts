import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Figure, seconds } from './measure.ts'

const sizes = [1000, 10_000, 50_000]

interface Taken {
  readonly took: number
  /** Bytes that the process grew by while it reconstructed. */
  readonly more: number
  /** Bytes of the whole process at its largest, the library and its making included. */
  readonly peak: number
  readonly rounds: number
  readonly edges: number
}

/** Reconstruction alone, once everything is imported: seconds and memory, each size in a process of its own. */
export function processSpeedBench(): Figure[] {
  const taken = sizes.map(run)
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  return taken.flatMap(({ took, more, peak, rounds, edges }, index) => {
    const size = sizes[index] ?? 0
    const smaller = taken[index - 1]
    const growth = smaller ? took / smaller.took : null
    return [
      {
        name: `reconstruction of ${size} pictures, ${rounds} rounds`,
        value: seconds(took),
        note: [`${edges} edges`, ...(size === 10_000 ? ['goal: under 10 s'] : [])].join('; '),
      },
      { name: '  memory: grew by / whole process', value: `${megabytes(more)} / ${megabytes(peak)}` },
      ...(growth === null
        ? []
        : [
            {
              name: `  times longer than ${sizes[index - 1]}`,
              value: growth.toFixed(1),
              note: `linear would be ${size / (sizes[index - 1] ?? 1)}`,
            },
          ]),
    ]
  })
}

function run(pictures: number): Taken {
  const script = fileURLToPath(new URL('./process/speed-run.ts', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', script, String(pictures)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Taken
}
