import type { Generation } from '../../../../shared/contract/record.ts'
import { xmpValues } from '../containers/xmp.ts'
import {
  asCount,
  asNumber,
  asSeed,
  asText,
  isArray,
  isObject,
  type JsonObject,
  parseObject,
} from '../exact-json.ts'
import type { Statement } from '../statement.ts'
import { otherParameters, sizeIn } from './fields.ts'
import { generator, model, present, type Reading } from './reading.ts'

/** Draw Things: JSON with `c` and `uc`, in the XMP property exif:UserComment or in EXIF. */
export function readDrawThings(statements: readonly Statement[]): readonly Reading[] {
  return statements.flatMap((statement): Reading[] => {
    if (statement.damaged || statement.text === undefined) return []
    const { text } = statement
    const inXmp = text.includes('exif:UserComment') ? xmpValues(text, 'exif:UserComment') : []
    const inJson =
      statement.key === 'file' && text.includes('"userComment"')
        ? asText(parseObject(text)?.userComment)
        : undefined
    const candidates = statement.key === 'UserComment' ? [text] : [...inXmp, ...(inJson ? [inJson] : [])]
    for (const candidate of candidates) {
      const record = parseObject(candidate)
      if (record && isRecord(record)) {
        return [{ statement, generator: generator('drawthings'), generations: [generationOf(record)] }]
      }
    }
    return []
  })
}

/** Keys that together only Draw Things writes. */
const isRecord = (record: JsonObject): boolean =>
  typeof record.c === 'string' && 'uc' in record && 'scale' in record && 'sampler' in record

const fields = new Set([
  'c',
  'uc',
  'model',
  'lora',
  'sampler',
  'steps',
  'scale',
  'seed',
  'size',
  'strength',
  'profile',
])

function generationOf(record: JsonObject): Generation {
  const loras = (isArray(record.lora) ? record.lora : []).filter(isObject).flatMap((entry) => {
    const name = asText(entry.model)
    const weight = asNumber(entry.weight)
    return name ? [{ name, ...(weight === undefined ? {} : { weight }) }] : []
  })
  return present({
    prompt: asText(record.c),
    negativePrompt: asText(record.uc),
    model: model(asText(record.model)),
    loras: loras.length > 0 ? loras : undefined,
    sampler: asText(record.sampler),
    steps: asCount(record.steps),
    cfgScale: asNumber(record.scale),
    seed: asSeed(record.seed),
    ...sizeIn(record.size),
    denoisingStrength: asNumber(record.strength),
    parameters: otherParameters(record, fields),
  })
}
