import { asNumber, asText, isObject } from '../../exact-json.ts'
import { type Graph, type Link, linksOf, type Node, nodeName, scalar } from './graph.ts'
import { inputValue, type Notice, relayOf } from './values.ts'

/** Inputs in which loaders name the model. */
const modelNames = [
  'ckpt_name',
  'unet_name',
  'gguf_name',
  'base_ckpt_name',
  'model_path',
  'model_name',
  'diffusion_name',
]

interface Lora {
  readonly name: string
  readonly weight?: number
}

/** The models and LoRAs behind a model input. Several models where several were merged. */
export function modelsOf(
  graph: Graph,
  from: Link | undefined,
  notice: Notice,
): { readonly models: string[]; readonly loras: Lora[] } {
  const models: string[] = []
  const loras: Lora[] = []
  const seen = new Set<string>()
  const pending = from ? [from] : []
  while (pending.length > 0) {
    const next = pending.pop()
    const node = next && graph.get(next.node)
    if (!node || seen.has(node.id)) continue
    seen.add(node.id)
    loras.unshift(...lorasIn(graph, node, notice))
    const relayed = relayOf(graph, node)
    const onward = relayed
      ? [relayed]
      : linksOf(node)
          .filter(([name]) => /^(model|unet|lora_stack|optional_lora_stack|prev_lora)/i.test(name))
          .map(([, towards]) => towards)
    const name = modelName(graph, node, notice)
    if (name !== undefined) models.push(name)
    else if (onward.length === 0 && lorasIn(graph, node, notice).length === 0) {
      notice('comfy-unknown-node', nodeName(node))
    }
    pending.push(...onward)
  }
  return { models: [...new Set(models)], loras }
}

function modelName(graph: Graph, node: Node, notice: Notice): string | undefined {
  if (/control_?net|upscale|clip_?vision|ipadapter/i.test(node.type)) return undefined
  for (const name of modelNames) {
    if (!node.inputs.has(name)) continue
    const value = asText(inputValue(graph, node, name, notice))
    if (value) return value
  }
  return undefined
}

/** LoRAs of one node: core loaders, numbered stacks, and rgthree's Power Lora Loader. */
function lorasIn(graph: Graph, node: Node, notice: Notice): Lora[] {
  const loras: Lora[] = []
  const add = (name: string | undefined, weight: number | undefined) => {
    if (name && name !== 'None') loras.push(weight === undefined ? { name } : { name, weight })
  }
  if (node.inputs.has('lora_name')) {
    const weight =
      scalar(node, 'strength_model') ?? scalar(node, 'lora_model_strength') ?? scalar(node, 'strength')
    add(asText(inputValue(graph, node, 'lora_name', notice)), asNumber(weight))
  }
  const count = asNumber(scalar(node, 'lora_count')) ?? Number.POSITIVE_INFINITY
  for (const [key, value] of node.inputs) {
    const number = /^lora(?:_name)?_0*(\d+)$/i.exec(key)?.[1]
    if (number === undefined || Number(number) > count) continue
    if (isObject(value) && 'lora' in value) {
      if (value.on !== false) add(asText(value.lora), asNumber(value.strength))
    } else if (typeof value === 'string') {
      const weight = [`strength_${number}`, `strength_0${number}`, `lora_wt_${number}`, `model_str_${number}`]
        .map((name) => asNumber(scalar(node, name)))
        .find((found) => found !== undefined)
      add(value, weight)
    }
  }
  return loras
}
