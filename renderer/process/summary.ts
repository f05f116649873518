import { useCallback } from 'react'
import type { Change, Round } from '../../shared/contract/process.ts'
import { useMessages } from '../language.tsx'
import type { StatementState } from '../ui/state-mark.tsx'
import { type Stop, turned } from './graph/stops.ts'
import { fieldName, whatBecame } from './terms.ts'

/** Whose word a round is (R2), as the state that every view marks. */
export const stateOf = {
  'original-record': 'record',
  reproduction: 'reproduction',
  statement: 'stated',
} as const satisfies Record<Round['sourceType'], StatementState>

/** How a round is called; a later reproduction has a number but is no round of the making. */
export function useRoundName(): (round: Round) => string {
  const words = useMessages().window.process
  return ({ no, sourceType }) => (sourceType === 'reproduction' ? words.againNo(no) : words.roundNo(no))
}

const longest = 22

function short(term: string | null): string {
  const words = (term ?? '').trim()
  return words.length > longest ? `${words.slice(0, longest - 1)}…` : words
}

function isWords(change: Change): boolean {
  return change.field === 'prompt' || change.field === 'negativePrompt'
}

/** What became of a term, in few words. */
function replaced({ from, to, kind }: Change): string {
  const [gone, come] = whatBecame(from ?? '', to ?? '', kind)
  if (gone === '') return `+ ${short(come)}`
  if (come === '') return `− ${short(gone)}`
  return `${short(gone)} → ${short(come)}`
}

/** Two or three words of what a round changed, read from its record alone. */
export function useSummary(): (of: Round | Stop) => string {
  const messages = useMessages()
  return useCallback(
    (of: Round | Stop) => {
      const { terms, window } = messages
      const text = window.process

      function wordsOf(change: Change): string {
        const name = fieldName(change.field, terms.changeFields)
        if (change.field === 'seed') return name
        if (change.kind === 'moved') return text.moved(short(change.from ?? change.to))
        const negative = change.field === 'negativePrompt' ? `${name} ` : ''
        if (isWords(change)) {
          if (change.from === null) return `${negative}+ ${short(change.to)}`
          if (change.to === null) return `${negative}− ${short(change.from)}`
          return negative + replaced(change)
        }
        if (change.from === null) return `+ ${name}`
        if (change.to === null) return `− ${name}`
        const brief = change.field === 'cfgScale' ? 'CFG' : name
        return `${brief} ${short(change.from)} → ${short(change.to)}`
      }

      function ofRound(round: Round): string {
        if (round.sourceType === 'reproduction') return terms.states.reproduction
        if (round.note.handEdit?.description) return text.handTag
        if (round.notCompared === 'no-parent') {
          return round.no === 1 && round.ordered ? text.beginning : text.parentOpen
        }
        if (round.notCompared !== null) return text.notCompared
        const told = round.changed.filter(({ field }) => field !== 'seed')
        const [first, ...others] = [...told.filter(isWords), ...told.filter((change) => !isWords(change))]
        if (!first) return round.changed.length > 0 ? wordsOf(round.changed[0] as Change) : text.same
        return others.length > 0 ? text.andMore(wordsOf(first)) : wordsOf(first)
      }

      if ('item' in of) return ofRound(of)
      if (of.fold === null) return ofRound(of.rounds[0])
      const count = of.rounds.length
      const most = of.fold === 'parameters' ? turned(of) : null
      if (!most) return text.foldOf(count)
      const name = most.field === 'cfgScale' ? 'CFG' : fieldName(most.field, terms.changeFields)
      if (most.field === 'seed' || most.from === null || most.to === null)
        return text.foldAbout({ count, name })
      return text.foldTurned({ count, name, from: short(most.from), to: short(most.to) })
    },
    [messages],
  )
}
