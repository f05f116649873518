import { closeSync, openSync, readSync } from 'node:fs'

/**
 * Says whether the write-ahead log beside a database has lost something that was already committed.
 *
 * SQLite reads a log up to the first frame whose checksum fails and takes the rest as never finished, without a word
 * (file format, section 4.3). That is right for the last transaction, which a crash may have cut off. But a
 * transaction begins only when the one before is on the disk (`synchronous=FULL`): where a damaged one is followed by
 * another that was committed, it had been announced as done, and opening the vault as usual would drop both for good.
 *
 * `path` is the log's file. False where there is none.
 */
export function walHasLost(path: string): boolean {
  // Another program may begin the log anew in the middle of the look; damage is seen again.
  return lookOnce(path) && lookOnce(path)
}

const headerLength = 32
const frameHeaderLength = 24

function lookOnce(path: string): boolean {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  try {
    return hasLost(file)
  } finally {
    closeSync(file)
  }
}

function hasLost(file: number): boolean {
  const header = Buffer.alloc(headerLength)
  if (readSync(file, header, 0, headerLength, 0) < headerLength) return false
  const magic = header.readUInt32BE(0)
  const isBig = magic === 0x377f0683
  const pageSize = header.readUInt32BE(8)
  const isWhole =
    (isBig || magic === 0x377f0682) &&
    agrees(checksum(header.subarray(0, 24), [0, 0], isBig), header.subarray(24, 32))
  if (!isWhole || pageSize < 512 || pageSize > 65_536) return hasCommits(file, header)

  const salts = header.subarray(16, 24)
  const frame = Buffer.alloc(frameHeaderLength + pageSize)
  let seed: Sums = [header.readUInt32BE(24), header.readUInt32BE(28)]
  let isBroken = false
  let commits = 0
  for (
    let at = headerLength;
    readSync(file, frame, 0, frame.length, at) === frame.length;
    at += frame.length
  ) {
    const ends = frame.readUInt32BE(4) !== 0
    const isOfThisLog = frame.subarray(8, 16).equals(salts)
    const sums = checksum(
      frame.subarray(frameHeaderLength),
      checksum(frame.subarray(0, 8), seed, isBig),
      isBig,
    )
    const isValid = isOfThisLog && agrees(sums, frame.subarray(16, 24))
    // The frame after a damaged one still continues from the sums that stand in it.
    seed = [frame.readUInt32BE(16), frame.readUInt32BE(20)]
    if (!isValid) isBroken = true
    if (!isBroken || !ends) continue
    if (isValid && commits > 0) return true
    if (isOfThisLog) commits += 1
  }
  return false
}

/** With a damaged header SQLite takes the whole log for empty: is there a frame that ends a transaction, and a second? */
function hasCommits(file: number, header: Buffer): boolean {
  for (const pageSize of [4096, header.readUInt32BE(8)]) {
    if (pageSize < 512 || pageSize > 65_536) continue
    const start = Buffer.alloc(frameHeaderLength)
    let salts: Buffer | null = null
    let commits = 0
    const step = frameHeaderLength + pageSize
    for (let at = headerLength; readSync(file, start, 0, start.length, at) === start.length; at += step) {
      salts ??= Buffer.from(start.subarray(8, 16))
      if (!start.subarray(8, 16).equals(salts)) break
      if (start.readUInt32BE(4) !== 0) commits += 1
      if (commits > 1) return true
    }
  }
  return false
}

type Sums = readonly [number, number]

/** The checksum of the log (file format, section 4.2), in the byte order that its header names. */
function checksum(bytes: Buffer, [first, second]: Sums, isBig: boolean): Sums {
  let s0 = first
  let s1 = second
  for (let at = 0; at < bytes.length; at += 8) {
    s0 = (s0 + (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + s1) >>> 0
    s1 = (s1 + (isBig ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + s0) >>> 0
  }
  return [s0, s1]
}

function agrees([s0, s1]: Sums, stored: Buffer): boolean {
  return stored.readUInt32BE(0) === s0 && stored.readUInt32BE(4) === s1
}
