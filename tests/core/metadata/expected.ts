import type { FileRecord, Generation } from '../../../shared/contract/record.ts'

/** One case of the corpus: what the file is known to hold, field by field (see `_meta` of expected.json). */
export interface Expected {
  readonly [field: string]: unknown
}
export type Verdict = 'exact' | 'missing' | 'wrong'
export interface Result {
  readonly field: string
  readonly verdict: Verdict
  readonly expected: unknown
  readonly found: unknown
}

const text = (value: unknown): string => String(value).replace(/\s+/g, ' ').trim()
const modelName = (value: unknown): string =>
  String(value)
    .replace(/^.*[\\/]/, '')
    .replace(/\.(safetensors|ckpt|pt|gguf)$/i, '')
    .toLowerCase()
const lower = (value: unknown): string => String(value).toLowerCase()
const exactly = (value: unknown): string => String(value)

type Getter = (generation: Generation) => unknown
type Form = (value: unknown) => string

const single: Readonly<Record<string, readonly [Getter, Form]>> = {
  prompt: [(g) => g.prompt, text],
  negative_prompt: [(g) => g.negativePrompt, text],
  seed: [(g) => g.seed, exactly],
  steps: [(g) => g.steps, exactly],
  cfg: [(g) => g.cfgScale, exactly],
  denoise: [(g) => g.denoisingStrength, exactly],
  gen_width: [(g) => g.width, exactly],
  gen_height: [(g) => g.height, exactly],
  sampler: [(g) => g.sampler, lower],
  scheduler: [(g) => g.scheduler, lower],
  model: [(g) => g.model?.name, modelName],
  model_hash: [(g) => g.model?.hash, lower],
}

const sets: Readonly<Record<string, readonly [(g: Generation) => readonly unknown[], Form]>> = {
  prompts_all: [(g) => [g.prompt, ...(g.prompts ?? [])], text],
  negative_prompts_all: [(g) => [g.negativePrompt, ...(g.negativePrompts ?? [])], text],
  models: [(g) => [g.model, ...(g.models ?? [])].map((m) => m?.name), modelName],
  loras: [(g) => (g.loras ?? []).map((lora) => lora.name), modelName],
  samplers: [
    (g) => [samplerText({ ...g, cfg: g.cfgScale, denoise: g.denoisingStrength })],
    (value) => (typeof value === 'string' ? value : samplerText(value as Record<string, unknown>)),
  ],
}

function samplerText(sampler: Record<string, unknown>): string {
  return ['seed', 'steps', 'cfg', 'sampler', 'scheduler', 'denoise']
    .map((key) => lower(sampler[key]))
    .join('|')
}

const generatorIds: Readonly<Record<string, string>> = { 'adobe-firefly': 'firefly', google: 'gemini' }

function judge(field: string, expected: unknown, found: unknown, right: boolean): Result {
  return { field, expected, found, verdict: right ? 'exact' : found === undefined ? 'missing' : 'wrong' }
}

/** The first generation that holds the field speaks for the file; records that follow it are kept apart. */
function first(record: FileRecord, get: Getter): unknown {
  for (const generation of record.generations) {
    const value = get(generation)
    if (value !== undefined) return value
  }
  return undefined
}

/** Compares a record with what is known of its file. Notes and provenance of the case itself are no fields. */
export function compare(expected: Expected, record: FileRecord): Result[] {
  const results: Result[] = []
  for (const [field, value] of Object.entries(expected)) {
    const base = field.replace(/_(any|starts)$/, '')
    const one = single[base]
    const many = sets[field]
    if (one) {
      const [get, form] = one
      const found = first(record, get)
      const shown = found === undefined ? undefined : form(found)
      const right =
        shown !== undefined &&
        (field.endsWith('_any')
          ? (value as unknown[]).some((option) => form(option) === shown)
          : field.endsWith('_starts')
            ? shown.startsWith(form(value))
            : form(value) === shown)
      results.push(judge(field, value, found, right))
    } else if (many) {
      results.push(compareSets(field, value as unknown[], record, many))
    } else {
      results.push(...compareRecord(field, value, expected, record))
    }
  }
  return results
}

function compareSets(
  field: string,
  value: readonly unknown[],
  record: FileRecord,
  [get, form]: readonly [(g: Generation) => readonly unknown[], Form],
): Result {
  const found = new Set(
    record.generations
      .flatMap(get)
      .filter((v) => v !== undefined)
      .map(form),
  )
  const wanted = new Set(value.map(form))
  const right = wanted.size === found.size && [...wanted].every((entry) => found.has(entry))
  return judge(field, value, found.size === 0 ? undefined : [...found], right)
}

