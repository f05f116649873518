import { createHash } from 'node:crypto'
import { Transformer } from '@napi-rs/image'
import type { History, Picture, Round } from './history.ts'
import { encodePng, paint } from './paint.ts'
import { sourceOf } from './recipe.ts'
import type { Input, Recorded } from './recorded.ts'
import { textsOf } from './records.ts'
import { type Scene, scenesOf } from './scene.ts'
import type { TruthFile } from './truth.ts'

/** A history with what its pictures show. */
export interface Played {
  readonly history: History
  readonly scenes: readonly Scene[]
  /** Of each picture, as the program wrote it; damage comes later. */
  readonly paths: readonly string[]
}

/** A file to be, so that damage can be done before any byte is written. */
export interface Entry {
  readonly path: string
  /** Milliseconds since 1970. */
  readonly modified: number
  /** Whose history it is of; null for a picture from elsewhere. */
  readonly played: Played | null
  /** The picture it holds; null for a log and for a picture from elsewhere. */
  readonly picture: number | null
  readonly record: TruthFile['record']
  readonly kind: TruthFile['kind'] | 'log'
  /** A picture that a messenger or a gallery wrote anew. */
  readonly jpeg?: boolean
  /** When the recorder sealed it, in milliseconds since 1970. */
  readonly sealed?: number
  /** The bytes of a log or of a picture from elsewhere. */
  readonly bytes?: () => Buffer
}

export function play(history: History, paths: readonly string[]): Played {
  return { history, paths, scenes: scenesOf(history) }
}

export function bytesOf(entry: Entry): Buffer {
  const { played, picture, bytes } = entry
  if (bytes) return bytes()
  if (!played || picture === null) throw new Error(`nothing to write at ${entry.path}`)
  const scene = played.scenes[picture] as Scene
  if (entry.kind === 'grid') return gridOf(played, picture)
  const pixels = paint(scene)
  if (entry.kind === 'by-hand') {
    workOver(pixels, scene)
    return encodePng(pixels, scene, { Software: 'GIMP 2.10.34' })
  }
  if (entry.record === 'whole') return encodePng(pixels, scene, textsOf(recordedOf(played, picture)))
  return entry.jpeg ? jpegOf(pixels, scene) : encodePng(pixels, scene, {})
}

export function recordedOf(played: Played, number: number): Recorded {
  const { history } = played
  const picture = history.pictures[number] as Picture
  const round = history.rounds[picture.round] as Round
  const source = sourceOf(round.recipe.task)
  return {
    author: history.author,
    round,
    picture,
    input: source === null ? null : inputOf(played, source, round),
    // An author keeps two or three workflows; works in a row share one.
    workflow: `${history.author.name} ${history.number} ${Math.floor(round.work / 4)}`,
  }
}

function inputOf(played: Played, source: number, round: Round): Input {
  const { history, scenes, paths } = played
  const name = (paths[source] ?? '').replace(/^.*\//, '')
  const isNamed = round.parents.some(({ by }) => by === 'input-name' || by === 'input-digest')
  return {
    name: isNamed ? name : `pasted/image (${source % 40}).png`,
    sha256: () =>
      createHash('sha256')
        .update(
          encodePng(
            paint(scenes[source] as Scene),
            scenes[source] as Scene,
            textsOf(recordedOf(played, source)),
          ),
        )
        .digest('hex'),
    pixelsMd5: () =>
      createHash('md5')
        .update(paint(scenes[source] as Scene))
        .digest('hex'),
    seed: history.pictures[source]?.seed ?? 0n,
  }
}

/** A JPEG without any text, as messengers send pictures on. */
export function jpegOf(pixels: Buffer, { width, height }: { width: number; height: number }): Buffer {
  const rgba = Buffer.alloc(width * height * 4, 255)
  for (let at = 0; at < width * height; at += 1) pixels.copy(rgba, at * 4, at * 3, at * 3 + 3)
  return Transformer.fromRgbaPixels(rgba, width, height).jpegSync(78)
}

/** Strokes of a brush and a name in the corner. */
function workOver(pixels: Buffer, { width, height, values }: Scene): void {
  const [a = 0, b = 0, c = 0] = values
  const put = (x: number, y: number, colour: readonly number[]) => {
    if (x < 0 || y < 0 || x >= width || y >= height) return
    for (let n = 0; n < 3; n += 1) pixels[(y * width + x) * 3 + n] = colour[n] ?? 0
  }
  for (let n = 0; n < width * 0.5; n += 1) {
    const y = Math.round(height * (0.2 + 0.5 * b) + Math.sin(n / 6 + a * 6) * 4)
    for (let thick = 0; thick < 3; thick += 1) put(Math.round(width * 0.4 * c) + n, y + thick, [40, 30, 36])
  }
  for (let n = 0; n < 12; n += 1) put(width - 16 + n, height - 5 - (n % 3), [180, 30, 30])
}

/** Up to four pictures of the batch in one, as A1111 keeps beside them. */
function gridOf(played: Played, first: number): Buffer {
  const { history, scenes } = played
  const round = history.rounds[history.pictures[first]?.round ?? -1]
  const four = (round?.pictures ?? []).filter((id) => id >= first).slice(0, 4)
  const { width, height } = scenes[first] as Scene
  const whole = { width: width * 2, height: height * 2 }
  const pixels = Buffer.alloc(whole.width * whole.height * 3)
  for (const [place, id] of four.entries()) {
    const part = paint(scenes[id] as Scene)
    for (let y = 0; y < height; y += 1) {
      const at = ((y + Math.floor(place / 2) * height) * whole.width + (place % 2) * width) * 3
      part.copy(pixels, at, y * width * 3, (y + 1) * width * 3)
    }
  }
  return encodePng(pixels, whole, textsOf(recordedOf(played, first)))
}
