import { parseObject } from '../exact-json.ts'
import { fooocusGeneration } from '../generators/fooocus.ts'
import { generator, type Reading } from '../generators/reading.ts'
import type { Statement } from '../statement.ts'
import { maxRows, rowCutter } from './rows.ts'

/**
 * Fooocus's `log.html` (`modules/private_logger.py`): a `div` a picture, with a table of labels and values and, in later
 * versions, a button that holds the record as URL-encoded JSON.
 */
export function readFooocusLog(file: Statement): readonly Reading[] {
  const text = file.text ?? ''
  if (!text.includes('Fooocus Log ')) return []
  const cut = rowCutter(file)
  const starts = [...text.matchAll(/<div id="([^"]{1,300})"(?: class="image-container")?>/g)].slice(
    0,
    maxRows,
  )
  return starts.flatMap((match, i): Reading[] => {
    const from = match.index
    const to = starts[i + 1]?.index ?? text.length
    const block = text.slice(from, to)
    const record = encodedRecord(block) ?? tableRecord(block)
    if (!record) return []
    const statement = cut(from, to, String(i + 1))
    const name = nameIn(block)
    const generation = { ...(name ? { file: name } : {}), ...fooocusGeneration(record) }
    return [{ statement, generator: generator('fooocus'), generations: [generation], claims: [file] }]
  })
}

function nameIn(block: string): string | undefined {
  const name = /<img src=["']([^"']{1,300})["']/.exec(block)?.[1]
  return name?.replace(/^.*[\\/]/, '')
}

function encodedRecord(block: string): ReturnType<typeof parseObject> {
  const encoded = /to_clipboard\('([^']*)'\)/.exec(block)?.[1]
  if (encoded === undefined) return undefined
  try {
    return parseObject(decodeURIComponent(encoded))
  } catch {
    // A broken percent sequence: the table beside it says the same.
    return undefined
  }
}

function tableRecord(block: string): ReturnType<typeof parseObject> {
  const record: Record<string, string> = {}
  const cells = /<td class='(?:key|label)'>([\s\S]*?)<\/td>\s*<td class='value'>([\s\S]*?)<\/td>/g
  for (const match of block.matchAll(cells)) record[plain(match[1])] = plain(match[2])
  for (const match of block.matchAll(/(?:<p>|, )([A-Z][\w .-]{1,40}): <b>([\s\S]*?)<\/b>/g)) {
    record[plain(match[1])] ??= plain(match[2])
  }
  return Object.keys(record).length > 0 ? record : undefined
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
  '#x27': "'",
}

function plain(html: string | undefined): string {
  const broken = (html ?? '').replace(/<br\s*\/?>/gi, '\n')
  return broken.replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, name: string) => entities[name] ?? '').trim()
}
