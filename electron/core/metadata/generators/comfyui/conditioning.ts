import { asText } from '../../exact-json.ts'
import { type Graph, type Link, link, linksOf, type Node, nodeName } from './graph.ts'
import { type Notice, relayOf, textsOf } from './values.ts'

/** Inputs in which text encoders take their texts, by the sets that belong together. */
const textInputs = [
  ['text'],
  ['text_g', 'text_l'],
  ['clip_l', 'clip_g', 't5xxl'],
  ['clip_l', 't5xxl'],
  ['clip_l', 'clip_g', 't5xxl', 'llama'],
  ['bert', 'mt5xl'],
  ['prompt'],
  ['tags', 'lyrics'],
  ['user_prompt'],
  ['text_positive'],
  ['populated_text'],
] as const
const maxDepth = 200

/**
 * The texts that reach one conditioning input, walked back through everything that combines, limits or guides it.
 * The side of a two-sided node (ControlNetApplyAdvanced and its like) follows from the output slot.
 */
export function conditioningTexts(graph: Graph, from: Link, notice: Notice): string[] {
  const texts: string[] = []
  const seen = new Set<string>()
  const pending: { link: Link; depth: number }[] = [{ link: from, depth: 0 }]
  while (pending.length > 0) {
    const next = pending.shift()
    if (!next) break
    const key = `${next.link.node}/${next.link.slot}`
    const node = graph.get(next.link.node)
    if (!node || seen.has(key) || next.depth > maxDepth) continue
    seen.add(key)
    const step = stepBack(graph, node, next.link.slot, notice)
    texts.push(...step.texts)
    pending.unshift(...step.links.map((towards) => ({ link: towards, depth: next.depth + 1 })))
  }
  const filled = [...new Set(texts.filter((text) => text.trim() !== ''))]
  return filled.length > 0 ? filled : texts.slice(0, 1)
}

interface Step {
  readonly texts: readonly string[]
  readonly links: readonly Link[]
}

function stepBack(graph: Graph, node: Node, slot: number, notice: Notice): Step {
  if (node.type === 'ConditioningZeroOut') return { texts: [''], links: [] }
  const relayed = relayOf(graph, node)
  if (relayed) return { texts: [], links: [relayed] }
  if (/switch/i.test(node.type)) {
    notice('comfy-value-at-run-time', nodeName(node))
    return { texts: [], links: [] }
  }
  const loader = loaderTexts(graph, node, slot, notice)
  if (loader) return { texts: loader, links: [] }
  const sides = linksOf(node)
    .filter(([name]) => /^(conditioning|cond)(_|\d|$)/i.test(name))
    .map(([, towards]) => towards)
  // A node may add a text of its own to a conditioning that comes in (GLIGEN's boxes).
  if (encodes(node)) return { texts: encodedTexts(graph, node, notice), links: sides }
  const positive = link(node, 'positive')
  const negative = link(node, 'negative')
  if (positive && negative)
    return { texts: [], links: slot === 0 ? [positive] : slot === 1 ? [negative] : [] }
  if (sides.length > 0) return { texts: [], links: sides }
  if (positive) return { texts: [], links: [positive] }
  notice('comfy-unknown-node', nodeName(node))
  return { texts: [], links: [] }
}

/** A text encoder turns texts into conditioning with a text model: it has a `clip` and one of the known text inputs. */
function encodes(node: Node): boolean {
  const encoder =
    node.inputs.has('clip') || node.inputs.has('opt_clip') || /TextEncode|Text Encode/i.test(node.type)
  return encoder && textInputs.some((names) => names.every((name) => node.inputs.has(name)))
}

/** The texts of the largest set of inputs that holds any: encoders with inputs for several models leave some empty. */
function encodedTexts(graph: Graph, node: Node, notice: Notice): string[] {
  const sets = textInputs.filter((names) => names.every((name) => node.inputs.has(name)))
  const ordered = [...sets].sort((a, b) => b.length - a.length)
  if (node.inputs.get('with_SDXL') === false) ordered.sort((a, b) => a.length - b.length)
  let empty: string[] = []
  for (const names of ordered) {
    const texts = [...new Set(names.flatMap((name) => textsOf(graph, node, name, notice)))]
    if (texts.some((text) => text.trim() !== '')) return texts
    if (empty.length === 0) empty = texts
  }
  return empty
}

/** Loaders of whole pipelines that hold the texts themselves: Efficiency Nodes hand out positive (1) and negative (2). */
function loaderTexts(graph: Graph, node: Node, slot: number, notice: Notice): string[] | undefined {
  if (!/^(Efficient Loader|Eff\. Loader SDXL)$/.test(node.type)) return undefined
  const name = slot === 1 ? 'positive' : slot === 2 ? 'negative' : undefined
  if (name === undefined || asText(node.inputs.get(name)) === undefined) return undefined
  return textsOf(graph, node, name, notice)
}
