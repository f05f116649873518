import type { Generation } from '../../../../../shared/contract/record.ts'
import { asCount, asNumber, asSeed, asText } from '../../exact-json.ts'
import { model, present } from '../reading.ts'
import { conditioningTexts } from './conditioning.ts'
import { type Graph, type Link, link, linksOf, type Node, scalarsOf } from './graph.ts'
import { modelsOf } from './models.ts'
import { pipedFields } from './pipes.ts'
import { inputValue, type Notice, relayOf } from './values.ts'

/** Inputs that bring something else than a picture or a latent: the walk to the samplers does not enter them. */
const notPicture =
  /^(positive|negative|neg_conditioning|conditioning|cond\d|model|clip|vae|control_net|clip_vision|upscale_model|sampler|sigmas|noise|guider|mask|style_model|lora|text|prompt|filename|positive_prompt|negative_prompt)/i

/** The samplers whose work reaches a saved picture, in the order in which they ran. */
export function samplersOf(graph: Graph): Node[] {
  const samplers: Node[] = []
  const seen = new Set<string>()
  const starts = savers(graph)
  // Without any node that shows or saves a picture, every sampler of the graph is meant.
  if (starts === undefined) return [...graph.values()].filter(isSampler)
  for (const start of starts) visit(graph, start, samplers, seen)
  return samplers
}

/** Depth first, the sampler after what it works on; iterative, as hostile graphs are deep. */
function visit(graph: Graph, start: Node, samplers: Node[], seen: Set<string>): void {
  const stack: { node: Node; done: boolean }[] = [{ node: start, done: false }]
  while (stack.length > 0) {
    const top = stack.pop()
    if (!top) break
    const { node, done } = top
    if (done) {
      samplers.push(node)
      continue
    }
    if (seen.has(node.id)) continue
    seen.add(node.id)
    if (isSampler(node)) stack.push({ node, done: true })
    for (const towards of pictureLinks(graph, node)) {
      const next = graph.get(towards.node)
      if (next) stack.push({ node: next, done: false })
    }
  }
}

function pictureLinks(graph: Graph, node: Node): Link[] {
  const relayed = relayOf(graph, node)
  if (relayed) return [relayed]
  const links = linksOf(node)
    .filter(([name]) => !notPicture.test(name))
    .map(([, towards]) => towards)
  // A prompt may hold what an earlier sampler made (StableCascade's stage B, an edit of a first picture).
  const stage = isSampler(node) ? link(node, 'positive') : undefined
  const conditioned = stage ? graph.get(stage.node) : undefined
  const earlier = conditioned ? (link(conditioned, 'stage_c') ?? undefined) : undefined
  return earlier ? [...links, earlier] : links
}

const savesByName = /save|savevideo|VideoCombine|SendImage|Image Saver/i

/** The nodes that save a picture, else those that preview one; undefined when there are neither. */
function savers(graph: Graph): Node[] | undefined {
  const sinks = [...graph.values()].filter((node) => hasPicture(node))
  const saving = sinks.filter((node) => savesByName.test(node.type))
  if (saving.some((node) => reachesSampler(graph, node))) return saving
  const previews = sinks.filter((node) => /preview/i.test(node.type))
  return saving.length + previews.length > 0 ? [...saving, ...previews] : undefined
}

const hasPicture = (node: Node): boolean =>
  linksOf(node).some(([name]) => /^(images?|samples|latents?|video|frames)/i.test(name))

function reachesSampler(graph: Graph, node: Node): boolean {
  const found: Node[] = []
  visit(graph, node, found, new Set())
  return found.length > 0
}

/** A sampler is known by what goes in: a prompt or a guider, and noise or a seed. */
function isSampler(node: Node): boolean {
  const { inputs } = node
  const guided =
    inputs.has('guider') || (inputs.has('positive') && (inputs.has('latent_image') || inputs.has('model')))
  const seeded =
    inputs.has('seed') || inputs.has('noise_seed') || inputs.has('noise') || inputs.has('seed_value')
  const conditioned = inputs.has('conditioning') && inputs.has('steps')
  const piped = inputs.has('pipe') && inputs.has('steps') && inputs.has('sampler_name')
  return (
    ((guided || conditioned || piped) && seeded) ||
    (/^KSampler/.test(node.type) && seeded && inputs.has('steps'))
  )
}

