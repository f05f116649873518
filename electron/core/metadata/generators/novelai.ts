import type { Generation } from '../../../../shared/contract/record.ts'
import {
  asCount,
  asNumber,
  asSeed,
  asText,
  isArray,
  isObject,
  type JsonObject,
  parseObject,
  toJsonText,
} from '../exact-json.ts'
import type { Statement } from '../statement.ts'
import { generator, present, type Reading } from './reading.ts'

/**
 * NovelAI: PNG text chunks (`Software`, `Source`, `Comment` JSON), the same as one JSON in EXIF UserComment or in the
 * alpha channel, where `Comment` is a string of JSON again.
 */
export function readNovelAi(statements: readonly Statement[]): readonly Reading[] {
  const software = statements.find((s) => s.key === 'Software' && /^NovelAI/.test(s.text ?? ''))
  const source = statements.find((s) => s.key === 'Source')
  const readings: Reading[] = []
  for (const statement of statements) {
    if (statement.text === undefined || statement.damaged) continue
    if (!/"(Comment|uc)"/.test(statement.text)) continue
    const outer = parseObject(statement.text)
    if (!outer) continue
    const inner = commentWithin(outer)
    if (inner) {
      const named = /^NovelAI/.test(asText(outer.Software) ?? software?.text ?? '')
      if (!named && !isComment(inner)) continue
      const version = asText(outer.Source) ?? source?.text ?? versionIn(software?.text)
      readings.push(readingOf(statement, inner, named, version, asText(outer.Description)))
    } else if ((statement.key === 'Comment' || statement.key === 'comment') && isComment(outer)) {
      const description = statements.find((s) => s.key === 'Description')?.text
      readings.push(readingOf(statement, outer, software !== undefined, source?.text, description))
    }
  }
  return readings
}

const versionIn = (software: string | undefined): string | undefined =>
  software !== undefined && software !== 'NovelAI' ? software : undefined

function commentWithin(outer: JsonObject): JsonObject | undefined {
  if (typeof outer.Comment === 'string') return parseObject(outer.Comment)
  return isObject(outer.Comment) ? outer.Comment : undefined
}

/** Keys that together only NovelAI writes. A `Comment` with JSON alone proves nothing. */
function isComment(comment: JsonObject): boolean {
  return 'uc' in comment && 'scale' in comment && 'sampler' in comment && !('c' in comment)
}

const fieldKeys = new Set([
  'prompt',
  'uc',
  'steps',
  'width',
  'height',
  'scale',
  'seed',
  'sampler',
  'noise_schedule',
])

function readingOf(
  statement: Statement,
  comment: JsonObject,
  named: boolean,
  version: string | undefined,
  description?: string,
): Reading {
  const marked = named || 'signed_hash' in comment || 'request_type' in comment
  const characters = characterCaptions(comment.v4_prompt)
  const negativeCharacters = characterCaptions(comment.v4_negative_prompt)
  const generation: Generation = present({
    prompt: asText(comment.prompt) ?? description,
    negativePrompt: asText(comment.uc),
    sampler: asText(comment.sampler),
    scheduler: asText(comment.noise_schedule),
    steps: asCount(comment.steps),
    cfgScale: asNumber(comment.scale),
    seed: asSeed(comment.seed),
    width: asCount(comment.width),
    height: asCount(comment.height),
    denoisingStrength: asNumber(comment.strength),
    prompts: characters.length > 0 ? [asText(comment.prompt) ?? '', ...characters] : undefined,
    negativePrompts:
      negativeCharacters.length > 0 ? [asText(comment.uc) ?? '', ...negativeCharacters] : undefined,
    parameters: parametersOf(comment),
  })
  return {
    statement,
    generator: marked ? generator('novelai', version) : null,
    generations: [generation],
  }
}

/** V4 prompts: one caption for the picture, one a character. */
function characterCaptions(prompt: unknown): string[] {
  if (!isObject(prompt) || !isObject(prompt.caption) || !isArray(prompt.caption.char_captions)) return []
  return prompt.caption.char_captions
    .map((caption) => (isObject(caption) ? asText(caption.char_caption) : undefined))
    .filter((text) => text !== undefined && text !== '') as string[]
}

function parametersOf(comment: JsonObject): Record<string, string> {
  const parameters: Record<string, string> = {}
  for (const [key, value] of Object.entries(comment)) {
    if (fieldKeys.has(key) || value === null || value === undefined) continue
    parameters[key] = asText(value) ?? toJsonText(value)
  }
  return parameters
}
