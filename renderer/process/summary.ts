import type { Process } from '../../shared/contract/process.ts'
import { useMessages } from '../language.tsx'
import { fieldName } from './terms.ts'

type Round = Process['rounds'][number]

/** Two or three words of what a round changed, read from its record alone. */
export function useSummary(): (round: Round) => string {
  const { terms, window: text } = useMessages()
  return (round) => {
    if (round.sourceType === 'reproduction') return terms.states.reproduction
    if (round.note.handEdit?.description) return text.process.handTag
    if (round.notCompared === 'no-parent') return text.process.beginning
    if (round.notCompared !== null) return text.process.notCompared
    if (round.changed.length === 0) return text.process.same
    const prompts = round.changed.filter(({ field }) => field === 'prompt' || field === 'negativePrompt')
    const others = round.changed.filter((change) => !prompts.includes(change))
    const names = [...new Set(others.map((change) => fieldName(change.field, terms.changeFields)))]
    const words = [...(prompts.length > 0 ? [terms.changeFields.prompt] : []), ...names]
    const shown = words.slice(0, 2).join(terms.listSeparator)
    return words.length > 2 ? text.process.andMore(shown) : shown
  }
}
