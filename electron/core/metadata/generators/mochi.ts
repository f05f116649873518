import type { Generation } from '../../../../shared/contract/record.ts'
import { xmpValues } from '../containers/xmp.ts'
import { asCount, asNumber, asSeed } from '../exact-json.ts'
import type { Statement } from '../statement.ts'
import { sizeIn } from './fields.ts'
import { generator, model, present, type Reading } from './reading.ts'

const fields = new Set([
  'Include in Image',
  'Exclude from Image',
  'Model',
  'Size',
  'Scheduler',
  'Seed',
  'Steps',
  'Guidance Scale',
])

/**
 * Mochi Diffusion: fields in the IPTC caption, or where macOS copies it (XMP dc:description, EXIF ImageDescription).
 * Version 2 of its codec has a field a line with escapes; before, fields were joined with "; ".
 */
export function readMochi(statements: readonly Statement[]): readonly Reading[] {
  return statements.flatMap((statement): Reading[] => {
    const { text, damaged } = statement
    if (damaged || !text?.includes('Generator: Mochi Diffusion')) return []
    const caption = xmpValues(text, 'dc:description')[0] ?? text
    const pairs = pairsOf(caption)
    const version = pairs.get('Generator')?.replace(/^Mochi Diffusion\s*/, '')
    if (!pairs.has('Include in Image')) return []
    return [
      { statement, generator: generator('mochidiffusion', version), generations: [generationOf(pairs)] },
    ]
  })
}

function pairsOf(caption: string): Map<string, string> {
  const second = caption.startsWith('Metadata Version: 2')
  const pairs = new Map<string, string>()
  for (const field of caption.split(second ? '\n' : '; ')) {
    const match = /^\s*([A-Za-z ]{2,40}): ?([\s\S]*)$/.exec(field)
    if (!match) continue
    const value = match[2] ?? ''
    pairs.set(match[1] ?? '', second ? value.replace(/\\([nr\\])/g, unescaped) : value)
  }
  return pairs
}

const unescaped = (_: string, letter: string): string =>
  letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\'

function generationOf(pairs: ReadonlyMap<string, string>): Generation {
  const rest = [...pairs].filter(([key]) => !fields.has(key))
  return present({
    prompt: pairs.get('Include in Image'),
    negativePrompt: pairs.get('Exclude from Image'),
    model: model(pairs.get('Model')),
    scheduler: pairs.get('Scheduler') || undefined,
    steps: asCount(pairs.get('Steps')),
    cfgScale: asNumber(pairs.get('Guidance Scale')),
    seed: asSeed(pairs.get('Seed')),
    ...sizeIn(pairs.get('Size')),
    parameters: rest.length > 0 ? Object.fromEntries(rest) : undefined,
  })
}
