import type { Generation } from '../../../../shared/contract/record.ts'
import { asSeed } from '../exact-json.ts'
import type { Statement } from '../statement.ts'
import { generator, present, type Reading } from './reading.ts'

const job = /^([\s\S]*?)\s*Job ID: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$/i

/** Midjourney: PNG `Description` (or EXIF ImageDescription) with the prompt, its parameters and the job's number. */
export function readMidjourney(statements: readonly Statement[]): readonly Reading[] {
  return statements.flatMap((statement): Reading[] => {
    if (statement.damaged || !/^(Description|ImageDescription)$/.test(statement.key)) return []
    const match = job.exec(statement.text ?? '')
    if (!match) return []
    return [
      {
        statement,
        generator: generator('midjourney'),
        generations: [generationOf(match[1] ?? '', match[2] ?? '')],
      },
    ]
  })
}

function generationOf(text: string, jobId: string): Generation {
  const at = text.search(/(^|\s)--[a-z]/i)
  const options = at < 0 ? '' : text.slice(at)
  const parameters: Record<string, string> = { 'Job ID': jobId }
  if (options) parameters['full prompt'] = text
  for (const match of options.matchAll(/(?:^|\s)--([a-z]+)((?:\s+(?!--[a-z])\S+)*)/gi)) {
    parameters[`--${match[1]}`] = (match[2] ?? '').trim()
  }
  return present({
    prompt: (at < 0 ? text : text.slice(0, at)).trim(),
    seed: asSeed(parameters['--seed']),
    parameters,
  })
}
