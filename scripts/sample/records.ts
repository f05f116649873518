import { crc32 } from 'node:zlib'
import { content } from './content.ts'

/** Generation records as the generators write them, put into the bytes of the sample's pictures. */

export interface Settings {
  readonly seed: number
  readonly lora: number
  readonly evening?: boolean
  readonly version?: string
  readonly width?: number
  readonly height?: number
}

const promptOf = ({ evening }: Settings) =>
  [...content.prompt, ...(evening ? content.evening : [])].join(', ')
const negativeOf = ({ evening }: Settings) =>
  [...content.negative, ...(evening ? [content.negativeText] : [])].join(', ')

/** The infotext of Stable Diffusion web UI 1.9 (`create_infotext` in modules/processing.py). */
export function infotext(settings: Settings): string {
  const { seed, lora, width = 768, height = 1152, version = 'v1.9.4' } = settings
  return [
    `${promptOf(settings)}, <lora:ink:${lora}>`,
    `Negative prompt: ${negativeOf(settings)}`,
    `Steps: 30, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 8, Seed: ${seed}, Size: ${width}x${height}, Model hash: 5a3e1c90d7, Model: demo-xl, Lora hashes: "ink: 7be04d21c6f8", Version: ${version}`,
  ].join('\n')
}

/** The two documents that ComfyUI's SaveImage writes: the graph that ran, and the editor's own drawing of it. */
export function comfyDocuments(settings: Settings): { prompt: string; workflow: string } {
  const { seed, lora, width = 768, height = 1152 } = settings
  const nodes = [
    ['4', 'CheckpointLoaderSimple', { ckpt_name: 'demo-xl.safetensors' }],
    [
      '10',
      'LoraLoader',
      {
        lora_name: 'ink.safetensors',
        strength_model: lora,
        strength_clip: lora,
        model: ['4', 0],
        clip: ['4', 1],
      },
    ],
    ['6', 'CLIPTextEncode', { text: promptOf(settings), clip: ['10', 1] }],
    ['7', 'CLIPTextEncode', { text: negativeOf(settings), clip: ['10', 1] }],
    ['5', 'EmptyLatentImage', { width, height, batch_size: 1 }],
    [
      '3',
      'KSampler',
      {
        seed,
        steps: 30,
        cfg: 8,
        sampler_name: 'dpmpp_2m',
        scheduler: 'karras',
        denoise: 1,
        model: ['10', 0],
        positive: ['6', 0],
        negative: ['7', 0],
        latent_image: ['5', 0],
      },
    ],
    ['8', 'VAEDecode', { samples: ['3', 0], vae: ['4', 2] }],
    ['9', 'SaveImage', { filename_prefix: 'ComfyUI', images: ['8', 0] }],
  ] as const
  const graph = Object.fromEntries(nodes.map(([id, kind, inputs]) => [id, { inputs, class_type: kind }]))
  const links: (number | string)[][] = []
  const drawn = nodes.map(([id, kind, inputs], index) => {
    const sockets = Object.entries(inputs).flatMap(([name, value]) => {
      if (!Array.isArray(value)) return []
      const type =
        { clip: 'CLIP', model: 'MODEL', vae: 'VAE', images: 'IMAGE' }[name] ??
        (name.includes('latent') || name === 'samples' ? 'LATENT' : 'CONDITIONING')
      const slot = Object.keys(inputs)
        .filter((key) => Array.isArray(inputs[key as keyof typeof inputs]))
        .indexOf(name)
      links.push([links.length + 1, Number(value[0]), Number(value[1]), Number(id), slot, type])
      return [{ name, type, link: links.length }]
    })
    return {
      id: Number(id),
      type: kind,
      pos: [40 + 330 * (index % 4), 60 + 320 * Math.floor(index / 4)],
      size: [300, 200],
      flags: {},
      order: index,
      mode: 0,
      inputs: sockets,
      outputs: [],
      properties: { 'Node name for S&R': kind },
      widgets_values: Object.values(inputs).filter((value) => !Array.isArray(value)),
    }
  })
  const workflow = {
    last_node_id: 10,
    last_link_id: links.length,
    nodes: drawn,
    links,
    groups: [],
    config: {},
    extra: {},
    version: 0.4,
  }
  return { prompt: asciiJson(graph), workflow: asciiJson(workflow) }
}

/** Python's `json.dumps`: everything beyond ASCII escaped. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Text chunks as Pillow writes them: tEXt where Latin-1 holds the text, else iTXt (PNG third edition, 11.3.3). */
export function withPngText(png: Buffer, texts: Readonly<Record<string, string>>): Buffer {
  const afterHeader = 8 + 12 + 13
  const chunks = Object.entries(texts).map(([key, text]) => {
    const latin = [...text].every((letter) => letter.charCodeAt(0) < 256)
    return latin
      ? pngChunk('tEXt', Buffer.concat([Buffer.from(`${key}\0`, 'latin1'), Buffer.from(text, 'latin1')]))
      : pngChunk(
          'iTXt',
          Buffer.concat([Buffer.from(`${key}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]),
        )
  })
  return Buffer.concat([png.subarray(0, afterHeader), ...chunks, png.subarray(afterHeader)])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

/** A WebP with the text in the EXIF UserComment, in the extended format (VP8X, WebP container specification). */
export function withWebpComment(webp: Buffer, text: string, width: number, height: number): Buffer {
  const picture = webp.subarray(12)
  const head = Buffer.alloc(10)
  head[0] = 0x08
  head.writeUIntLE(width - 1, 4, 3)
  head.writeUIntLE(height - 1, 7, 3)
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    riff('VP8X', head),
    picture,
    riff('EXIF', exifComment(text)),
  ])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from('RIFF'), size, body])
}

function riff(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

/** A TIFF block of two directories that holds only the comment, as piexif writes it: `UNICODE`, big-endian UTF-16. */
function exifComment(text: string): Buffer {
  const words = Buffer.from(text, 'utf16le').swap16()
  const comment = Buffer.concat([Buffer.from('UNICODE\0', 'latin1'), words])
  const block = Buffer.alloc(44)
  block.write('MM\0*', 0, 'latin1')
  block.writeUInt32BE(8, 4)
  const directory = (at: number, tag: number, type: number, count: number, value: number) => {
    block.writeUInt16BE(1, at)
    block.writeUInt16BE(tag, at + 2)
    block.writeUInt16BE(type, at + 4)
    block.writeUInt32BE(count, at + 6)
    block.writeUInt32BE(value, at + 10)
  }
  directory(8, 0x8769, 4, 1, 26)
  directory(26, 0x9286, 7, comment.length, 44)
  return Buffer.concat([block, comment])
}
