import { readFileSync } from 'node:fs'
import type { Author } from './authors.ts'
import type { Random } from './random.ts'
import type { Term } from './recipe.ts'

const kinds = ['subject', 'trait', 'thing', 'place', 'moment', 'manner'] as const
export type TermKind = (typeof kinds)[number]
type Bank = Readonly<Record<TermKind | 'colour' | 'quality' | 'negative', readonly string[]>>

export const words = JSON.parse(readFileSync(new URL('./words.json', import.meta.url), 'utf8')) as {
  english: Bank
  chinese: Bank
  models: readonly string[]
  loras: readonly string[]
  upscalers: readonly string[]
  prefixes: readonly string[]
}

/** The words of one author: a part of all, in an order of his own, the first used most. */
export interface Vocabulary {
  readonly subject: (random: Random) => Term
  /** A term that none of the others says. */
  readonly detail: (random: Random, others: readonly Term[], kind?: TermKind) => Term
  /** The same thing in another colour. */
  readonly recoloured: (random: Random, term: Term) => Term
  readonly tail: (random: Random, count: number) => string[]
  readonly negative: (random: Random, count: number) => string[]
}

export function vocabularyOf(author: Author, own: Random): Vocabulary {
  const languages: readonly Bank[] =
    author.language === 'chinese'
      ? [words.chinese]
      : author.language === 'mixed'
        ? [words.english, words.chinese]
        : [words.english]
  const mine = (kind: keyof Bank): string[] => {
    const all = languages.flatMap((bank) => bank[kind])
    return own.shuffled(all).slice(0, Math.max(12, Math.ceil(all.length * 0.75)))
  }
  const bank = {
    subject: mine('subject'),
    trait: mine('trait'),
    thing: mine('thing'),
    colour: mine('colour'),
    place: mine('place'),
    moment: mine('moment'),
    manner: mine('manner'),
    quality: mine('quality'),
    negative: mine('negative'),
  }

  function term(random: Random, kind: TermKind): Term {
    const text = kind === 'subject' ? random.pick(bank.subject) : random.zipf(bank[kind])
    const colour = kind === 'thing' && random.chance(0.65) ? random.zipf(bank.colour) : undefined
    return { kind, text, ...(colour ? { colour } : {}), weight: 1 }
  }

  return {
    subject: (random) => term(random, 'subject'),
    detail(random, others, kind) {
      for (let tries = 0; ; tries += 1) {
        const chosen = kind ?? random.weighted({ trait: 3, thing: 4, place: 2, moment: 2, manner: 2.5 })
        const drawn = term(random, chosen)
        if (tries > 20 || !others.some(({ text }) => text === drawn.text)) return drawn
      }
    },
    recoloured: (random, old) => ({
      ...old,
      colour: random.pick(bank.colour.filter((colour) => colour !== old.colour)),
    }),
    tail: (random, count) => random.shuffled(bank.quality).slice(0, count),
    negative: (random, count) => random.shuffled(bank.negative).slice(0, count),
  }
}
