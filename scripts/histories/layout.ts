import { type Entry, play } from './files.ts'
import type { History, Picture, Round } from './history.ts'
import { logsOf } from './logs.ts'
import { digits, localTime, uuidOf } from './names.ts'
import { randomFrom } from './random.ts'
import { promptOf } from './wording.ts'

/** All files of a history, named, numbered and dated as the program does it. */
export function laidOut(history: History): Entry[] {
  const counters = new Map<string, number>()
  const next = (folder: string) => {
    const number = counters.get(folder) ?? 0
    counters.set(folder, number + 1)
    return number
  }
  const paths = history.pictures.map((picture) => pathOf(history, picture, next))
  const random = randomFrom('written', history.set, history.number, history.author.name)
  const played = play(history, paths)
  const entries = history.pictures.map(
    (picture, index): Entry => ({
      path: paths[index] ?? '',
      modified: picture.at + random.whole(2, 30),
      played,
      picture: picture.id,
      record: 'whole',
      kind: 'original',
      ...(history.author.recorder ? { sealed: picture.at + 1500 } : {}),
    }),
  )
  return [...entries, ...logsOf(played)]
}

function pathOf(history: History, picture: Picture, next: (folder: string) => number): string {
  const { author } = history
  const round = history.rounds[picture.round] as Round
  const day = localTime(picture.at).slice(0, 10)
  switch (author.program) {
    case 'a1111': {
      const tab = tabOf(round)
      if (author.layout === 'timed') {
        return `outputs/${tab}/${day}/${localTime(picture.at).replace(/\D/g, '').slice(0, 14)}-${picture.seed}${
          round.recipe.task.kind === 'upscale' ? '-up' : ''
        }.png`
      }
      const folder = author.layout === 'single' ? 'outputs/all' : `outputs/${tab}/${day}`
      return `${folder}/${digits(next(folder), 5)}-${picture.seed}.png`
    }
    case 'comfyui': {
      const folder = author.layout === 'single' ? 'output' : `output/${day}`
      return `${folder}/ComfyUI_${digits(next(folder) + 1, 5)}_.png`
    }
    case 'invokeai':
      return `outputs/images/${uuidOf(`${history.set} ${history.number} ${picture.id}`)}.png`
    case 'novelai': {
      const title = promptOf(round.recipe, author)
        .replace(/[^\p{L}\p{N} ,]/gu, '')
        .slice(0, 40)
        .trim()
      return `NovelAI/${title} s-${picture.seed}.png`
    }
    case 'fooocus': {
      const written = localTime(picture.at).replace('T', '_').replaceAll(':', '-').slice(0, 19)
      return `outputs/${day}/${written}_${1000 + Number(picture.seed % 9000n)}.png`
    }
  }
}

function tabOf({ recipe: { task } }: Round): string {
  if (task.kind === 'upscale') return 'extras-images'
  return 'input' in task ? 'img2img-images' : 'txt2img-images'
}
