import { isCommand, parseDream } from '../generators/dream.ts'
import { generator, type Reading } from '../generators/reading.ts'
import type { Statement } from '../statement.ts'
import { maxRows, rowCutter } from './rows.ts'

const plainLine = /^(\S.*?\.(?:png|jpe?g|webp)): (.+)$/i
const heading = /^## (.+\.(?:png|jpe?g|webp))$/i

/**
 * InvokeAI's logs (`ldm/invoke/log.py`): `path: prompt -s 50 …` a line, or in Markdown a heading, the picture, an empty
 * line and the prompt. Commands such as `!fix` are kept without a prompt of their own.
 */
export function readInvokeLog(file: Statement): readonly Reading[] {
  const text = file.text ?? ''
  const cut = rowCutter(file)
  const readings: Reading[] = []
  let titled: { name: string; from: number } | undefined
  let at = 0
  for (const line of text.split('\n').slice(0, maxRows)) {
    const content = line.replace(/\r$/, '')
    const plain = titled ? null : plainLine.exec(content)
    const title = heading.exec(content)
    if (title) titled = { name: title[1] ?? '', from: at }
    else if (plain) add(plain[1] ?? '', plain[2] ?? '', at, at + content.length)
    else if (titled && content.trim() !== '' && !content.startsWith('![')) {
      add(titled.name, content, titled.from, at + content.length)
      titled = undefined
    }
    at += line.length + 1
  }
  return readings

  function add(path: string, command: string, from: number, to: number): void {
    const generation = isCommand(command) ? commandOn(command) : parseDream(command)
    if (!generation) return
    const statement = cut(from, to, String(readings.length + 1))
    const generations = [{ file: path.replace(/^.*[\\/]/, ''), ...generation }]
    readings.push({ statement, generator: generator('invokeai'), generations, claims: [file] })
  }
}

/** What a command was given: its options as parameters, and the seed if it names one. */
function commandOn(command: string): ReturnType<typeof parseDream> {
  const name = /^\s*!(\w+)/.exec(command)?.[1] ?? ''
  const seed = /\s-S\s*(\d+)/.exec(command)?.[1]
  return { ...(seed ? { seed } : {}), parameters: { command: `!${name}`, text: command.trim() } }
}
