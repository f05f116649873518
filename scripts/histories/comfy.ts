import type { Recorded } from './recorded.ts'
import { digestOf, negativeOf, promptOf, pythonJson } from './wording.ts'

type Link = readonly [string, number]
type Node = readonly [id: string, kind: string, inputs: Readonly<Record<string, unknown>>, digest?: string]

/**
 * The two documents of ComfyUI's SaveImage: the graph that ran and the editor's drawing of it. Until mid-2024 the server
 * left the digest of a loaded picture in the graph as `is_changed` (`LoadImage.IS_CHANGED`, execution.py).
 */
export function comfyTexts(recorded: Recorded): Record<string, string> {
  const nodes = nodesOf(recorded)
  const graph = Object.fromEntries(
    nodes.map(([id, kind, inputs, digest]) => [
      id,
      { inputs, class_type: kind, ...(digest ? { is_changed: [digest] } : {}), _meta: { title: kind } },
    ]),
  )
  // JSON in JavaScript cannot write a number above 2^53 digit by digit.
  const exact = (text: string) => text.replaceAll('"@seed"', String(recorded.picture.seed))
  return { prompt: exact(pythonJson(graph)), workflow: exact(pythonJson(workflowOf(nodes, recorded))) }
}

function nodesOf({ author, round, picture, input }: Recorded): Node[] {
  const { recipe } = round
  const { task } = recipe
  const isFrom = 'input' in task
  const [sampler, scheduler] = (
    [
      ['dpmpp_2m', 'karras'],
      ['euler_ancestral', 'normal'],
      ['dpmpp_sde', 'karras'],
      ['ddim', 'ddim_uniform'],
    ] as const
  )[recipe.sampler] ?? ['euler', 'normal']
  const nodes: Node[] = [['4', 'CheckpointLoaderSimple', { ckpt_name: `${recipe.model}.safetensors` }]]
  let source: Link = ['4', 0]
  let clip: Link = ['4', 1]
  for (const [index, { name, weight }] of recipe.loras.entries()) {
    const id = String(20 + index)
    nodes.push([
      id,
      'LoraLoader',
      {
        lora_name: `${name}.safetensors`,
        strength_model: weight,
        strength_clip: weight,
        model: source,
        clip,
      },
    ])
    source = [id, 0]
    clip = [id, 1]
  }
  nodes.push(['6', 'CLIPTextEncode', { text: promptOf(recipe, author, picture.choice), clip }])
  nodes.push(['7', 'CLIPTextEncode', { text: negativeOf(recipe, author), clip }])
  if (isFrom) {
    const named = { image: input?.name ?? 'example.png', upload: 'image' }
    nodes.push(
      author.digests && input ? ['12', 'LoadImage', named, input.sha256()] : ['12', 'LoadImage', named],
    )
    nodes.push(
      task.kind === 'inpaint'
        ? [
            '13',
            'VAEEncodeForInpaint',
            { grow_mask_by: 6, pixels: ['12', 0], mask: ['12', 1], vae: ['4', 2] },
          ]
        : ['13', 'VAEEncode', { pixels: ['12', 0], vae: ['4', 2] }],
    )
  } else {
    const { width, height } = recipe
    nodes.push(['5', 'EmptyLatentImage', { width, height, batch_size: picture.batch.size }])
  }
  nodes.push([
    '3',
    'KSampler',
    {
      seed: '@seed',
      steps: recipe.steps,
      cfg: recipe.cfg,
      sampler_name: sampler,
      scheduler,
      denoise: isFrom ? task.strength : 1,
      model: source,
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: [isFrom ? '13' : '5', 0],
    },
  ])
  nodes.push(['8', 'VAEDecode', { samples: ['3', 0], vae: ['4', 2] }])
  nodes.push(['9', 'SaveImage', { filename_prefix: 'ComfyUI', images: ['8', 0] }])
  return nodes
}

function workflowOf(nodes: readonly Node[], { author, workflow }: Recorded): unknown {
  const links: (number | string)[][] = []
  const drawn = nodes.map(([id, kind, inputs], index) => {
    const isLink = (value: unknown): value is Link => Array.isArray(value)
    const sockets = Object.entries(inputs).flatMap(([name, value]) => {
      if (!isLink(value)) return []
      links.push([links.length + 1, Number(value[0]), value[1], Number(id), 0, name.toUpperCase()])
      return [{ name, type: name.toUpperCase(), link: links.length }]
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
      widgets_values: Object.values(inputs).filter((value) => !isLink(value)),
    }
  })
  const id = digestOf(workflow, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return {
    ...(author.version === 'new' ? { id, revision: 0 } : {}),
    last_node_id: 25,
    last_link_id: links.length,
    nodes: drawn,
    links,
    groups: [],
    config: {},
    extra: {},
    version: 0.4,
  }
}
