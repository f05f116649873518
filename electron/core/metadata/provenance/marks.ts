import type { C2pa, FileRecord } from '../../../../shared/contract/record.ts'
import { parseObject } from '../exact-json.ts'
import { type Generator, type GeneratorId, generator, type Reading } from '../generators/reading.ts'
import type { Statement } from '../statement.ts'
import { meansGenerativeAi } from './xmp-claims.ts'

/** Claim generators and signers of C2PA by program. A claim generator counts only with a source type that means AI. */
const claimGenerators: readonly (readonly [RegExp, GeneratorId])[] = [
  [/^(ChatGPT|OpenAI|DALL)/i, 'openai'],
  [/^Google C2PA/i, 'gemini'],
  [/^Adobe[_ ]Firefly/i, 'firefly'],
  [/^Adobe[_ ]Photoshop/i, 'photoshop'],
  [/^Microsoft_Responsible_AI|^Microsoft[_ ]Designer/i, 'microsoft'],
  [/^Black Forest Labs/i, 'black-forest-labs'],
  [/^Galaxy /, 'samsung'],
]

/** The program that valid credentials name as maker of the picture. Credentials that fail validation name nobody. */
export function generatorOfCredentials(c2pa: C2pa | null): Generator | undefined {
  if (!c2pa?.present || c2pa.state === 'invalid' || c2pa.state === null) return undefined
  if (!meansGenerativeAi(c2pa.digitalSourceType)) return undefined
  const name = c2pa.claimGenerator ?? ''
  const id = claimGenerators.find(([pattern]) => pattern.test(name))?.[1]
  const agent = c2pa.manifests?.flatMap((manifest) => manifest.softwareAgents)[0]
  return id && generator(id, agent)
}

/** Keys under which generators keep their records; a scene of a drawing program stands under another. */
const recordKeys = /^(parameters|prompt|generation_data|UserComment|Comment|comment|sd-metadata|metadata)$/

/**
 * Whether the file says that a model made it, without saying which program: an AI label, credentials or an IPTC source
 * type that mean AI, or a record with prompt and seed in a form that no reader knows.
 */
export function isUnknownGenerator(
  statements: readonly Statement[],
  { aiLabel, c2pa, iptc }: Pick<FileRecord, 'aiLabel' | 'c2pa' | 'iptc'>,
): boolean {
  if (aiLabel || meansGenerativeAi(iptc?.digitalSourceType)) return true
  if (c2pa?.state === 'valid' && meansGenerativeAi(c2pa.digitalSourceType)) return true
  return statements.some(({ key, text, damaged }) => {
    if (damaged || text === undefined || !recordKeys.test(key) || !/seed/i.test(text)) return false
    const names = Object.keys(parseObject(text) ?? {}).map((name) => name.toLowerCase())
    return names.some((name) => name.includes('prompt')) && names.some((name) => name.includes('seed'))
  })
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Marks of services that leave no prompt: xAI, Samsung, Civitai files whose parameters were removed. */
export function readMarks(statements: readonly Statement[]): readonly Reading[] {
  const text = (key: string) => statements.find((s) => s.key === key && s.text !== undefined && !s.damaged)
  const readings: Reading[] = []
  const artist = text('Artist')
  const signature = statements.find(
    (s) =>
      /^(ImageDescription|UserComment)$/.test(s.key) &&
      /^Signature: [A-Za-z0-9+/=]{40,}\s*$/.test(s.text ?? ''),
  )
  if (artist && signature && uuid.test(artist.text?.trim() ?? '')) {
    const warnings = [{ code: 'signature-unchecked', details: { name: 'xAI' } }]
    readings.push({ statement: signature, generator: generator('xai'), generations: [], warnings })
  }
  const trailer = statements.find((s) => s.key === 'samsung')
  if (trailer && /"genAIType"\s*:\s*[1-9]/.test(trailer.text ?? '')) {
    readings.push({ statement: trailer, generator: generator('samsung'), generations: [] })
  }
  const software = text('Software')
  if (software && /^DiffusionBee\b/.test(software.text ?? '')) {
    readings.push({ statement: software, generator: generator('diffusionbee'), generations: [] })
  }
  if (artist?.text === 'ai' && software && uuid.test(software.text?.trim() ?? '')) {
    readings.push({ statement: artist, generator: generator('civitai'), generations: [] })
  }
  return readings
}
