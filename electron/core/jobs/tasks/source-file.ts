import { constants, openSync, readSync } from 'node:fs'

/** Files up to this size are read in one piece; of larger ones only the head is looked into. */
export const wholeLimit = 512 * 1024 * 1024
export const headLength = 64 * 1024

/**
 * One buffer a thread, grown to the largest file so far: allocating a megabyte anew for each of ten thousand
 * files costs more than reading it. Safe because a thread runs one task at a time and no result refers to it.
 */
let workspace = Buffer.alloc(0)
const workspaceLimit = 64 * 1024 * 1024

/** Opens a person's file for reading. Not blocking: a pipe that nobody writes to must not hold the thread for ever. */
export function openSource(path: string): number {
  return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
}

/**
 * Up to `length` bytes from the start; fewer where the file is shorter than it said. Valid until the next call in
 * this thread.
 */
export function readStart(source: number, length: number): Buffer {
  const isBig = length > workspaceLimit
  if (!isBig && workspace.length < length) workspace = Buffer.allocUnsafeSlow(length)
  const target = isBig ? Buffer.allocUnsafeSlow(length) : workspace
  let filled = 0
  while (filled < length) {
    const count = readSync(source, target, filled, length - filled, filled)
    if (count === 0) break
    filled += count
  }
  return target.subarray(0, filled)
}
