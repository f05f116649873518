import type { ItemNotes } from '../../../shared/contract/item.ts'
import type { RoundNote } from '../../../shared/contract/process.ts'
import type { FileRecord, Generation } from '../../../shared/contract/record.ts'
import { folded } from '../../../shared/search-words.ts'

/** A log may speak of a hundred thousand pictures; beyond this its text is not looked through. */
const textLimit = 400_000

export interface Searchable {
  readonly name: string
  readonly record: FileRecord
  readonly notes: ItemNotes | null
  readonly round: Partial<RoundNote> | null
}

/** Everything of a file that a search looks through, folded, one thing a line. */
export function searchText({ name, record, notes, round }: Searchable): string {
  const lines = new Set<string>()
  let length = 0
  const add = (...texts: readonly (string | undefined)[]) => {
    for (const text of texts) {
      if (!text || length >= textLimit) continue
      const line = folded(text.slice(0, textLimit - length))
      if (line === '' || lines.has(line)) continue
      lines.add(line)
      length += line.length
    }
  }
  add(name)
  add(notes?.note, notes?.promptTranslation, notes?.negativePromptTranslation)
  const { exhibit } = notes ?? {}
  add(exhibit?.name, exhibit?.source, exhibit?.proves, exhibit?.remarks)
  add(round?.reason, round?.visibleEffect, round?.selectionReason)
  add(round?.handEdit?.tool, round?.handEdit?.description, round?.reproduction?.result)
  add(record.generator?.name)
  add(record.iptc?.aiPrompt, record.iptc?.aiSystem, record.c2pa?.claimGenerator)
  add(record.aiLabel?.contentProducer, record.aiLabel?.produceId)
  for (const generation of record.generations) {
    if (length >= textLimit) break
    add(...textsOf(generation))
  }
  return [...lines].join('\n')
}

function textsOf(generation: Generation): (string | undefined)[] {
  return [
    generation.prompt,
    generation.negativePrompt,
    ...(generation.prompts ?? []),
    ...(generation.negativePrompts ?? []),
    ...modelsOf(generation),
    generation.model?.hash,
    ...(generation.loras ?? []).map(({ name }) => name),
    generation.sampler,
    generation.scheduler,
    generation.seed,
    generation.file,
    ...Object.entries(generation.parameters ?? {}).map(([key, value]) => `${key}: ${value}`),
  ]
}

/** Names of models as the record writes them; the hash where there is no name. */
export function modelsOf({ model, models }: Generation): string[] {
  return [model, ...(models ?? [])].flatMap((each) => each?.name ?? each?.hash ?? [])
}
