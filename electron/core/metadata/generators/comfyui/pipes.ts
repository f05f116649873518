import type { Generation } from '../../../../../shared/contract/record.ts'
import { asCount, asText } from '../../exact-json.ts'
import { model } from '../reading.ts'
import { type Graph, link, type Node } from './graph.ts'
import { modelsOf } from './models.ts'
import { inputValue, type Notice, textsOf } from './values.ts'

/**
 * What a pipe brings to a sampler (Easy-Use, tinyterraNodes): one link carries model, texts and latent of a loader
 * that has them all as inputs of its own. Empty where the sampler has no pipe.
 */
export function pipedFields(graph: Graph, sampler: Node, notice: Notice): Generation {
  const loader = loaderBehind(graph, sampler)
  if (!loader) return {}
  const prompts = textsOf(graph, loader, 'positive', notice)
  const negatives = textsOf(graph, loader, 'negative', notice)
  const value = (name: string) =>
    loader.inputs.has(name) ? inputValue(graph, loader, name, notice) : undefined
  const { loras } = modelsOf(graph, { node: loader.id, slot: 0 }, notice)
  return {
    ...(prompts.length > 1 ? { prompts } : { prompt: prompts[0] }),
    ...(negatives.length > 1 ? { negativePrompts: negatives } : { negativePrompt: negatives[0] }),
    model: model(asText(value('ckpt_name'))),
    loras: loras.length > 0 ? loras : undefined,
    width: asCount(value('empty_latent_width')),
    height: asCount(value('empty_latent_height')),
  }
}

function loaderBehind(graph: Graph, sampler: Node): Node | undefined {
  let from = link(sampler, 'pipe')
  for (let depth = 0; from && depth < 64; depth++) {
    const node = graph.get(from.node)
    if (!node) return undefined
    if (node.inputs.has('positive') && node.inputs.has('negative')) return node
    from = link(node, 'pipe')
  }
  return undefined
}
