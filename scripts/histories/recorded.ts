import type { Author } from './authors.ts'
import type { Picture, Round } from './history.ts'

/** What a program knows of the input when it writes the record. */
export interface Input {
  /** As its own folder calls it. */
  readonly name: string
  /** SHA-256 of the file. */
  readonly sha256: () => string
  /** MD5 of the pixels, RGB. */
  readonly pixelsMd5: () => string
  readonly seed: bigint
}

export interface Recorded {
  readonly author: Author
  readonly round: Round
  readonly picture: Picture
  readonly input: Input | null
  /** Which of the author's ComfyUI workflows. */
  readonly workflow: string
}