function compareRecord(field: string, value: unknown, expected: Expected, record: FileRecord): Result[] {
  switch (field) {
    case 'container':
      return [
        judge(
          field,
          value,
          record.format === 'empty' ? 'unknown' : record.format,
          value === (record.format === 'empty' ? 'unknown' : record.format),
        ),
      ]
    case 'width':
    case 'height':
      return [judge(field, value, record[field], record[field] === value)]
    case 'generator': {
      const any = (expected.generator_any as unknown[] | undefined) ?? [value]
      const found = record.generator?.id ?? null
      const right = any.some((id) => (generatorIds[String(id)] ?? id) === found)
      return [judge(field, value, found === null && value !== null ? undefined : found, right)]
    }
    case 'carriers':
      return (value as string[]).map((carrier) => compareCarrier(carrier, record))
    case 'negative': {
      const found = record.generations.find((g) => g.prompt !== undefined || g.seed !== undefined)
      return [
        judge(field, 'nothing', record.generator ?? found, record.generator === null && found === undefined),
      ]
    }
    case 'no_generation':
      return [judge(field, 'none', record.generations.length, record.generations.length === 0)]
    case 'conflict': {
      const { fields } = value as { fields: string[] }
      const told = record.warnings.filter((w) => w.code === 'records-disagree').map((w) => w.details?.field)
      const names: Record<string, string> = {
        negative_prompt: 'negativePrompt',
        cfg: 'cfgScale',
        gen_width: 'width',
        gen_height: 'height',
      }
      const wanted = fields.map((name) => names[name] ?? name)
      return [
        judge(
          field,
          wanted,
          told,
          wanted.every((name) => told.includes(name)),
        ),
      ]
    }
    case 'damaged': {
      const told = record.warnings.map((w) => w.code)
      return [judge(field, value, told.length > 0 ? told : undefined, told.length > 0)]
    }
    case 'infotext_version':
    case 'app_version':
      return [judge(field, value, record.generator?.version, record.generator?.version === value)]
    case 'provenance':
      return compareProvenance(value as Expected, record)
    default:
      return []
  }
}

function compareCarrier(carrier: string, record: FileRecord): Result {
  const found = record.carriers.some(({ kind, key, encoding }) =>
    [`${kind}:${key}`, kind, `${kind}:${key}[${encoding}]`].includes(carrier),
  )
  return judge('carriers', carrier, found ? carrier : undefined, found)
}

function compareProvenance(provenance: Expected, record: FileRecord): Result[] {
  const results: Result[] = []
  const label = provenance.aigc_label as Record<string, string> | undefined
  if (label) {
    for (const [key, value] of Object.entries(label)) {
      const name = (
        key === 'ProduceID'
          ? 'produceId'
          : key === 'PropagateID'
            ? 'propagateId'
            : key.charAt(0).toLowerCase() + key.slice(1)
      ) as 'label'
      results.push(judge(`aigc.${key}`, value, record.aiLabel?.[name], record.aiLabel?.[name] === value))
    }
  }
  const c2pa = provenance.c2pa as Record<string, unknown> | undefined
  if (c2pa) {
    const asSet = (values: unknown) => JSON.stringify([...new Set(values as string[])].sort())
    results.push(judge('c2pa.present', true, record.c2pa?.present, record.c2pa?.present === true))
    if (c2pa.actions) {
      results.push(
        judge(
          'c2pa.actions',
          c2pa.actions,
          record.c2pa?.actions,
          asSet(c2pa.actions) === asSet(record.c2pa?.actions ?? []),
        ),
      )
    }
    const types = c2pa.digital_source_types as string[] | undefined
    if (types) {
      const found = record.c2pa?.digitalSourceType
      results.push(
        judge(
          'c2pa.digitalSourceType',
          types,
          found,
          types.some((type) => found?.endsWith(type)),
        ),
      )
    }
    const names = [
      ...((c2pa.claim_generators as string[]) ?? []),
      ...((c2pa.claim_generator_info_names as string[]) ?? []),
    ]
    if (names.length > 0) {
      // Some cases name the generator of an ingredient: it must be reported, wherever in the store it stands.
      const found = record.c2pa?.manifests?.map((manifest) => manifest.claimGenerator)
      const right = found?.some((name) => names.some((wanted) => name?.includes(wanted))) ?? false
      results.push(judge('c2pa.claimGenerator', names, found, right))
    }
    const agents = c2pa.software_agents as string[] | undefined
    if (agents) {
      const found = record.c2pa?.manifests?.flatMap((manifest) => manifest.softwareAgents)
      results.push(judge('c2pa.softwareAgents', agents, found, asSet(agents) === asSet(found ?? [])))
    }
    const failures = c2pa.validation_failures as string[] | undefined
    if (failures) {
      const state = record.c2pa?.state ?? undefined
      results.push(
        judge('c2pa.state', failures, state, failures.length > 0 ? state === 'invalid' : state !== undefined),
      )
    }
    if (c2pa.test_signer)
      results.push(judge('c2pa.untrusted', true, record.c2pa?.state, record.c2pa?.state !== 'trusted'))
  }
  if (provenance.xmp_provenance) {
    const found = record.c2pa?.reference
    results.push(
      judge('xmp_provenance', provenance.xmp_provenance, found, found === provenance.xmp_provenance),
    )
  }
  return results
}
