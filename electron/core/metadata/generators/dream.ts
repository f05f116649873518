import type { Generation } from '../../../../shared/contract/record.ts'
import { asCount, asNumber, asSeed } from '../exact-json.ts'
import { present } from './reading.ts'

/** Options of the `dream>` command line of InvokeAI 1 and 2 that have a field of their own. */
const options: Readonly<Record<string, keyof Generation>> = {
  s: 'steps',
  S: 'seed',
  W: 'width',
  H: 'height',
  C: 'cfgScale',
  A: 'sampler',
  f: 'denoisingStrength',
}
/** An option: a letter with its value at once (`-s50`), or any name with the value after a space. */
const optionPattern = /\s(?:-([sSWHCAnfIGUVvM])\s*(?=[\w"./-])|(--?[A-Za-z_][\w-]*)[\s=]?)/g

/** `!fix …`, `!mask …` and the like work on a picture that is there already: no generation. */
export const isCommand = (text: string): boolean => /^\s*!/.test(text)

/**
 * A command line such as `"prompt [negative]" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_lms`, quoted or not, with or
 * without spaces. Undefined when no option shows that it is one.
 */
export function parseDream(text: string): Generation | undefined {
  const { prompt, rest } = splitPrompt(text.trim())
  const found = optionsIn(rest)
  if (prompt === undefined || found.size === 0) return undefined
  const value = (field: keyof Generation) => found.get(letterOf(field))
  const parameters = [...found].filter(([name]) => options[name] === undefined)
  const negative = [...prompt.matchAll(/\[([^[\]]*)\]/g)].map((match) => (match[1] ?? '').trim())
  return present({
    prompt,
    negativePrompt: negative.length > 0 ? negative.join(', ') : undefined,
    sampler: value('sampler'),
    steps: asCount(value('steps')),
    cfgScale: asNumber(value('cfgScale')),
    seed: asSeed(value('seed')),
    width: asCount(value('width')),
    height: asCount(value('height')),
    denoisingStrength: asNumber(value('denoisingStrength')),
    parameters:
      parameters.length > 0
        ? Object.fromEntries(
            parameters.map(([name, text]) => [name.startsWith('-') ? name : `-${name}`, text]),
          )
        : undefined,
  })
}

const letterOf = (field: keyof Generation): string =>
  Object.entries(options).find(([, name]) => name === field)?.[0] ?? ''

function splitPrompt(text: string): { prompt?: string; rest: string } {
  const quote = text[0]
  if (quote === '"' || quote === "'") {
    for (let i = 1; i < text.length; i++) {
      if (text[i] === '\\') i++
      else if (text[i] === quote)
        return { prompt: text.slice(1, i).replace(/\\(["'\\])/g, '$1'), rest: text.slice(i + 1) }
    }
  }
  const at = text.search(/\s-(?:[sSWHCA]\s*[\d.k]|[sSWHCA]\s*[a-z_]+\b|-)/)
  return at < 0 ? { rest: text } : { prompt: text.slice(0, at).trim(), rest: text.slice(at) }
}

function optionsIn(rest: string): Map<string, string> {
  const matches = [...` ${rest}`.matchAll(optionPattern)]
  const found = new Map<string, string>()
  for (const [i, match] of matches.entries()) {
    const from = match.index + match[0].length
    const value = ` ${rest}`.slice(from, matches[i + 1]?.index).trim()
    const name = match[1] ?? match[2] ?? ''
    if (!found.has(name)) found.set(name, value)
  }
  return found
}
