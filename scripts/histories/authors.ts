/** How one author works. Sets of authors are disjoint: who fits, who sets thresholds, and who gives the final figure. */
export interface Author {
  readonly name: string
  readonly program: 'a1111' | 'comfyui' | 'invokeai' | 'novelai' | 'fooocus'
  readonly version: string
  readonly language: 'tags' | 'prose' | 'chinese' | 'mixed'
  /** Rounds of a work that is more than a try: median of a log-normal. */
  readonly roundsMedian: number
  readonly roundsSigma: number
  /** Share of works that stay at one or two rounds. */
  readonly tries: number
  readonly picturesMean: number
  readonly batch: readonly number[]
  /** Seconds between two rounds, median. */
  readonly pause: number
  /** Share of rounds that start from an older round than the last. */
  readonly rollback: number
  /** Chance after a round to go to another work before this one is done. */
  readonly switching: number
  readonly returns: number
  readonly seedKept: number
  readonly lookAlike: number
  /** Chance that the next work begins in the same sitting. */
  readonly sameSitting: number
  /** Minutes of a sitting. */
  readonly sitting: number
  readonly terms: readonly [number, number]
  readonly tail: number
  readonly negative: number
  /** Works until the habitual words change. */
  readonly habitWorks: number
  readonly edits: Readonly<Record<EditKind, number>>
  /** Share of image tasks by kind. */
  readonly tasks: Readonly<Record<TaskKind, number>>
  readonly layout: Layout
  /** A1111 keeps the hash of the source (`Save init images`); ComfyUI before mid-2024 wrote the digest of an input. */
  readonly digests: boolean
  /** Inputs renamed or cropped before they were used again. */
  readonly renamesInputs: number
  /** Saves the best by hand, which writes A1111's `log.csv` and a second copy. */
  readonly saves: boolean
  /** Ran the recorder, which sealed every file as it came. */
  readonly recorder: boolean
}

export type EditKind =
  | 'replace'
  | 'add'
  | 'remove'
  | 'reweight'
  | 'move'
  | 'negative'
  | 'cfg'
  | 'steps'
  | 'sampler'
  | 'model'
  | 'lora'
  | 'size'
  | 'task'
export type TaskKind = 'image' | 'inpaint' | 'hires' | 'variation' | 'upscale'
/** Where the program puts its files: a folder a day and a tab, one folder, a time in the name. */
export type Layout = 'daily' | 'single' | 'timed'

const edits: Author['edits'] = {
  replace: 20,
  add: 24,
  remove: 8,
  reweight: 8,
  move: 3,
  negative: 4,
  cfg: 7,
  steps: 5,
  sampler: 3,
  model: 7,
  lora: 4,
  size: 2,
  task: 8,
}

const usual: Omit<Author, 'name' | 'program' | 'version' | 'language'> = {
  roundsMedian: 11,
  roundsSigma: 0.75,
  tries: 0.4,
  picturesMean: 4,
  batch: [1, 2, 4],
  pause: 50,
  rollback: 0.2,
  switching: 0.06,
  returns: 0.04,
  seedKept: 0.02,
  lookAlike: 0.15,
  sameSitting: 0.55,
  sitting: 43,
  terms: [4, 9],
  tail: 8,
  negative: 4,
  habitWorks: 5,
  edits,
  tasks: { image: 3, inpaint: 1.5, hires: 3, variation: 0.5, upscale: 1 },
  layout: 'daily',
  digests: false,
  renamesInputs: 0.3,
  saves: false,
  recorder: false,
}
const noRefinement = { image: 4, inpaint: 2, hires: 0, variation: 0, upscale: 0 }

function author(
  name: string,
  program: Author['program'],
  version: string,
  language: Author['language'],
  own: Partial<Author> = {},
): Author {
  return { ...usual, name, program, version, language, ...own }
}

export const sets = ['fit', 'thresholds', 'final', 'demo'] as const
export type SetName = (typeof sets)[number]

export const authors: Readonly<Record<SetName, readonly Author[]>> = {
  fit: [
    author('an', 'a1111', 'v1.6.0', 'tags', { picturesMean: 6, batch: [4] }),
    author('bo', 'a1111', 'v1.9.4', 'chinese', { rollback: 0.4, layout: 'single', pause: 35 }),
    author('cy', 'comfyui', 'new', 'prose', { tasks: noRefinement, picturesMean: 3, layout: 'single' }),
    author('du', 'comfyui', 'old', 'tags', {
      tasks: noRefinement,
      digests: true,
      edits: { ...edits, reweight: 14, lora: 8, add: 16 },
    }),
    author('el', 'invokeai', '4.2.9', 'prose', {
      tasks: noRefinement,
      edits: { ...edits, model: 11, replace: 24, reweight: 3 },
      terms: [3, 6],
    }),
    author('fu', 'a1111', 'v1.10.1', 'mixed', {
      layout: 'timed',
      saves: true,
      edits: { ...edits, model: 12, add: 14, replace: 26 },
      lookAlike: 0.2,
    }),
  ],
  thresholds: [
    author('gu', 'a1111', 'v1.7.0', 'tags', { rollback: 0.35, picturesMean: 5, tail: 11 }),
    author('he', 'a1111', 'v1.8.0', 'prose', { batch: [1], picturesMean: 3, digests: true, terms: [5, 8] }),
    author('ix', 'comfyui', 'new', 'chinese', { tasks: noRefinement, layout: 'single', switching: 0.09 }),
    author('ju', 'novelai', '4', 'tags', {
      tasks: noRefinement,
      edits: { ...edits, model: 0, lora: 0, reweight: 12 },
      batch: [1],
      picturesMean: 5,
      recorder: true,
    }),
    author('ke', 'fooocus', '2.5.5', 'mixed', {
      tasks: { image: 1, inpaint: 0, hires: 0, variation: 0, upscale: 0 },
      edits: { ...edits, reweight: 2, task: 2, move: 1 },
      batch: [2],
    }),
    author('lo', 'a1111', 'v1.9.3', 'mixed', {
      saves: true,
      rollback: 0.25,
      edits: { ...edits, cfg: 11, steps: 9, model: 5 },
      roundsMedian: 12,
    }),
  ],
  final: [
    author('mi', 'a1111', 'v1.5.1', 'tags', { picturesMean: 7, batch: [2, 4], rollback: 0.3, tail: 6 }),
    author('nu', 'a1111', 'v1.10.0', 'chinese', { pause: 65, roundsMedian: 8, terms: [5, 10] }),
    author('ok', 'comfyui', 'old', 'mixed', {
      tasks: noRefinement,
      digests: true,
      layout: 'single',
      pause: 40,
    }),
    author('pa', 'comfyui', 'new', 'tags', {
      tasks: noRefinement,
      rollback: 0.4,
      edits: { ...edits, lora: 9, model: 9, replace: 15 },
    }),
    author('qi', 'invokeai', '3.7.0', 'tags', { tasks: noRefinement, picturesMean: 4, switching: 0.04 }),
    author('ro', 'a1111', 'v1.8.0', 'prose', {
      layout: 'timed',
      lookAlike: 0.18,
      edits: { ...edits, replace: 28, add: 18, move: 5 },
      saves: true,
    }),
  ],
  demo: [
    author('lin', 'a1111', 'v1.9.4', 'chinese', {
      tries: 0,
      roundsMedian: 22,
      roundsSigma: 0.2,
      picturesMean: 4.4,
      lookAlike: 0,
      rollback: 0.28,
    }),
  ],
}
