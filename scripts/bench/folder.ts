import { randomFillSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'

/**
 * `files` PNGs, all different, each with an A1111 record as such files have it; of about 1 MB each with a `side` of 590
 * pixels, of 15 kB with 70.
 */
export function makeFolder(folder: string, files: number, side = 590): void {
  mkdirSync(folder, { recursive: true })
  const rows = Buffer.alloc(side * (1 + side * 3))
  for (let n = 0; n < files; n += 1) {
    randomFillSync(rows)
    for (let y = 0; y < side; y += 1) rows[y * (1 + side * 3)] = 0
    writeFileSync(join(folder, `${String(n).padStart(5, '0')}-${1000 + n}.png`), picture(rows, side, n))
  }
}

function picture(rows: Buffer, side: number, n: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const record = `ink wash painting, mountain ridge at dusk, lone figure\nNegative prompt: text, watermark\nSteps: 30, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 8, Seed: ${1000 + n}, Size: ${side}x${side}, Model hash: 1a2b3c4d5e, Model: demo-xl, Version: v1.10.1`
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`parameters\0${record}`, 'latin1')),
    chunk('IDAT', deflateSync(rows, { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
