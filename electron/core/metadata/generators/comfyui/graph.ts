import { asText, isArray, isObject, type Json, type JsonObject } from '../../exact-json.ts'

/** A link to an output of another node. */
export interface Link {
  readonly node: string
  readonly slot: number
}

export interface Node {
  readonly id: string
  readonly type: string
  /** Values and links by input name. */
  readonly inputs: ReadonlyMap<string, Json | Link>
}

export type Graph = ReadonlyMap<string, Node>

/** More nodes than any workflow of a person has; what is larger is not walked. */
const maxNodes = 20_000

/** The graph that was run (API format): ids to `{ class_type, inputs }`. Undefined when it is anything else. */
export function apiGraph(value: JsonObject): Graph | undefined {
  const graph = new Map<string, Node>()
  for (const [id, node] of Object.entries(value)) {
    if (!isObject(node) || typeof node.class_type !== 'string' || graph.size >= maxNodes) continue
    const inputs = new Map<string, Json | Link>()
    if (isObject(node.inputs)) {
      for (const [name, input] of Object.entries(node.inputs)) {
        if (input !== undefined) inputs.set(name, linkOf(input) ?? contentOf(input))
      }
    }
    graph.set(id, { id, type: node.class_type.trim(), inputs })
  }
  return graph.size > 0 ? graph : undefined
}

/** pysssss's loaders wrap a file name with its preview: `{ content, image }`. */
function contentOf(value: Json): Json {
  return isObject(value) && typeof value.content === 'string' ? value.content : value
}

/** `["12", 0]` is a link: node id and output slot. */
function linkOf(value: Json): Link | undefined {
  if (!isArray(value) || value.length !== 2) return undefined
  const [node, slot] = value
  const id = typeof node === 'string' || typeof node === 'number' ? String(node) : undefined
  return id !== undefined && typeof slot === 'number' && Number.isInteger(slot)
    ? { node: id, slot }
    : undefined
}

export function isLink(value: Json | Link | undefined): value is Link {
  return isObject(value) && typeof value.node === 'string' && typeof value.slot === 'number'
}

/** The plain value of an input; undefined for links and structures. */
export function scalar(node: Node, name: string): string | number | bigint | boolean | undefined {
  const value = node.inputs.get(name)
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean'
    ? value
    : undefined
}

export function link(node: Node, name: string): Link | undefined {
  const value = node.inputs.get(name)
  return isLink(value) ? value : undefined
}

export function linksOf(node: Node): [string, Link][] {
  const links: [string, Link][] = []
  for (const [name, value] of node.inputs) if (isLink(value)) links.push([name, value])
  return links
}

/** Scalars of a node, as found. */
export function scalarsOf(node: Node): [string, string][] {
  const scalars: [string, string][] = []
  for (const [name, value] of node.inputs) {
    const text = isLink(value) ? undefined : asText(value)
    if (text !== undefined) scalars.push([name, text])
  }
  return scalars
}

/** How a node is named to people: `12 CLIPTextEncode`. */
export const nodeName = (node: Node): string => `${node.id} ${node.type}`
