import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Figure, middle, seconds, timeCommand } from './measure.ts'

const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))

/** `inspect` of a folder, digests included, against `exiftool -json -r`. Goal: at least three times as fast. */
export async function inspectBench(folder: string, files: number): Promise<Figure[]> {
  const ours = await middle(
    3,
    () => timeCommand(process.execPath, [cli, 'inspect', folder, '--ndjson']) ?? Number.NaN,
  )
  const headers = await middle(
    3,
    () => timeCommand(process.execPath, [cli, 'inspect', folder, '--ndjson', '--no-pixels']) ?? Number.NaN,
  )
  const bare = await middle(
    3,
    () =>
      timeCommand(process.execPath, [cli, 'inspect', folder, '--ndjson', '--no-pixels', '--no-digest']) ??
      Number.NaN,
  )
  const digests = await middle(3, () => {
    const started = performance.now()
    for (const name of readdirSync(folder)) hash('sha256', readFileSync(join(folder, name)))
    return (performance.now() - started) / 1000
  })
  const peer = timeCommand('exiftool', ['-json', '-r', folder])
  return [
    { name: `inspect, ${files} files, with digests and pixels`, value: seconds(ours) },
    { name: `inspect --no-pixels, ${files} files, with digests`, value: seconds(headers) },
    { name: 'inspect --no-pixels --no-digest', value: seconds(bare) },
    { name: 'reading and hashing alone, one thread', value: seconds(digests) },
    peer === null
      ? { name: 'exiftool -json -r', value: 'not here', note: 'install it to compare' }
      : { name: 'exiftool -json -r', value: seconds(peer) },
    ...(peer === null
      ? []
      : [
          { name: 'exiftool / inspect', value: (peer / ours).toFixed(2), note: 'goal: at least 3' },
          { name: 'exiftool / inspect without digests', value: (peer / bare).toFixed(2) },
          { name: 'share of the digests in inspect', value: `${Math.round(100 * (1 - bare / headers))} %` },
        ]),
  ]
}
