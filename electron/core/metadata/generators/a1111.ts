import type { Generation, Warning } from '../../../../shared/contract/record.ts'
import { asCount, asNumber, asSeed } from '../exact-json.ts'
import type { Statement } from '../statement.ts'
import { type Infotext, parseInfotext } from './infotext.ts'
import { type Generator, generator, model, present, type Reading } from './reading.ts'

/** Where the text record may stand. A caption or a comment elsewhere is not looked at. */
const places = new Set([
  'parameters',
  'postprocessing',
  'extras',
  'UserComment',
  'comment',
  'ImageDescription',
  'XPComment',
])

/** Reads every statement that is an A1111 text record, whoever of the family wrote it. */
export function readA1111(statements: readonly Statement[]): readonly Reading[] {
  const civitaiArtist = statements.some((s) => s.key === 'Artist' && s.text === 'ai')
  const readings: Reading[] = []
  for (const statement of statements) {
    const { text, key, kind } = statement
    if (text === undefined || statement.damaged) continue
    if (!places.has(key) && kind !== 'alpha-lsb' && kind !== 'rgb-lsb' && kind !== 'text') continue
    const infotext = parseInfotext(text)
    if (infotext) readings.push(readingOf(statement, infotext, civitaiArtist))
  }
  return readings
}

function readingOf(statement: Statement, infotext: Infotext, civitaiArtist: boolean): Reading {
  const writer = writerOf(infotext.pairs, civitaiArtist)
  const warnings: Warning[] = []
  if (infotext.ambiguous) warnings.push({ code: 'ambiguous-negative-prompt' })
  if (writer.bySyntax)
    warnings.push({ code: 'generator-by-syntax', details: { name: writer.generator.name } })
  const created = infotext.pairs.get('Created Date')
  return {
    statement,
    generator: writer.generator,
    generations: [
      isPostprocessing(statement)
        ? { parameters: Object.fromEntries(infotext.pairs) }
        : generationOf(infotext),
    ],
    warnings,
    ...(created ? { times: [{ source: `${statement.kind}:Created Date`, value: created }] } : {}),
  }
}

/** What the Extras tab did to a finished picture has no prompt, empty or not. */
const isPostprocessing = ({ key }: Statement): boolean => key === 'postprocessing' || key === 'extras'

/** Keys that have a field of their own; `Size` is two. All others stay parameters. */
const fieldKeys = new Set([
  'Steps',
  'Sampler',
  'Schedule type',
  'Scheduler',
  'CFG scale',
  'CFG Scale',
  'Seed',
  'Size',
  'Model',
  'Model hash',
  'Denoising strength',
])

/** The fields of one text record. */
export function generationOf({ prompt, negativePrompt, pairs }: Infotext): Generation {
  const size = /^(\d+) *x *(\d+)$/.exec(pairs.get('Size') ?? '')
  const rest = [...pairs].filter(([key]) => !fieldKeys.has(key))
  const unread = fieldsThatDidNotParse(pairs)
  return present({
    prompt,
    negativePrompt,
    model: model(pairs.get('Model'), pairs.get('Model hash')),
    loras: lorasOf(prompt, pairs),
    sampler: pairs.get('Sampler') || undefined,
    scheduler: pairs.get('Schedule type') || pairs.get('Scheduler') || undefined,
    steps: asCount(pairs.get('Steps')),
    cfgScale: asNumber(pairs.get('CFG scale') ?? pairs.get('CFG Scale')),
    seed: asSeed(pairs.get('Seed')),
    width: asCount(size?.[1]),
    height: asCount(size?.[2]),
    denoisingStrength: asNumber(pairs.get('Denoising strength')),
    parameters: rest.length + unread.length > 0 ? Object.fromEntries([...unread, ...rest]) : undefined,
  })
}

/** A field whose value is no number stays visible as a parameter, as found. */
function fieldsThatDidNotParse(pairs: ReadonlyMap<string, string>): [string, string][] {
  const readable: Readonly<Record<string, (value: string) => boolean>> = {
    Steps: (value) => asCount(value) !== undefined,
    'CFG scale': (value) => asNumber(value) !== undefined,
    'CFG Scale': (value) => asNumber(value) !== undefined,
    Seed: (value) => asSeed(value) !== undefined,
    Size: (value) => /^\d+ *x *\d+$/.test(value),
    'Denoising strength': (value) => asNumber(value) !== undefined,
  }
  return [...pairs].filter(([key, value]) => readable[key]?.(value) === false)
}

/** `<lora:name:weight>` in the prompt asks for a LoRA; `Lora hashes` gives its hash. */
function lorasOf(prompt: string, pairs: ReadonlyMap<string, string>): Generation['loras'] {
  const hashes = hashesIn(pairs.get('Lora hashes') ?? '')
  const loras = new Map<string, { name: string; weight?: number; hash?: string }>()
  for (const match of prompt.matchAll(/<(?:lora|lyco):([^:<>]{1,300})(?::([^:<>]{1,40}))?[^<>]{0,200}>/g)) {
    const name = (match[1] ?? '').trim()
    const weight = asNumber(match[2])
    const hash = hashes.get(name)
    if (!loras.has(name))
      loras.set(name, { name, ...(weight === undefined ? {} : { weight }), ...(hash ? { hash } : {}) })
  }
  for (const [name, hash] of hashes) if (!loras.has(name)) loras.set(name, { name, hash })
  return loras.size > 0 ? [...loras.values()] : undefined
}

/** `name: hash, name: hash`; names may hold dots and colons. */
function hashesIn(list: string): Map<string, string> {
  const entries = list.split(',').flatMap((entry): [string, string][] => {
    const colon = entry.lastIndexOf(':')
    return colon > 0 ? [[entry.slice(0, colon).trim(), entry.slice(colon + 1).trim()]] : []
  })
  return new Map(entries)
}

/** Who wrote the record, from positive marks only. Without one it follows the syntax of A1111, and no more is said. */
function writerOf(
  pairs: ReadonlyMap<string, string>,
  civitaiArtist: boolean,
): { generator: Generator; bySyntax: boolean } {
  const named = namedWriter(pairs, civitaiArtist)
  return named ? { generator: named, bySyntax: false } : { generator: generator('a1111'), bySyntax: true }
}

function namedWriter(pairs: ReadonlyMap<string, string>, civitaiArtist: boolean): Generator | undefined {
  const version = pairs.get('Version') ?? ''
  if (pairs.get('App') === 'SD.Next') return generator('sdnext', version)
  if (pairs.has('Civitai resources') || pairs.has('Civitai metadata')) return generator('civitai')
  if (/^f\d[\w.]*?v\d+-v\d|^f\d[\d.]*-v\d/.test(version)) return generator('reforge', version)
  if (/^f\d+\.\d+\.\d+v\d+\.\d/.test(version)) return generator('forge', version)
  if (version === 'classic' || version.startsWith('classic-')) return generator('forge-classic', version)
  if (version === 'neo' || version.startsWith('neo-')) return generator('forge-neo', version)
  if (/^v\d+\.\d+/.test(version)) return generator('a1111', version)
  if (version === 'ComfyUI') return generator('comfyui')
  if (version.startsWith('stable-diffusion.cpp')) return generator('sd-cpp', version)
  if (version.startsWith('Fooocus')) return generator('fooocus', version)
  if (pairs.get('Parser') !== undefined && /parser$/.test(pairs.get('Parser') ?? '')) {
    return generator('sdnext', version)
  }
  return civitaiArtist ? generator('civitai') : undefined
}
