import { columnsOf, shortened } from './columns.ts'

export interface Progress {
  readonly update: (done: number, total: number) => void
  /** Says the last state and leaves the line. */
  readonly end: () => void
}

interface Terminal extends NodeJS.WritableStream {
  readonly isTTY?: boolean
  readonly columns?: number
}

const width = 24

/**
 * Progress on standard error: a bar that is drawn over itself on a terminal, at most ten times a second; plain
 * lines otherwise, at most one a second, so that a log stays readable. The last state is always said.
 */
export function showProgress(err: Terminal, label: string): Progress {
  const pause = err.isTTY ? 100 : 1_000
  let said = Number.NEGATIVE_INFINITY
  let shown = ''
  let latest = ''
  const say = (text: string) => {
    if (text === shown) return
    if (err.isTTY) err.write(`\r${shortened(text, (err.columns || 80) - 1)}\x1b[K`)
    else err.write(`${text}\n`)
    shown = text
    said = performance.now()
  }
  return {
    update(done, total) {
      latest = err.isTTY ? bar(label, done, total) : line(label, done, total)
      if (performance.now() - said >= pause) say(latest)
    },
    end() {
      if (latest !== '') say(latest)
      if (err.isTTY && shown !== '') err.write('\n')
    },
  }
}

function line(label: string, done: number, total: number): string {
  return total > 0 ? `${label} ${done}/${total} (${percent(done, total)}%)` : `${label} ${done}`
}

function bar(label: string, done: number, total: number): string {
  if (total === 0) return `${label}  ${done}`
  const filled = Math.round((Math.min(done, total) / total) * width)
  const gap = columnsOf(label) < 12 ? ' '.repeat(12 - columnsOf(label)) : ''
  return `${label}${gap}  ${'█'.repeat(filled)}${'░'.repeat(width - filled)}  ${String(percent(done, total)).padStart(3)}%  ${done}/${total}`
}

function percent(done: number, total: number): number {
  return Math.floor((Math.min(done, total) / total) * 100)
}
