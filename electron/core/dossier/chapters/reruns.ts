import type { Change, Round } from '../../../../shared/contract/process.ts'
import type { Reproduction } from '../../../../shared/contract/reproduction.ts'
import type { Block, FieldRow, Span } from '../blocks.ts'
import { changeSummary, changeTexts, roundName } from '../rounds.ts'
import { type Scope, sentence, small, text } from '../scope.ts'

/**
 * Runs of a recorded recipe that this program made afterwards: what ran them, when, and how the result differs. Never
 * under the mark of an original record (legal-reference R2).
 */

const holds = (round: Round, item: number): boolean => round.pictures.some((picture) => picture.item === item)

/** Runs of which a picture of this round came out. */
export function runsBehind({ facts }: Scope, round: Round): readonly Reproduction[] {
  return facts.reproductions.filter(({ item }) => round.sourceType === 'reproduction' && holds(round, item))
}

/** Later runs of the recipe of a picture of this round. */
export function rerunsOf({ facts }: Scope, round: Round): readonly Reproduction[] {
  return facts.reproductions.filter(({ of }) => holds(round, of))
}

/** One run in a sentence, with the original and the result as its evidence. */
export function rerunSentence(scope: Scope, made: Reproduction): Block {
  const { reproduction: words, m } = scope
  const value = m.rerun.told({
    at: scope.instant(made.madeAt),
    server: made.server,
    software: made.software,
    form: words.forms[made.form],
    of: nameOf(scope, made.of),
    item: made.item === made.of ? null : nameOf(scope, made.item),
    result: words.difference(made.difference).replace(/[。.]$/, ''),
    settings: changeSummary(scope, changesOf(made)),
  })
  return sentence(scope, 'reproduction', value, scope.cite(...new Set([made.of, made.item])))
}

/** On the page of an original record, where such a run is told; all of it where it has no page of its own. */
export function rerunPointer(scope: Scope, made: Reproduction, rounds: readonly Round[]): Block {
  const result = rounds.find((round) => round.sourceType === 'reproduction' && holds(round, made.item))
  if (!result) return rerunSentence(scope, made)
  const value = scope.m.rerun.pointer(scope.instant(made.madeAt), roundName(scope, result))
  return sentence(scope, 'reproduction', value, scope.citeRound(result))
}

/** The same as rows beside the picture that came out. */
export function rerunRows(scope: Scope, made: Reproduction, rounds: readonly Round[]): FieldRow[] {
  const { reproduction: words, m } = scope
  const original = rounds.find((round) => holds(round, made.of))
  const named = [original ? roundName(scope, original) : '', nameOf(scope, made.of)]
    .filter(Boolean)
    .join('  ')
  const settings = changeTexts(scope, changesOf(made)).join(m.semicolon)
  const row = (label: string, value: string, more: Partial<FieldRow> = {}): FieldRow => ({
    label,
    state: 'reproduction',
    value: [text(value)],
    ...more,
  })
  return [
    row(m.rerun.of, named, { cites: scope.cite(made.of) }),
    row(words.madeAt, scope.instant(made.madeAt)),
    row(m.rerun.server, m.rerun.servedBy(made.server, made.software)),
    row(m.rerun.recipe, `${words.forms[made.form]}  SHA-256 ${made.sent}`),
    row(words.result, words.difference(made.difference)),
    ...(settings ? [row(words.settings, settings)] : []),
  ]
}

/** What such a run does not show. */
export function rerunCaution({ reproduction }: Scope): Block {
  return small([text(reproduction.caution)] satisfies Span[])
}

/** As changes of a round are told: what the new picture's record says otherwise than the old one's. */
function changesOf({ settingsDiffering }: Reproduction): Change[] {
  return settingsDiffering.map((setting) => ({
    ...setting,
    kind: setting.from === null ? 'added' : setting.to === null ? 'removed' : 'changed',
  }))
}

/** Empty where the person keeps the file out of the evidence. */
function nameOf(scope: Scope, item: number): string {
  return scope.item(item)?.name ?? ''
}