/** One generation a sampler: values with their links followed, texts from both sides, models on the way. */
export function generationOf(graph: Graph, sampler: Node, notice: Notice): Generation {
  const value = (node: Node | undefined, name: string) =>
    node?.inputs.has(name) ? inputValue(graph, node, name, notice) : undefined
  const behind = (name: string): Node | undefined => nodeBehind(graph, sampler, name)
  const noise = behind('noise')
  const sigmas = scheduleNode(graph, behind('sigmas'))
  const guider = behind('guider')
  const select = behind('sampler')
  const sides = guider ?? sampler
  const positive = textsBehind(graph, sides, ['positive', 'conditioning', 'cond1', 'cond2'], notice)
  const negative = textsBehind(graph, sides, ['negative', 'neg_conditioning'], notice)
  const models = modelsOf(graph, link(sampler, 'model') ?? (guider && link(guider, 'model')), notice)
  const size = sizeOf(graph, link(sampler, 'latent_image') ?? link(sampler, 'latent'), notice)
  const piped = pipedFields(graph, sampler, notice)
  return present({
    ...piped,
    ...texts('prompt', 'prompts', positive),
    ...texts('negativePrompt', 'negativePrompts', negative),
    model: models.models.length === 1 ? model(models.models[0]) : piped.model,
    models: models.models.length > 1 ? models.models.map((name) => ({ name })) : undefined,
    loras: models.loras.length > 0 ? models.loras : piped.loras,
    sampler: asText(value(sampler, 'sampler_name') ?? value(select, 'sampler_name')),
    scheduler: asText(value(sampler, 'scheduler') ?? value(sigmas, 'scheduler')),
    steps: asCount(value(sampler, 'steps') ?? value(sigmas, 'steps')),
    cfgScale: asNumber(value(sampler, 'cfg') ?? value(guider, 'cfg')),
    seed: asSeed(value(sampler, 'seed') ?? value(sampler, 'noise_seed') ?? value(noise, 'noise_seed')),
    width: size?.width ?? piped.width,
    height: size?.height ?? piped.height,
    denoisingStrength: asNumber(value(sampler, 'denoise') ?? value(sigmas, 'denoise')),
    parameters: parametersOf(graph, sampler, [...positive, ...negative]),
  })
}

function texts(
  one: 'prompt' | 'negativePrompt',
  many: 'prompts' | 'negativePrompts',
  found: readonly string[],
): Partial<Generation> {
  if (found.length === 0) return {}
  return found.length === 1 ? { [one]: found[0] } : { [many]: found }
}

function textsBehind(graph: Graph, node: Node, names: readonly string[], notice: Notice): string[] {
  const all = names.flatMap((name) => {
    const from = link(node, name)
    return from ? conditioningTexts(graph, from, notice) : []
  })
  const filled = [...new Set(all.filter((text) => text.trim() !== ''))]
  return filled.length > 0 ? filled : all.slice(0, 1)
}

function nodeBehind(graph: Graph, node: Node, name: string): Node | undefined {
  let from = link(node, name)
  for (let depth = 0; from && depth < 64; depth++) {
    const next = graph.get(from.node)
    if (!next) return undefined
    const relayed = relayOf(graph, next)
    if (!relayed) return next
    from = relayed
  }
  return undefined
}

/** The scheduler behind nodes that split or flip its sigmas. */
function scheduleNode(graph: Graph, node: Node | undefined): Node | undefined {
  let at = node
  for (let depth = 0; at && depth < 64 && !at.inputs.has('steps') && link(at, 'sigmas'); depth++) {
    at = nodeBehind(graph, at, 'sigmas')
  }
  return at
}

/** The size of the latent that a sampler starts from, where a node states it in pixels. */
function sizeOf(
  graph: Graph,
  from: Link | undefined,
  notice: Notice,
): { width: number; height: number } | undefined {
  let towards = from
  for (let depth = 0; towards && depth < 64; depth++) {
    const node: Node | undefined = graph.get(towards.node)
    if (!node || isSampler(node)) return undefined
    if (/latent/i.test(node.type) && node.inputs.has('width') && node.inputs.has('height')) {
      const width = asCount(inputValue(graph, node, 'width', notice))
      const height = asCount(inputValue(graph, node, 'height', notice))
      return width && height ? { width, height } : undefined
    }
    if (/^Efficient Loader$/.test(node.type)) {
      const width = asCount(inputValue(graph, node, 'empty_latent_width', notice))
      const height = asCount(inputValue(graph, node, 'empty_latent_height', notice))
      return width && height ? { width, height } : undefined
    }
    // A node that scales by a factor makes another size, which the file does not state.
    if (/upscale|scale|crop/i.test(node.type)) return undefined
    towards =
      relayOf(graph, node) ?? link(node, 'samples') ?? link(node, 'latent') ?? link(node, 'latent_image')
  }
  return undefined
}

const ownFields = new Set(['seed', 'noise_seed', 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'])

/** Every other value of the nodes that worked for this sampler, named `id type.input`, as found. */
function parametersOf(
  graph: Graph,
  sampler: Node,
  texts: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {}
  const seen = new Set<string>([sampler.id])
  const pending: Node[] = [sampler]
  while (pending.length > 0 && seen.size < 500) {
    const node = pending.pop()
    if (!node) break
    for (const [name, text] of scalarsOf(node)) {
      if (node === sampler && ownFields.has(name)) continue
      // Texts have fields of their own; of very long values nothing is gained by keeping them twice.
      if (!texts.includes(text)) parameters[`${node.id} ${node.type}.${name}`] = text
    }
    for (const [, towards] of linksOf(node)) {
      const next = graph.get(towards.node)
      if (!next || seen.has(next.id) || isSampler(next)) continue
      seen.add(next.id)
      pending.push(next)
    }
  }
  return Object.keys(parameters).length > 0 ? parameters : undefined
}
