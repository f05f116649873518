import { spawnSync } from 'node:child_process'

export interface Figure {
  readonly name: string
  readonly value: string
  readonly note?: string
}

export function seconds(value: number): string {
  return `${value.toFixed(2)} s`
}

/** Seconds that a command took, or null where the command is not on this machine. */
export function timeCommand(command: string, args: readonly string[]): number | null {
  const started = performance.now()
  const { error, status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'] })
  if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') return null
  if (status === null) throw new Error(`${command} did not end by itself`)
  return (performance.now() - started) / 1000
}

/** The middle of an odd number of runs. */
export async function middle(
  runs: number,
  run: (index: number) => Promise<number> | number,
): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < runs; index += 1) times.push(await run(index))
  times.sort((a, b) => a - b)
  return times[Math.floor(runs / 2)] ?? Number.NaN
}
