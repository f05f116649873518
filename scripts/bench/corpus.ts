import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { corpus } from './accuracy.ts'
import { type Figure, middle, seconds, timeCommand } from './measure.ts'

const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url))
const files = 5000

/**
 * `inspect` of the corpus repeated to 5,000 files, beside `exiftool -json -r` and one plain reading of the same bytes.
 * Goals: header-only under 1 s a thousand files, with the search of the pixels under 5 s.
 */
export async function corpusBench(place: string): Promise<Figure[]> {
  if (!existsSync(corpus))
    return [{ name: 'corpus', value: 'not run', note: 'it is not beside the checkout' }]
  const folder = join(place, 'corpus')
  mkdirSync(folder, { recursive: true })
  const pictures = readdirSync(corpus).filter((name) => /^s\d/.test(name))
  for (let n = 0; n < files; n += 1) {
    const name = pictures[n % pictures.length] ?? ''
    cpSync(join(corpus, name), join(folder, `${String(n).padStart(5, '0')}${extname(name)}`))
  }
  const inspect = (...options: string[]) =>
    middle(
      3,
      () => timeCommand(process.execPath, [cli, 'inspect', folder, '--ndjson', ...options]) ?? Number.NaN,
    )
  const plain = await middle(3, () => {
    const started = performance.now()
    for (const name of readdirSync(folder)) readFileSync(join(folder, name))
    return (performance.now() - started) / 1000
  })
  const headers = await inspect('--no-pixels', '--no-digest')
  const pixels = await inspect('--no-digest')
  const whole = await inspect()
  const peer = timeCommand('exiftool', ['-json', '-r', folder])
  const thousand = (value: number) => seconds(value / (files / 1000))
  return [
    { name: `plain reading of ${files} files`, value: seconds(plain) },
    { name: 'header-only, a thousand files', value: thousand(headers), note: 'goal: under 1 s' },
    {
      name: 'with pixels and credentials, a thousand files',
      value: thousand(pixels),
      note: 'goal: under 5 s',
    },
    { name: `inspect of ${files} files with everything`, value: seconds(whole) },
    { name: `exiftool -json -r of ${files} files`, value: peer === null ? 'not here' : seconds(peer) },
  ]
}
