import type { ItemNotes, ItemRole } from '../../../shared/contract/item.ts'
import type { FileRecord, Generation } from '../../../shared/contract/record.ts'

/** A file of a case with its record and what a person says of it, apart from each other. */
export interface RecordedItem {
  readonly id: number
  readonly role: ItemRole
  readonly mediaType: string
  readonly importedAt: string
  readonly ledgerSeq: number
  readonly notes: ItemNotes | null
  readonly record: FileRecord
}

type Cell = string | number | undefined

const itemColumns: readonly (readonly [string, (item: RecordedItem) => Cell])[] = [
  ['item', ({ id }) => id],
  ['file', ({ record }) => record.path],
  ['role', ({ role }) => role],
  ['sha256', ({ record }) => record.sha256],
  ['size', ({ record }) => record.size],
  ['format', ({ record }) => record.format],
  ['imported_at', ({ importedAt }) => importedAt],
  ['ledger_entry', ({ ledgerSeq }) => ledgerSeq],
  ['status', ({ record }) => record.status],
  ['generator', ({ record }) => record.generator?.name],
  ['generator_version', ({ record }) => record.generator?.version],
]

const generationColumns: readonly (readonly [string, (generation: Generation) => Cell])[] = [
  ['names_file', ({ file }) => file],
  ['prompt', ({ prompt }) => prompt],
  ['negative_prompt', ({ negativePrompt }) => negativePrompt],
  ['all_prompts', ({ prompts }) => json(prompts)],
  ['all_negative_prompts', ({ negativePrompts }) => json(negativePrompts)],
  ['model', ({ model }) => model?.name],
  ['model_hash', ({ model }) => model?.hash],
  ['all_models', ({ models }) => json(models)],
  ['loras', ({ loras }) => json(loras)],
  ['sampler', ({ sampler }) => sampler],
  ['scheduler', ({ scheduler }) => scheduler],
  ['steps', ({ steps }) => steps],
  ['cfg_scale', ({ cfgScale }) => cfgScale],
  ['seed', ({ seed }) => seed],
  ['width', ({ width }) => width],
  ['height', ({ height }) => height],
  ['denoising_strength', ({ denoisingStrength }) => denoisingStrength],
  ['parameters', ({ parameters }) => json(parameters)],
]

const lastColumns: readonly (readonly [string, (item: RecordedItem) => Cell])[] = [
  ['claimed_times', ({ record }) => json(record.claimedTimes)],
  ['ai_label', ({ record }) => json(record.aiLabel)],
  ['c2pa_state', ({ record }) => record.c2pa?.state ?? undefined],
  ['warnings', ({ record }) => record.warnings.map(({ code }) => code).join(' ') || undefined],
  ['stated_prompt_translation', ({ notes }) => notes?.promptTranslation],
  ['stated_negative_prompt_translation', ({ notes }) => notes?.negativePromptTranslation],
  ['stated_note', ({ notes }) => notes?.note],
]

const carrierColumns = ['carrier', 'carrier_offset', 'carrier_length', 'carrier_sha256'] as const

/** Heads of the table, in order. What a person stated stands in columns whose names say so. */
export const heads: readonly string[] = [
  ...itemColumns.map(([name]) => name),
  'generation',
  ...generationColumns.map(([name]) => name),
  ...carrierColumns,
  ...lastColumns.map(([name]) => name),
]

/** One line a generation; a file without any has one line all the same. */
export function linesOf(item: RecordedItem): Cell[][] {
  const { generations, carriers } = item.record
  const lines: readonly (Generation | undefined)[] = generations.length > 0 ? generations : [undefined]
  return lines.map((generation, index) => {
    const carrier = generation?.carrier === undefined ? undefined : carriers[generation.carrier]
    return [
      ...itemColumns.map(([, cell]) => cell(item)),
      generation ? index + 1 : undefined,
      ...generationColumns.map(([, cell]) => (generation ? cell(generation) : undefined)),
      carrier && `${carrier.kind} ${carrier.key}`.trim(),
      carrier?.offset,
      carrier?.length,
      carrier?.sha256,
      ...lastColumns.map(([, cell]) => cell(item)),
    ]
  })
}

function json(value: object | null | undefined): string | undefined {
  if (!value || Object.keys(value).length === 0) return undefined
  return JSON.stringify(value)
}
