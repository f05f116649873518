import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Transformer } from '@napi-rs/image'
import { content } from './content.ts'
import {
  asPng,
  crop,
  cropped,
  encode,
  over,
  type Raster,
  signatureLayer,
  signatureRegion,
  toneCurve,
  toned,
} from './finish.ts'
import { openPrinter } from './papers.ts'
import { layeredFile } from './psd.ts'
import { comfyDocuments, infotext, type Settings, withPngText, withWebpComment } from './records.ts'
import * as scenes from './scenes.ts'
import type { Sheet } from './sheet.ts'

/**
 * Draws every file of the sample case into `resources/sample/`: `node scripts/sample/draw.ts`. The pictures come
 * from their seeds alone; the papers are photographed in Chromium (ZUOZHENG_CHROMIUM), so that only they depend on
 * the fonts of the machine. The results are committed; nothing else in the project needs this script.
 */
const target = fileURLToPath(new URL('../../resources/sample/', import.meta.url))
const fine = 2

/** What the reposted copy kept of the final picture: the strip with the signature is cut off. */
const kept = { x: 0, y: 0, width: 708, height: 1026 } as const

const raster = (sheet: Sheet): Raster => ({ ...scenes.size, pixels: scenes.pixelsOf(sheet) })
const written = (picture: Raster, settings: Settings) =>
  withPngText(asPng(picture), { parameters: infotext(settings) })
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const shrunk = (picture: Raster, width: number, height: number): Raster => {
  const resized = encode(picture).fastResize({ width, height, filter: 5 }).rawPixelsSync()
  return { width, height, pixels: new Uint8ClampedArray(resized) }
}
const inline = (bytes: Buffer, type: string) => `data:image/${type};base64,${bytes.toString('base64')}`

async function keep(name: string, bytes: Buffer): Promise<void> {
  await mkdir(new URL('.', new URL(name, `file://${target}`)), { recursive: true })
  await writeFile(`${target}${name}`, bytes)
  process.stdout.write(`${name} ${Math.round(bytes.length / 1000)} kB\n`)
}

// Rounds 1 to 4, as the generator saved them.
const fourth = raster(scenes.evening(fine))
const rounds: [string, Buffer][] = [
  ['process/00001-1001.png', written(raster(scenes.busy(fine)), { seed: 1001, lora: 0.8 })],
  ['process/00002-1001.png', written(raster(scenes.softer(fine)), { seed: 1001, lora: 0.65 })],
  ['process/00003-1002.png', written(raster(scenes.flat(fine)), { seed: 1002, lora: 0.65 })],
  ['process/00004-1002.png', written(fourth, { seed: 1002, lora: 0.65, evening: true })],
]
// A dead end: tried after round 4, and left.
const deadEnd = written(raster(scenes.heavy(fine)), { seed: 1002, lora: 0.95, evening: true })

// Round 5, by hand.
const base = cropped(fourth, crop)
const curved = toned(base)
const signature = signatureLayer(crop.width, crop.height)
const finished = over(curved, signature)
const final = asPng(finished)
const layers = layeredFile(
  [
    { kind: 'picture', name: content.layers.base, raster: base },
    { kind: 'curve', name: content.layers.curve, points: toneCurve },
    { kind: 'picture', name: content.layers.signature, raster: signature },
  ],
  finished,
)

// What was not taken, and what was made later.
const sibling = withWebpComment(
  encode(raster(scenes.stiff(fine))).webpSync(88),
  infotext({ seed: 1003, lora: 0.65, evening: true }),
  scenes.size.width,
  scenes.size.height,
)
const small = { width: 512, height: 768 }
const study = withPngText(asPng(shrunk(raster(scenes.study(fine)), small.width, small.height)), {
  ...comfyDocuments({ seed: 1004, lora: 0.8, ...small }),
})
const reproduction = written(fourth, { seed: 1002, lora: 0.65, evening: true, version: 'v1.10.1' })

