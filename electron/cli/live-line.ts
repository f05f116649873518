import { shortened } from './columns.ts'

export interface LiveLine {
  /** What is so now: drawn over itself on a terminal, elsewhere a line of its own where it differs from the last. */
  readonly renew: (text: string) => void
  /** Something that happened, on a line that stays. */
  readonly say: (text: string) => void
  readonly end: () => void
}

interface Terminal extends NodeJS.WritableStream {
  readonly isTTY?: boolean
  readonly columns?: number
}

/** One line that shows that a program is alive. Without a terminal at most one a second, so that a log stays readable. */
export function openLiveLine(stream: Terminal): LiveLine {
  let shown = ''
  let said = Number.NEGATIVE_INFINITY
  const draw = () => stream.write(`\r${shortened(shown, (stream.columns || 80) - 1)}\x1b[K`)
  return {
    renew(text) {
      if (text === shown || (!stream.isTTY && performance.now() - said < 1_000)) return
      shown = text
      said = performance.now()
      if (stream.isTTY) draw()
      else stream.write(`${text}\n`)
    },
    say(text) {
      if (!stream.isTTY) stream.write(`${text}\n`)
      else {
        stream.write(`\r\x1b[K${text}\n`)
        if (shown !== '') draw()
      }
    },
    end() {
      if (stream.isTTY && shown !== '') stream.write('\n')
    },
  }
}
