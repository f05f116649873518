import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generatorIds } from '../../../electron/core/metadata/generators/reading.ts'
import { identify } from '../../../electron/core/metadata/metadata.ts'
import { madeFiles } from '../../../scripts/fuzz/made-files.ts'
import { mutate } from '../../../scripts/fuzz/mutate.ts'
import { latin1Of, png, tEXt, zTXt } from '../../../scripts/fuzz/samples.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { codesOf, read } from './read.ts'

test('a thousand damaged files give records that keep the contract and point into the file', async () => {
  const files = Object.entries(madeFiles())
  for (let seed = 0; seed < 1000; seed++) {
    const [name, original] = files[seed % files.length] ?? ['', new Uint8Array()]
    const bytes = mutate(original, seed)
    const record = await read(bytes, name)
    expect(codesOf(record), `${name} seed ${seed}`).not.toContain('reader-failed')
    for (const { offset, length } of record.carriers)
      expect(offset + length).toBeLessThanOrEqual(bytes.length)
  }
})

test('any bytes under any text key are survived', async () => {
  const keys = fc.constantFrom(
    'parameters',
    'prompt',
    'workflow',
    'Comment',
    'Dream',
    'sd-metadata',
    'generation_data',
    'AIGC',
  )
  await fc.assert(
    fc.asyncProperty(keys, fc.uint8Array({ maxLength: 400 }), async (key, value) => {
      expect(codesOf(await read(png([tEXt(key, value)])))).not.toContain('reader-failed')
    }),
    { numRuns: 200 },
  )
})

test('any JSON under any text key is survived', async () => {
  const keys = fc.constantFrom(
    'parameters',
    'prompt',
    'workflow',
    'Comment',
    'invokeai_metadata',
    'sd-metadata',
    'generation_data',
  )
  const names = fc.constantFrom(
    'class_type',
    'inputs',
    'nodes',
    'links',
    'widgets_values',
    'prompt',
    'seed',
    'image',
    'model',
    'loras',
    'uc',
    'scale',
    'sampler',
    'definitions',
    'subgraphs',
    '__proto__',
    'constructor',
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(names, tie('tree')),
      fc.array(tie('tree'), { maxLength: 4 }),
    ),
  }))
  await fc.assert(
    fc.asyncProperty(keys, tree, async (key, value) => {
      expect(codesOf(await read(png([tEXt(key, Buffer.from(JSON.stringify(value)))])))).not.toContain(
        'reader-failed',
      )
    }),
    // A number beyond those that a double holds, in a list of prompts.
    { numRuns: 200, examples: [['sd-metadata', { image: { prompt: [-9007199254740992, false] } }]] },
  )
})

test('a packed text that unpacks beyond the limit is stopped and told', async () => {
  const bomb = latin1Of('parameters\0\0')
  const packed = deflateSync(Buffer.alloc(64 * 1024 * 1024))
  const record = await read(png([['zTXt', Buffer.concat([bomb, packed])]]))
  expect(record.warnings).toContainEqual({ code: 'unpack-limit', details: { where: 'png:zTXt:parameters' } })
  const many = Array.from({ length: 20 }, () => zTXt('a', Buffer.alloc(15 * 1024 * 1024)))
  expect(codesOf(await read(png(many)))).toContain('unpack-limit')
})

test('a picture that claims 60,000 × 60,000 pixels is described and not decoded', async () => {
  const bytes = png([])
  bytes.writeUInt32BE(60_000, 16)
  bytes.writeUInt32BE(60_000, 20)
  const record = await read(bytes)
  expect(record).toMatchObject({ width: 60_000, height: 60_000 })
  expect(codesOf(record)).toContain('pixels-not-read')
})