// The reposted copy: cropped, made smaller, compressed again.
const copy = encode(shrunk(cropped(finished, kept), 568, 823)).jpegSync(78)

for (const [name, bytes] of rounds) await keep(name, bytes)
await keep('process/00005-1002.png', deadEnd)
await keep('work/00005-final.png', final)
await keep('documents/00005-layers.psd', layers)
await keep('process/sibling-1003.webp', sibling)
await keep('process/ComfyUI_00001_.png', study)
await keep('process/reproduction-1002.png', reproduction)
await keep('captures/image-as-served.jpg', copy)

const printer = await openPrinter()
const { papers } = content
const listed = (files: readonly (readonly [string, Buffer])[]) =>
  files
    .map(
      ([name, bytes]) =>
        `<tr><td class="mono">${name.replace(/.*\//, '')}</td><td class="mono">${digest(bytes)}</td></tr>`,
    )
    .join('')
const manifestOf = (files: readonly (readonly [string, Buffer])[]) =>
  digest(
    Buffer.from(files.map(([name, bytes]) => `${digest(bytes)}  ${name.replace(/.*\//, '')}\n`).join('')),
  )

const article = { picture: inline(copy, 'jpeg') }
const first = await printer.print('article', { ...papers.firstCapture, ...article })
const second = await printer.print('article', { ...papers.secondCapture, ...article })
await keep('captures/page-2026-04-02.png', first.png)
await keep('captures/page-2026-04-20.png', second.png)
const publication = await printer.print('first-publication', { picture: inline(final, 'png') })
await keep('documents/first-publication.png', publication.png)

const made = [...rounds, ['00005-final.png', final], ['00005-layers.psd', layers]] as [string, Buffer][]
const captured: [string, Buffer][] = [
  ['page-2026-04-02.png', first.png],
  ['image-as-served.jpg', copy],
]
const thumbnail = (bytes: Buffer) =>
  inline(new Transformer(bytes).fastResize({ width: 384, height: 576 }).jpegSync(88), 'jpeg')
const inCrop = Object.fromEntries(Object.entries(crop).map(([side, value]) => [side, `${value}`]))
const sheets: [string, string, Record<string, string>][] = [
  ['identity', 'identity', {}],
  ['account', 'account', {}],
  ['licence', 'licence', {}],
  ['licence-zh', 'licence-zh', {}],
  ['stamp', 'stamp-2026-03-02', { ...papers.stampWork, manifest: manifestOf(made), files: listed(made) }],
  [
    'stamp',
    'stamp-2026-04-02',
    { ...papers.stampCapture, manifest: manifestOf(captured), files: listed(captured) },
  ],
  ['voucher', 'voucher-stamp', papers.voucherStamp],
  ['voucher', 'voucher-travel', papers.voucherTravel],
  ['notice', 'notice', {}],
  ['delivery', 'delivery', {}],
  ['retouching', 'retouching', inCrop],
  [
    'reproduction',
    'reproduction',
    {
      original: digest(rounds[3]?.[1] as Buffer),
      copy: digest(reproduction),
      originalPicture: thumbnail(rounds[3]?.[1] as Buffer),
      copyPicture: thumbnail(reproduction),
    },
  ],
]
for (const [template, name, values] of sheets)
  await keep(`documents/${name}.png`, (await printer.print(template, values, 1.5)).png)
await printer.close()

const places = {
  signature: signatureRegion,
  /** Where the picture stands on each capture, in fractions of the file. */
  onPage: { first: first.picture, second: second.picture },
  /** What the copy kept of the final picture, in fractions of it. */
  kept: {
    x: kept.x / crop.width,
    y: kept.y / crop.height,
    width: kept.width / crop.width,
    height: kept.height / crop.height,
  },
}
await keep('places.json', Buffer.from(`${JSON.stringify(places, null, 2)}\n`))
