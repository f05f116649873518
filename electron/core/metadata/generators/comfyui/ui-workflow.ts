import { asText, isArray, isObject, type Json, type JsonObject } from '../../exact-json.ts'
import type { Graph, Link, Node } from './graph.ts'
import type { Notice } from './values.ts'

/**
 * Widgets by position, for the core nodes whose `widgets_values` say no names (ComfyUI `nodes.py` and
 * `comfy_extras`). `control_after_generate` follows every seed and is written as `+`.
 */
const widgets: Readonly<Record<string, readonly string[]>> = {
  KSampler: ['seed', '+', 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
  KSamplerAdvanced: [
    'add_noise',
    'noise_seed',
    '+',
    'steps',
    'cfg',
    'sampler_name',
    'scheduler',
    'start_at_step',
    'end_at_step',
    'return_with_leftover_noise',
  ],
  SamplerCustom: ['add_noise', 'noise_seed', '+', 'cfg'],
  KSamplerSelect: ['sampler_name'],
  BasicScheduler: ['scheduler', 'steps', 'denoise'],
  SDTurboScheduler: ['steps', 'denoise'],
  RandomNoise: ['noise_seed', '+'],
  CFGGuider: ['cfg'],
  DualCFGGuider: ['cfg_conds', 'cfg_cond2_negative'],
  FluxGuidance: ['guidance'],
  CLIPTextEncode: ['text'],
  CLIPTextEncodeFlux: ['clip_l', 't5xxl', 'guidance'],
  CLIPTextEncodeSDXL: [
    'width',
    'height',
    'crop_w',
    'crop_h',
    'target_width',
    'target_height',
    'text_g',
    'text_l',
  ],
  CLIPTextEncodeSD3: ['clip_l', 'clip_g', 't5xxl', 'empty_padding'],
  CLIPSetLastLayer: ['stop_at_clip_layer'],
  CheckpointLoaderSimple: ['ckpt_name'],
  CheckpointLoader: ['config_name', 'ckpt_name'],
  unCLIPCheckpointLoader: ['ckpt_name'],
  UNETLoader: ['unet_name', 'weight_dtype'],
  UnetLoaderGGUF: ['unet_name'],
  DualCLIPLoader: ['clip_name1', 'clip_name2', 'type'],
  CLIPLoader: ['clip_name', 'type'],
  VAELoader: ['vae_name'],
  LoraLoader: ['lora_name', 'strength_model', 'strength_clip'],
  LoraLoaderModelOnly: ['lora_name', 'strength_model'],
  EmptyLatentImage: ['width', 'height', 'batch_size'],
  EmptySD3LatentImage: ['width', 'height', 'batch_size'],
  EmptyMochiLatentVideo: ['width', 'height', 'length', 'batch_size'],
  EmptyHunyuanLatentVideo: ['width', 'height', 'length', 'batch_size'],
  EmptyLTXVLatentVideo: ['width', 'height', 'length', 'batch_size'],
  EmptyCosmosLatentVideo: ['width', 'height', 'length', 'batch_size'],
  'KSampler Config (rgthree)': ['steps_total', 'refiner_step', 'cfg', 'sampler_name', 'scheduler'],
  LatentUpscale: ['upscale_method', 'width', 'height', 'crop'],
  LatentUpscaleBy: ['upscale_method', 'scale_by'],
  ControlNetLoader: ['control_net_name'],
  ControlNetApply: ['strength'],
  ControlNetApplyAdvanced: ['strength', 'start_percent', 'end_percent'],
  PrimitiveNode: ['value', '+'],
  PrimitiveInt: ['value', '+'],
  PrimitiveFloat: ['value'],
  PrimitiveString: ['value'],
  PrimitiveStringMultiline: ['value'],
  StringConcatenate: ['string_a', 'string_b', 'delimiter'],
  SaveImage: ['filename_prefix'],
  LoadImage: ['image', 'upload'],
  ImageScale: ['upscale_method', 'width', 'height', 'crop'],
}
const seedNames = new Set(['seed', 'noise_seed'])
const controls = new Set(['fixed', 'increment', 'decrement', 'randomize'])
/** Comments and choices, which the editor resolves when it hands the graph over to be run. */
const changedOnRun = /\/\*[\s\S]*?\*\/|(^|\s)\/\/|\{[^{}|]{0,500}\|/
const muted = 2
const bypassed = 4
const subgraphInput = '-10'
const maxNodes = 20_000
const maxNesting = 16

interface Origin {
  readonly node: string
  readonly slot: number
}

interface Scope {
  readonly prefix: string
  readonly nodes: Map<string, JsonObject>
  readonly links: Map<string, Origin>
  /** What is connected to the inputs of the subgraph from outside. */
  readonly outside: readonly (Link | undefined)[]
}

/**
 * The graph of a workflow as the editor saves it: links through a table, values by position, muted nodes, bypassed
 * nodes, subgraphs. Undefined when the value is no workflow. Nodes whose values cannot be named are kept without them.
 */
export function workflowGraph(workflow: JsonObject, notice: Notice): Graph | undefined {
  if (!isArray(workflow.nodes)) return undefined
  const definitions = new Map<string, JsonObject>()
  const subgraphs = isObject(workflow.definitions) ? workflow.definitions.subgraphs : undefined
  if (isArray(subgraphs)) {
    for (const definition of subgraphs)
      if (isObject(definition)) definitions.set(asText(definition.id) ?? '', definition)
  }
  const graph = new Map<string, Node>()
  addScope(graph, scopeOf(workflow, '', []), definitions, notice, 0)
  return graph.size > 0 ? graph : undefined
}

function scopeOf(level: JsonObject, prefix: string, outside: readonly (Link | undefined)[]): Scope {
  const nodes = new Map<string, JsonObject>()
  for (const node of isArray(level.nodes) ? level.nodes : []) {
    const id = isObject(node) ? asText(node.id) : undefined
    if (isObject(node) && id !== undefined) nodes.set(id, node)
  }
  const links = new Map<string, Origin>()
  for (const entry of isArray(level.links) ? level.links : []) {
    // A link is [id, from, slot, to, slot, type] or, inside subgraphs, an object.
    const parts = isObject(entry)
      ? [entry.id, entry.origin_id, entry.origin_slot]
      : isArray(entry)
        ? entry
        : []
    const [id, node, slot] = parts.map((part) => asText(part))
    if (id !== undefined && node !== undefined && slot !== undefined)
      links.set(id, { node, slot: Number(slot) })
  }
  return { prefix, nodes, links, outside }
}

function addScope(
  graph: Map<string, Node>,
  scope: Scope,
  definitions: ReadonlyMap<string, JsonObject>,
  notice: Notice,
  nesting: number,
): void {
  for (const [id, node] of scope.nodes) {
    if (graph.size >= maxNodes) return
    const type = (asText(node.type) ?? '').trim()
    if (node.mode === muted || node.mode === bypassed) continue
    const inputs = new Map<string, Json | Link>()
    for (const [name, value] of namedWidgets(type, node, notice, scope.prefix + id)) {
      if (typeof value === 'string' && changedOnRun.test(value))
        notice('comfy-editor-text', `${scope.prefix}${id} ${type}`)
      inputs.set(name, value)
    }
    for (const input of isArray(node.inputs) ? node.inputs : []) {
      const name = isObject(input) ? asText(input.name) : undefined
      const link = isObject(input) ? resolve(scope, asText(input.link), definitions, 0) : undefined
      if (name !== undefined && link) inputs.set(name, link)
    }
    const definition = definitions.get(type)
    if (definition && nesting < maxNesting) {
      const outside = (isArray(node.inputs) ? node.inputs : []).map((input) =>
        isObject(input) ? resolve(scope, asText(input.link), definitions, 0) : undefined,
      )
      addScope(graph, scopeOf(definition, `${scope.prefix}${id}:`, outside), definitions, notice, nesting + 1)
    } else {
      graph.set(scope.prefix + id, { id: scope.prefix + id, type, inputs })
    }
  }
}

/** Where a link really comes from: through bypassed nodes, into and out of subgraphs. Muted origins give nothing. */
function resolve(
  scope: Scope,
  linkId: string | undefined,
  definitions: ReadonlyMap<string, JsonObject>,
  depth: number,
): Link | undefined {
  const origin = linkId === undefined ? undefined : scope.links.get(linkId)
  if (!origin || depth > 64) return undefined
  if (origin.node === subgraphInput) return scope.outside[origin.slot]
  const node = scope.nodes.get(origin.node)
  if (!node || node.mode === muted) return undefined
  if (node.mode === bypassed) return throughBypass(scope, node, origin.slot, definitions, depth)
  const definition = definitions.get(asText(node.type) ?? '')
  if (definition) return outOfSubgraph(scope, origin, definition, definitions, depth)
  return { node: scope.prefix + origin.node, slot: origin.slot }
}

/** A bypassed node hands on the first connected input of the same type. */
function throughBypass(
  scope: Scope,
  node: JsonObject,
  slot: number,
  definitions: ReadonlyMap<string, JsonObject>,
  depth: number,
): Link | undefined {
  const output = isArray(node.outputs) ? node.outputs[slot] : undefined
  const type = isObject(output) ? output.type : undefined
  for (const input of isArray(node.inputs) ? node.inputs : []) {
    if (isObject(input) && input.type === type && input.link !== null) {
      return resolve(scope, asText(input.link), definitions, depth + 1)
    }
  }
  return undefined
}

function outOfSubgraph(
  scope: Scope,
  origin: Origin,
  definition: JsonObject,
  definitions: ReadonlyMap<string, JsonObject>,
  depth: number,
): Link | undefined {
  const outputs = isArray(definition.outputs) ? definition.outputs : []
  const output = outputs[origin.slot]
  const linkIds = isObject(output) && isArray(output.linkIds) ? output.linkIds : []
  const inner = scopeOf(definition, `${scope.prefix}${origin.node}:`, [])
  return resolve(inner, asText(linkIds[0]), definitions, depth + 1)
}

/** The values of a node by name: from a table, else from the node's own list of widgets when it is complete. */
function namedWidgets(type: string, node: JsonObject, notice: Notice, id: string): [string, Json][] {
  const values = node.widgets_values
  if (isObject(values))
    return Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  if (!isArray(values) || values.length === 0) return []
  const listed = listedWidgets(node, values)
  if (listed) return listed
  const names = widgets[type]
  if (!names) {
    if (/sampler|encode|checkpoint|unet/i.test(type)) notice('comfy-unknown-node', `${id} ${type}`)
    return []
  }
  return names.flatMap((name, i): [string, Json][] => {
    const value = values[i]
    return name === '+' || value === undefined ? [] : [[name, value]]
  })
}

function listedWidgets(node: JsonObject, values: readonly Json[]): [string, Json][] | undefined {
  const names = (isArray(node.inputs) ? node.inputs : []).flatMap((input) => {
    const name = isObject(input) && isObject(input.widget) ? asText(input.widget.name) : undefined
    return name === undefined ? [] : [name]
  })
  const named: [string, Json][] = []
  let at = 0
  for (const name of names) {
    const value = values[at++]
    if (value === undefined) return undefined
    named.push([name, value])
    if (seedNames.has(name) && typeof values[at] === 'string' && controls.has(String(values[at]))) at++
  }
  // Fewer names than values: an older file lists only the widgets that were turned into inputs.
  return names.length > 0 && at === values.length ? named : undefined
}
