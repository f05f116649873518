import { asText, type Json } from '../../exact-json.ts'
import { type Graph, isLink, type Link, link, type Node, nodeName, scalar, scalarsOf } from './graph.ts'

/** Names under which nodes keep the one value that they hand on. */
const valueNames = [
  'value',
  'Value',
  'number',
  'Number',
  'int',
  'float',
  'string',
  'String',
  'text',
  'seed',
  'noise_seed',
]
/** Nodes that hold one value and hand it on unchanged. */
const holders =
  /primitive|constant|literal|^(cr |easy |mxslider)?(int|integer|float|seed|number|string|text|prompt|value)\b|seed \(rgthree\)|text multiline|string multiline|multiline ?text|positive ?prompt|negative ?prompt|^CR Seed|^CR Prompt Text|^ttN (text|seed|int|float)|ShowText/i
/** Nodes that hand on what one input brings. */
const relays = /^reroute|\breroute\b|^any$|^PreviewAny$|^ImpactDummyInput$/i
const maxDepth = 64

export type Notice = (code: string, node: string) => void

/** The value of an input, links followed to the same key or to a node that holds one value; a notice where it ends. */
export function inputValue(graph: Graph, node: Node, name: string, notice: Notice): Json | undefined {
  const own = node.inputs.get(name)
  if (!isLink(own)) return own
  return follow(graph, own, name, notice, 0)
}

function follow(graph: Graph, from: Link, name: string, notice: Notice, depth: number): Json | undefined {
  const node = graph.get(from.node)
  if (!node || depth > maxDepth) return undefined
  const relayed = relayOf(graph, node)
  if (relayed) return follow(graph, relayed, name, notice, depth + 1)
  for (const key of [name, ...aliases(name)]) {
    const value = node.inputs.get(key)
    if (isLink(value)) return follow(graph, value, key, notice, depth + 1)
    if (value !== undefined && value !== null) return value
  }
  const held = heldValue(node)
  if (held !== undefined) return isLink(held) ? follow(graph, held, name, notice, depth + 1) : held
  notice('comfy-value-at-run-time', nodeName(node))
  return undefined
}

/** The same thing under another name: node packs rename inputs. */
function aliases(name: string): readonly string[] {
  switch (name) {
    case 'steps':
      return ['steps_total']
    case 'seed':
      return ['noise_seed']
    case 'noise_seed':
      return ['seed']
    case 'sampler_name':
      return ['sampler']
    default:
      return []
  }
}

function heldValue(node: Node): Json | Link | undefined {
  const scalars = scalarsOf(node).filter(([key]) => !/^(control_after_generate|Random seed)/.test(key))
  const only = scalars.length === 1 ? scalars[0]?.[0] : undefined
  if (!holders.test(node.type) && only !== 'value') return undefined
  for (const name of valueNames) {
    const value = node.inputs.get(name)
    if (value !== undefined && value !== null) return value
  }
  return undefined
}

/** The link that a relay or a switch hands on; undefined for every other node. */
export function relayOf(graph: Graph, node: Node): Link | undefined {
  if (relays.test(node.type)) return firstLink(node)
  // rgthree's Any Switch hands on the first input that is connected.
  if (/^any switch/i.test(node.type)) return firstLink(node)
  if (!/switch/i.test(node.type)) return undefined
  return switchBranch(graph, node)
}

function firstLink(node: Node): Link | undefined {
  for (const value of node.inputs.values()) if (isLink(value)) return value
  return undefined
}

/** The branch that a switch chose: by number (`select`, `input`, `index`) or by yes and no (`boolean`, `switch`). */
function switchBranch(graph: Graph, node: Node): Link | undefined {
  const silent: Notice = () => undefined
  const choice = ['select', 'Input', 'input', 'index', 'switch', 'boolean', 'boolean_value', 'condition']
    .map((name) => (node.inputs.has(name) ? inputValue(graph, node, name, silent) : undefined))
    .find((value) => value !== undefined)
  if (typeof choice === 'boolean') {
    return choice
      ? (link(node, 'on_true') ?? link(node, 'true'))
      : (link(node, 'on_false') ?? link(node, 'false'))
  }
  const number = Number(asText(choice))
  if (!Number.isInteger(number)) return undefined
  for (const [name, value] of node.inputs) {
    const matched = /^(?:input|text|image|model|conditioning|value|any|latent|clip)_?0*(\d+)$/i.exec(name)
    if (matched && Number(matched[1]) === number && isLink(value)) return value
  }
  return undefined
}

/** Texts joined by nodes whose way of joining is known exactly (ComfyUI core, KJNodes, Comfyroll). */
const joiners: Readonly<Record<string, readonly [string, string, string]>> = {
  StringConcatenate: ['string_a', 'string_b', 'delimiter'],
  JoinStrings: ['string1', 'string2', 'delimiter'],
  'CR Text Concatenate': ['text1', 'text2', 'separator'],
}
/** Nodes that hand their texts on in parts that the file does not join. */
const collectors = /concat|combine|append|join|StringFunction/i

/**
 * The texts behind one text input. Several where a node joins them in a way of its own; none, with a notice, where
 * the text was made at run time and is not in the file.
 */
export function textsOf(graph: Graph, node: Node, name: string, notice: Notice, depth = 0): string[] {
  const own = node.inputs.get(name)
  if (own === undefined || own === null) return []
  if (!isLink(own)) return typeof own === 'string' ? [own] : []
  const from = graph.get(own.node)
  if (!from || depth > maxDepth) return []
  const relayed = relayOf(graph, from)
  if (relayed)
    return textsOf(graph, { ...from, inputs: new Map([['text', relayed]]) }, 'text', notice, depth + 1)
  const joiner = joiners[from.type]
  if (joiner) return joined(graph, from, joiner, notice, depth)
  if (/wildcard/i.test(from.type) && typeof scalar(from, 'populated_text') === 'string') {
    return textsOf(graph, from, 'populated_text', notice, depth + 1)
  }
  if (collectors.test(from.type)) {
    const names = [...from.inputs.keys()].filter((key) => /^(text|string|prompt)/i.test(key))
    return names
      .flatMap((key) => textsOf(graph, from, key, notice, depth + 1))
      .filter((text) => text.trim() !== '')
  }
  const key = textKeyOf(from, name)
  if (key !== undefined) return textsOf(graph, from, key, notice, depth + 1)
  notice('comfy-text-at-run-time', nodeName(from))
  return []
}

function joined(
  graph: Graph,
  node: Node,
  [first, second, delimiter]: readonly [string, string, string],
  notice: Notice,
  depth: number,
): string[] {
  const left = textsOf(graph, node, first, notice, depth + 1)
  const right = textsOf(graph, node, second, notice, depth + 1)
  const between = asText(scalar(node, delimiter)) ?? ''
  if (left.length === 1 && right.length === 1) return [`${left[0]}${between}${right[0]}`]
  return [...left, ...right]
}

/** The text that a node hands on unchanged; undefined when nothing shows that it does. */
function textKeyOf(node: Node, name: string): string | undefined {
  if (holders.test(node.type)) return [...valueNames, 'prompt'].find((key) => node.inputs.has(key))
  // A node with nothing but this one text has nothing to change it with.
  const [only, ...others] = [...node.inputs.keys()]
  const plain = others.length === 0 && typeof scalar(node, only ?? '') === 'string'
  return plain && (only === name || /^(value|text|string|prompt)$/.test(only ?? '')) ? only : undefined
}