test('texts that drive patterns to their knees are read in time', async () => {
  const lines = [
    'Negative prompt:'.repeat(50_000),
    `${'a'.repeat(200_000)}: `,
    `${'k: "'.repeat(50_000)}`,
    '<lora:'.repeat(50_000),
    '['.repeat(100_000),
  ]
  for (const line of lines) {
    // Time of the processor: what other programs do meanwhile does not count.
    const before = process.cpuUsage()
    await read(png([tEXt('parameters', `${line}\nSteps: 20, Sampler: Euler, Seed: 1, Size: 8x8, ${line}`)]))
    await read(png([tEXt('prompt', `{"3":${line}`), tEXt('Dream', line), tEXt('AIGC', line)]))
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1_000).toBeLessThan(2_000)
  }
})

/** 关于《春风》创作过程的说明, a line end, 第一稿于三月五日完成。, as Windows in Chinese writes it (GBK). */
const gbkText = Buffer.from(
  'b9d8d3daa1b6b4bab7e7a1b7b4b4d7f7b9fdb3ccb5c4cbb5c3f70d0ab5dad2bbb8e5d3dac8fdd4c2cee5c8d5cdeab3c9a1a3',
  'hex',
)

test('a text in GBK is taken for a text, and nothing is read with an encoding that the file does not tell', async () => {
  expect(identify(gbkText, gbkText.length).format).toBe('text')
  // Cut in the middle of a character, where only the head was read.
  expect(identify(gbkText.subarray(0, 21), gbkText.length).format).toBe('text')
  const record = await read(gbkText, '说明.txt')
  expect(codesOf(record)).toEqual(['encoding-not-told'])
  expect(record.carriers).toEqual([])
  const table = Buffer.concat([Buffer.from('prompt,seed,steps\n'), gbkText])
  expect((await read(table, 'log.csv')).generations).toEqual([])
  // Western letters beyond ASCII and bytes without order are none.
  const western = Buffer.from('caf\xe9 na\xefve r\xe9sum\xe9 d\xe9j\xe0 vu', 'latin1')
  expect(identify(western, western.length).format).toBe('unknown')
  const noise = Uint8Array.from({ length: 400 }, (_, at) => 128 + ((at * 37) % 127))
  expect(identify(noise, noise.length).format).toBe('unknown')
})

test('kinds are known by their bytes', () => {
  const kinds: Record<string, string> = {
    '%PDF-1.7': 'pdf',
    'PK\x03\x04....word/document.xml': 'docx',
    'PK\x03\x04....xl/workbook.xml': 'xlsx',
    'PK\x03\x04....a.txt': 'zip',
    'SQLite format 3\0': 'sqlite',
    'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n': 'mhtml',
    '<!DOCTYPE html><html>': 'html',
    '{"a": 1}': 'json',
    'a,b,c\n1,2,3\n': 'csv',
    'a line of text': 'text',
    'RIFF\0\0\0\0WAVEfmt ': 'wav',
    '\x1a\x45\xdf\xa3....webm': 'webm',
    '\0\0\0\x18ftypmp42': 'mp4',
    '\0\0\0\x18ftypheic': 'heic',
    '\0\x01\x02\x03': 'unknown',
  }
  for (const [text, format] of Object.entries(kinds)) {
    const head = latin1Of(text)
    expect(identify(head, head.length).format, format).toBe(format)
  }
  expect(identify(new Uint8Array(), 0).format).toBe('empty')
})

test('every warning that a reader can give has its sentence in both languages', () => {
  const folder = join(import.meta.dirname, '../../../electron/core/metadata')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  const used = sources.flatMap((text) =>
    [...text.matchAll(/(?:warn\(\s*findings,\s*|notice\(|code: |\? |: )'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(
      (m) => m[1] ?? '',
    ),
  )
  const sentences = messagesIn('zh-CN').records.warnings
  const codes = [...new Set(used)].filter((code) =>
    /^(c2pa|comfy|ai-label|signature|records|damaged|unpack|too|lfs|reader|shape|pixels|personal|ambiguous|generator-by)-?/.test(
      code,
    ),
  )
  expect(codes.length).toBeGreaterThan(15)
  expect(codes.filter((code) => !(code in sentences))).toEqual([])
})

test('every program that a record can name is listed for readers of the records', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/generation-records.md'), 'utf8')
  expect(generatorIds.filter((id) => !page.includes(`| \`${id}\` |`))).toEqual([])
})
