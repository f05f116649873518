import { parseArgs } from 'node:util'
import { type Command, commands } from './commands.ts'
import { nearest } from './near-miss.ts'
import { generalOptions, isOption, type OptionName, optionKinds } from './options.ts'
import type { Format } from './output.ts'
import { UsageError } from './usage-error.ts'

/** A call, read and checked: which command, with which words and options. */
export interface Arguments {
  readonly words: readonly string[]
  readonly has: (name: OptionName) => boolean
  readonly text: (name: OptionName) => string | undefined
  readonly texts: (name: OptionName) => readonly string[]
  /** The text of an option that the command cannot do without. */
  readonly required: (name: OptionName) => string
}

export interface Call {
  /** Undefined where only help or the version is asked for, or nothing at all. */
  readonly command: Command | undefined
  readonly arguments: Arguments
}

const parseOptions = Object.fromEntries(
  Object.entries(optionKinds).map(([name, kind]) => [
    name,
    { type: kind === 'flag' ? 'boolean' : 'string', multiple: kind === 'texts' } as const,
  ]),
)

/**
 * Reads a command line. Throws a `UsageError` that names the option or word that is wrong; a near miss is
 * refused by name, never taken for what it looks like.
 */
export function readArguments(argv: readonly string[]): Call {
  const { tokens } = parseArgs({
    args: [...argv],
    options: { ...parseOptions, h: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words: string[] = []
  const given = new Map<OptionName, string[]>()
  const unknown: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const name = token.rawName === '-h' ? 'help' : token.name
    if (!isOption(name) || !(token.rawName.startsWith('--') || token.rawName === '-h')) {
      unknown.push(token.rawName)
      continue
    }
    given.set(name, [...(given.get(name) ?? []), readValue(name, token.value, token.inlineValue)])
    if (optionKinds[name] !== 'texts' && given.get(name)?.length !== 1) {
      throw new UsageError('optionTwice', { option: `--${name}` })
    }
  }
  // First, because the value of a misspelt option looks like a word of the command.
  for (const raw of unknown) {
    const near = nearest(raw.replace(/^-+/, ''), Object.keys(optionKinds))
    throw near
      ? new UsageError('optionNearMiss', { option: raw, near: `--${near}` })
      : new UsageError('optionUnknown', { option: raw })
  }
  const { command, rest } = findCommand(words)
  const known: readonly string[] = command ? [...generalOptions, ...command.options] : generalOptions
  const foreign = [...given.keys()].find((name) => !known.includes(name))
  if (foreign !== undefined) {
    throw new UsageError('optionUnknown', { option: `--${foreign}`, command: command?.name ?? '' })
  }
  if (given.has('json') && given.has('ndjson')) {
    throw new UsageError('optionsExclude', { one: '--json', other: '--ndjson' })
  }
  return { command, arguments: argumentsOf(rest, given) }
}

/** The language and format asked for, read without judging the rest, so that even a wrong call is answered in them. */
export function peek(argv: readonly string[]): {
  readonly language: string | undefined
  readonly format: Format
} {
  const inline = argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
  const index = argv.indexOf('--lang')
  return {
    language: inline ?? (index >= 0 ? argv[index + 1] : undefined),
    format: argv.includes('--json') ? 'json' : argv.includes('--ndjson') ? 'ndjson' : 'people',
  }
}

function readValue(name: OptionName, value: string | undefined, inline: boolean | undefined): string {
  const option = `--${name}`
  if (optionKinds[name] === 'flag') {
    if (value !== undefined) throw new UsageError('optionTakesNoValue', { option })
    return ''
  }
  if (value === undefined || (!inline && value.startsWith('--'))) {
    throw new UsageError('optionNeedsValue', { option })
  }
  return value
}

function findCommand(words: readonly string[]): { command: Command | undefined; rest: readonly string[] } {
  const [first, second] = words
  if (first === undefined) return { command: undefined, rest: [] }
  const pair = commands.find((command) => command.name === `${first} ${second}`)
  if (pair) return { command: pair, rest: words.slice(2) }
  const single = commands.find((command) => command.name === first)
  if (single) return { command: single, rest: words.slice(1) }
  const verbs = commands.flatMap(({ name }) =>
    name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : [],
  )
  if (verbs.length > 0) {
    const near = second === undefined ? undefined : nearest(second, verbs)
    throw near
      ? new UsageError('commandNearMiss', { command: `${first} ${second}`, near: `${first} ${near}` })
      : new UsageError('commandIncomplete', {
          command: first,
          verbs: verbs.map((v) => `${first} ${v}`).join(', '),
        })
  }
  const nouns = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))]
  const near = nearest(first, nouns)
  throw near
    ? new UsageError('commandNearMiss', { command: first, near })
    : new UsageError('commandUnknown', { command: first })
}

function argumentsOf(words: readonly string[], given: ReadonlyMap<OptionName, readonly string[]>): Arguments {
  const text = (name: OptionName) => given.get(name)?.[0]
  return {
    words,
    has: (name) => given.has(name),
    text,
    texts: (name) => given.get(name) ?? [],
    required(name) {
      const value = text(name)
      if (value === undefined || value.trim() === '')
        throw new UsageError('optionMissing', { option: `--${name}` })
      return value
    },
  }
}
