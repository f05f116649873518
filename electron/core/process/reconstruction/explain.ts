import type { Ground } from '../../../../shared/contract/process.ts'
import { ground } from './grounds.ts'
import { changeCount } from './library.ts'
import type { PlacedRound } from './rounds.ts'
import type { Option, Survey } from './survey.ts'

/** Changes from which at least one round may be missing between two. */
export const GAP = 4
/** Rounds in between, and seconds of pause, that are worth telling. */
const MANY_BETWEEN = 10
const LONG_PAUSE = 3_600
const TERMS_TOLD = 5

/** Why one round is taken to come from another, and what speaks against it. */
export function explain(
  survey: Survey,
  to: number,
  option: Option,
): { grounds: Ground[]; against: Ground[] } {
  const { library, rounds } = survey
  const { from, found, circumstances } = option
  const [parent, child] = [rounds[from] as PlacedRound, rounds[to] as PlacedRound]
  const changes = changeCount(found)
  const { between, pause } = circumstances
  const basis = child.basis
  const terms = rareTerms(survey, from, to)
  const input = child.recipe?.inputNames.find((name) => parent.recipe?.inputNames.includes(name))
  const seed = [...child.seeds].find((each) => parent.seeds.has(each))
  const workflow = child.recipe?.workflow
  const grounds = [
    ...(between === 0
      ? [ground('order-next', { basis })]
      : between === null
        ? []
        : [ground('order-before', { basis })]),
    ...(changes < GAP ? [ground('few-changes', { changes })] : []),
    ...(terms.length > 0
      ? [ground('rare-terms', { terms: terms.slice(0, TERMS_TOLD).join(', '), count: terms.length })]
      : []),
    ...(seed === undefined ? [] : [ground('same-seed', { seed })]),
    ...(input === undefined ? [] : [ground('same-input', { name: input })]),
    ...(workflow && workflow === parent.recipe?.workflow
      ? [ground('same-workflow', { nodes: nodesOf(workflow) })]
      : []),
    ...(circumstances.alike ? alikeGround(survey, parent, child) : []),
  ]
  const against = [
    ...(between === null ? [ground('order-unknown')] : []),
    ...(changes >= GAP ? [ground('many-changes', { changes })] : []),
    ...(found.subjectChanged
      ? [ground('subject-changed', { from: subjectOf(survey, from), to: subjectOf(survey, to) })]
      : []),
    ...(found.sharedRare === 0 && library.hasHabits ? [ground('shared-is-habitual')] : []),
    ...((between ?? 0) >= MANY_BETWEEN ? [ground('rounds-between', { rounds: between ?? 0 })] : []),
    ...((pause ?? 0) * 60 >= LONG_PAUSE
      ? [ground('long-pause', { seconds: Math.round((pause ?? 0) * 60), basis })]
      : []),
    ...(found.unknown.length > 0
      ? [ground('fields-missing', { fields: found.unknown.slice(0, 8).join(', ') })]
      : []),
  ]
  return { grounds, against }
}

/**
 * Terms that both prompts have, with words that few others have, the rarest first; where only words are shared, those:
 * of Chinese these are pairs of characters, which nobody wrote as such.
 */
function rareTerms({ library }: Survey, from: number, to: number): string[] {
  const [before, after] = [library.sheets[from]?.prompt, library.sheets[to]?.prompt]
  if (!before || !after || !library.hasHabits) return []
  const { rarity, vocabulary } = library
  const own = new Set(before.words)
  const isRare = (word: number) => own.has(word) && !library.isHabit(word)
  const rarest = (words: Iterable<number>) => Math.max(...[...words].map((word) => rarity[word] ?? 0))
  const terms = [...after.places].flatMap(([term, at]) => {
    const rare = before.places.has(term) ? [...(after.byTerm[at] ?? [])].filter(isRare) : []
    return rare.length > 0 ? [{ term, rarity: rarest(rare) }] : []
  })
  if (terms.length > 0) {
    return terms
      .sort((a, b) => b.rarity - a.rarity || a.term - b.term)
      .map(({ term }) => vocabulary.termAt(term))
  }
  return [...after.words]
    .filter(isRare)
    .sort((a, b) => (rarity[b] ?? 0) - (rarity[a] ?? 0) || a - b)
    .map((word) => vocabulary.wordAt(word))
}

function subjectOf({ library }: Survey, round: number): string {
  return [...(library.sheets[round]?.subject ?? [])].map((word) => library.vocabulary.wordAt(word)).join(' ')
}

/** Keys of a workflow are `id type.input`, a line each. */
function nodesOf(workflow: string): number {
  return new Set(workflow.split('\n').map((key) => key.split(' ', 1)[0])).size
}

function alikeGround({ pictures, looks }: Survey, parent: PlacedRound, child: PlacedRound): Ground[] {
  let best: { from: number; to: number; bits: number } | null = null
  for (const to of child.pictures.slice(0, 6)) {
    for (const from of parent.pictures.slice(0, 6)) {
      const bits = looks.distance(from, to) ?? 256
      if (!best || bits < best.bits) best = { from, to, bits }
    }
  }
  const id = (index: number): number => pictures[index]?.id ?? 0
  return best ? [ground('picture-alike', { bits: best.bits, from: id(best.from), to: id(best.to) })] : []
}
