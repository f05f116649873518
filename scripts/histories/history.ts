import { type Author, authors, type SetName } from './authors.ts'
import type { Hand } from './edits.ts'
import { continuing } from './next-round.ts'
import { type Random, randomFrom } from './random.ts'
import { keyOf, type Recipe, sizes, sourceOf, type Task } from './recipe.ts'
import type { TruthParent } from './truth.ts'
import { vocabularyOf, words } from './vocabulary.ts'

/** A history as it happened, before anything of it is written or lost. */
export interface History {
  readonly set: SetName
  readonly number: number
  readonly author: Author
  readonly works: readonly Work[]
  readonly rounds: readonly Round[]
  /** In order of time; a picture's number is its place here. */
  readonly pictures: readonly Picture[]
}

export interface Work {
  readonly id: number
  readonly rounds: number[]
}

export interface Round {
  readonly id: number
  readonly work: number
  readonly recipe: Recipe
  readonly parents: readonly TruthParent[]
  readonly also: readonly number[]
  readonly edits: readonly string[]
  revisits: number
  readonly pictures: number[]
  /** The picture that the author went on with. */
  favourite: number
}

export interface Picture {
  readonly id: number
  readonly round: number
  /** Milliseconds since 1970 when the file was written. */
  readonly at: number
  readonly seed: bigint
  readonly batch: { readonly size: number; readonly place: number }
  /** What the wildcard became in this picture. */
  readonly choice?: string
}

export interface Options {
  readonly works?: number
  /** Works whose prompt holds a wildcard, as a share. */
  readonly wildcards?: number
}

const minute = 60_000
const hour = 60 * minute

