import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { bytesOf } from '../../../scripts/fuzz/samples.ts'
import { codesOf, read } from './read.ts'

test('a log of A1111 that changes width in the middle is read row by row, each with its bytes', async () => {
  const text = [
    'prompt,seed,width,height,sampler,cfgs,steps,filename,negative_prompt',
    '"海, ""dusk""",1,512,768,Euler,7,20,1.png,fog',
    '"two',
    'lines",2,512,768,Euler,7,20,2.png,,model,hash',
    'a,b,c',
    '',
  ].join('\r\n')
  const bytes = bytesOf(text)
  const record = await read(bytes, 'log.csv')
  expect(record.generations).toMatchObject([
    { file: '1.png', prompt: '海, "dusk"', negativePrompt: 'fog', seed: '1' },
    { file: '2.png', prompt: 'two\r\nlines', seed: '2', model: { name: 'model', hash: 'hash' } },
  ])
  const place = record.carriers[record.generations[1]?.carrier ?? -1]
  expect(bytes.subarray(place?.offset, (place?.offset ?? 0) + (place?.length ?? 0)).toString()).toMatch(
    /^"two/,
  )
  expect(codesOf(record)).toContain('damaged-statement')
})

test('InvokeAI’s log in both forms, commands without a prompt', async () => {
  const plain = await read(
    bytesOf('outputs/1.png: sea -s 50 -S 1 -W 512 -H 512 -C 7.5 -A k_lms\nout/2.png: !fix ./a.png -S 9\n'),
    'invoke_log.txt',
  )
  expect(plain.generations).toMatchObject([
    { file: '1.png', prompt: 'sea', seed: '1' },
    { file: '2.png', seed: '9' },
  ])
  expect(plain.generations[1]?.prompt).toBeUndefined()
  const markdown = await read(
    bytesOf('## 1.png\n![](1.png)\n\n"sea" -s50 -S 1\n## 2.png\n![](2.png)\n\nsky -s 50 -S 2\n'),
    'invoke_log.md',
  )
  expect(markdown.generations.map(({ file, prompt }) => [file, prompt])).toEqual([
    ['1.png', 'sea'],
    ['2.png', 'sky'],
  ])
})

test('Fooocus’s log: the encoded record counts, else the table', async () => {
  const json = encodeURIComponent(
    JSON.stringify({ prompt: 'sea', negative_prompt: 'fog', seed: '7', resolution: '(64, 32)' }),
  )
  const html = `<html><body><p>Fooocus Log 2026-01-02 (private)</p>
<div id="a_png" class="image-container"><hr><table><tr><td><a href="a.png"><img src='a.png'></a></td><td><table class='metadata'><tr><td class='label'>Prompt</td><td class='value'>sea</td></tr></table><button onclick="to_clipboard('${json}')">Copy</button></td></tr></table></div>
<div id="b_png" class="image-container"><a href='b.png'><img src='b.png'></a><table class='metadata'><tr><td class='key'>Prompt</td><td class='value'>sky &amp; sea</td></tr>
<tr><td class='key'>Seed</td><td class='value'>8</td></tr></table></div></body></html>`
  const record = await read(bytesOf(html), 'log.html')
  expect(record.generations).toMatchObject([
    { file: 'a.png', prompt: 'sea', seed: '7', width: 64, height: 32 },
    { file: 'b.png', prompt: 'sky & sea', seed: '8' },
  ])
})

test('ComfyUI’s history names the pictures that each job saved', async () => {
  const graph = {
    '3': {
      class_type: 'KSampler',
      inputs: {
        seed: 7,
        steps: 9,
        cfg: 1,
        sampler_name: 'lcm',
        scheduler: 'simple',
        denoise: 1,
        positive: ['6', 0],
        negative: ['6', 0],
        latent_image: ['5', 0],
        model: ['4', 0],
      },
    },
    '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'm' } },
    '5': { class_type: 'EmptyLatentImage', inputs: { width: 8, height: 8 } },
    '6': { class_type: 'CLIPTextEncode', inputs: { text: 'sea', clip: ['4', 1] } },
  }
  const outputs = {
    '9': {
      images: [
        { filename: 'a.png', subfolder: 'x', type: 'output' },
        { filename: 't.png', type: 'temp' },
      ],
    },
  }
  const record = await read(
    bytesOf(JSON.stringify({ job1: { prompt: [0, 'job1', graph, {}, ['9']], outputs, status: {} } })),
    'history.json',
  )
  expect(record.generations).toMatchObject([
    { file: 'x/a.png', prompt: 'sea', seed: '7', parameters: { 'prompt id': 'job1' } },
  ])
})

test('InvokeAI’s database is read from a copy, WAL or not', async () => {
  const database = new Database(':memory:')
  database.exec('CREATE TABLE images (image_name TEXT, metadata TEXT, created_at TEXT)')
  database
    .prepare('INSERT INTO images VALUES (?, ?, ?)')
    .run('a.png', '{"positive_prompt":"sea","seed":9007199254740993}', '2026-01-02')
  const bytes = database.serialize()
  bytes[18] = 2
  bytes[19] = 2
  const record = await read(bytes, 'invokeai.db')
  expect(record).toMatchObject({
    format: 'sqlite',
    generations: [
      { file: 'a.png', prompt: 'sea', seed: '9007199254740993', parameters: { created_at: '2026-01-02' } },
    ],
  })
  expect(codesOf(await read(bytes.subarray(0, 200), 'invokeai.db'))).toContain('damaged-statement')
})