/** Plays one author at work. The same set, number and options give the same history on every machine. */
export function simulate(set: SetName, number: number, seed: number, options: Options = {}): History {
  const author = authors[set][number % authors[set].length] as Author
  const random = randomFrom('history', set, number, seed, author.name)
  const vocabulary = vocabularyOf(author, randomFrom('words', set, author.name, seed))
  const models = randomFrom('models', set, author.name, seed).shuffled(words.models).slice(0, 4)
  const hand: Hand = { author, models, vocabulary, random }

  const works: (Work & { target: number })[] = []
  const rounds: Round[] = []
  const pictures: Picture[] = []
  const byKey = new Map<string, Round>()
  const goOn = continuing(hand, rounds)
  let habit = {
    tail: vocabulary.tail(random, author.tail),
    negative: vocabulary.negative(random, author.negative),
  }
  let clock = Date.UTC(
    2024,
    random.whole(0, 17),
    random.whole(1, 27),
    random.whole(1, 14),
    random.whole(0, 59),
  )
  let sittingEnds = clock + sitting()

  const wanted = options.works ?? random.whole(8, 12)
  const open: (Work & { target: number })[] = []
  let current = begin()
  for (;;) {
    step(current)
    clock += Math.round(random.logNormal(author.pause, 0.8) * 1000)
    const done = current.rounds.length >= current.target
    if (done) open.splice(open.indexOf(current), 1)
    const next = done || random.chance(author.switching) ? another(done) : current
    if (!next) break
    // A work that is done may be left for the day; one that is merely interrupted is left at once.
    const rests = done && next !== current && !random.chance(author.sameSitting)
    if (clock > sittingEnds || rests) rest()
    current = next
  }
  return { set, number, author, works: works.map(({ id, rounds }) => ({ id, rounds })), rounds, pictures }

  function sitting(): number {
    return Math.round(random.logNormal(author.sitting, 0.5) * minute)
  }

  function rest(): void {
    clock += Math.round(Math.max(0.5, random.logNormal(9, 1.1)) * hour)
    sittingEnds = clock + sitting()
  }

  function begin(): Work & { target: number } {
    const isTry = random.chance(author.tries)
    const target = isTry
      ? random.whole(1, 2)
      : Math.min(60, Math.round(random.logNormal(author.roundsMedian, author.roundsSigma)))
    const work = { id: works.length, rounds: [], target: Math.max(isTry ? 1 : 3, target) }
    if (work.id > 0 && random.chance(1 / author.habitWorks)) {
      habit = {
        tail: [...habit.tail.slice(0, -2), ...vocabulary.tail(random, 2)].filter(isFirst),
        negative: [...habit.negative.slice(0, -2), ...vocabulary.negative(random, 2)].filter(isFirst),
      }
    }
    works.push(work)
    open.push(work)
    return work
  }

  function another(done: boolean): (Work & { target: number }) | null {
    const others = open.filter((work) => work !== current)
    const canBegin = works.length < wanted
    if (others.length > 0 && (!canBegin || random.chance(done ? 0.7 : 0.5))) return random.pick(others)
    if (canBegin) return begin()
    return done ? null : current
  }

  function step(work: Work): void {
    const last = rounds[work.rounds.at(-1) ?? -1]
    if (!last) {
      paint(addRound(work, firstRecipe(), [], [], ['begin']))
      return
    }
    if (work.rounds.length > 3 && random.chance(author.returns)) {
      const old = rounds[random.pick(work.rounds.slice(0, -2))]
      if (old && !isRefinement(old.recipe.task)) {
        old.revisits += 1
        paint(old)
        return
      }
    }
    const isOlder = work.rounds.length > 1 && random.chance(author.rollback)
    const from = isOlder ? (rounds[random.pick(work.rounds.slice(0, -1))] ?? last) : last
    for (let tries = 0; tries < 30; tries += 1) {
      const next = goOn(from)
      if (!byKey.has(keyOf(next.recipe))) {
        paint(addRound(work, next.recipe, next.parents, next.also, next.edits), next.base)
        return
      }
    }
    throw new Error('an author without ideas')
  }

  function firstRecipe(): Recipe {
    const other =
      rounds.length > 0 && random.chance(author.lookAlike) ? rounds[random.whole(0, rounds.length - 1)] : null
    if (other) {
      // The hard case: a new work out of another one's recipe, with another subject and little else changed.
      const [, ...rest] = other.recipe.terms
      const terms = [vocabulary.subject(random), ...rest]
      for (let n = random.whole(0, 2); n > 0 && terms.length > 2; n -= 1) {
        const at = random.whole(1, terms.length - 1)
        terms[at] = vocabulary.detail(random, terms, terms[at]?.kind)
      }
      return freshOf({ ...other.recipe, terms, task: { kind: 'text' } })
    }
    const terms = [vocabulary.subject(random)]
    for (let n = random.whole(...author.terms); n > 0; n -= 1) terms.push(vocabulary.detail(random, terms))
    const [width, height] = random.zipf(sizes)
    const [model = ''] = models
    return freshOf({
      terms,
      tail: habit.tail,
      negative: habit.negative,
      loras: random.chance(0.3) ? [{ name: random.pick(words.loras), weight: 0.8 }] : [],
      model: random.chance(0.7) ? model : random.pick(models),
      sampler: random.chance(0.8) ? 0 : random.whole(1, 3),
      steps: random.pick([20, 25, 28, 30]),
      cfg: random.pick([5, 6, 7, 7.5, 8]),
      width,
      height,
      task: { kind: 'text' },
      ...(random.chance(options.wildcards ?? 0)
        ? {
            wildcard: {
              choices: [0, 1, 2, 3].map(() => vocabulary.detail(random, terms).text).filter(isFirst),
            },
          }
        : {}),
    })
  }

  /** A work never begins with exactly the recipe of another. */
  function freshOf(recipe: Recipe): Recipe {
    if (!byKey.has(keyOf(recipe))) return recipe
    return freshOf({ ...recipe, terms: [...recipe.terms, vocabulary.detail(random, recipe.terms)] })
  }

  function addRound(
    work: Work,
    recipe: Recipe,
    parents: TruthParent[],
    also: number[],
    edits: string[],
  ): Round {
    const round: Round = {
      id: rounds.length,
      work: work.id,
      recipe,
      parents,
      also,
      edits,
      revisits: 0,
      pictures: [],
      favourite: 0,
    }
    byKey.set(keyOf(recipe), round)
    rounds.push(round)
    work.rounds.push(round.id)
    return round
  }

  function paint(round: Round, base?: Round): void {
    const { task, wildcard } = round.recipe
    const source = pictures[sourceOf(task) ?? -1]
    const keepsSeed = isRefinement(task)
    const size = keepsSeed ? 1 : random.pick(author.batch)
    const batches = keepsSeed ? 1 : Math.max(1, Math.round(random.geometric(author.picturesMean) / size))
    for (let batch = 0; batch < batches; batch += 1) {
      let seed = randomSeed(author, random)
      if (keepsSeed && source) seed = source.seed
      else if (base && batch === 0 && random.chance(author.seedKept))
        seed = pictures[base.favourite]?.seed ?? seed
      clock += Math.round(random.between(8, 60) * 1000 * Math.sqrt(size))
      for (let place = 0; place < size; place += 1) {
        // The files of a batch are written one right after the other.
        if (place > 0) clock += random.whole(40, 260)
        const choice = wildcard ? random.pick(wildcard.choices) : undefined
        round.pictures.push(pictures.length)
        pictures.push({
          id: pictures.length,
          round: round.id,
          at: clock,
          // ComfyUI writes one seed for all pictures of a batch.
          seed: author.program === 'comfyui' ? seed : seed + BigInt(place),
          batch: { size, place },
          ...(choice === undefined ? {} : { choice }),
        })
      }
    }
    round.favourite = random.pick(round.pictures)
  }
}

function isRefinement({ kind }: Task): boolean {
  return kind === 'hires' || kind === 'variation' || kind === 'upscale'
}

function isFirst(word: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(word) === index
}

/** Up to 2^32 for A1111 and InvokeAI, up to 2^63 for ComfyUI and Fooocus. */
function randomSeed({ program }: Author, random: Random): bigint {
  const low = BigInt(random.whole(0, 2 ** 32 - 9))
  return program === 'comfyui' || program === 'fooocus'
    ? (BigInt(random.whole(0, 2 ** 30)) << 32n) | low
    : low
}
