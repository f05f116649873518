import type { Generation, Warning } from '../../../../../shared/contract/record.ts'
import { xmpValues } from '../../containers/xmp.ts'
import { isArray, isObject, type JsonObject, parseObject } from '../../exact-json.ts'
import type { Statement } from '../../statement.ts'
import { type Generator, generator, type Reading } from '../reading.ts'
import { apiGraph, type Graph } from './graph.ts'
import { workflowGraph } from './ui-workflow.ts'
import { generationOf, samplersOf } from './walk.ts'

interface Found {
  readonly statement: Statement
  /** The graph that was run, if the statement holds it. */
  readonly prompt?: JsonObject
  /** The workflow of the editor, if the statement holds it. */
  readonly workflow?: JsonObject
}

/**
 * ComfyUI: the graph that was run (`prompt`) and the editor's workflow, in PNG text, EXIF fields, XMP or a file of
 * their own. The graph that was run counts; the workflow is read only where it stands alone.
 */
export function readComfyUi(statements: readonly Statement[]): readonly Reading[] {
  const found = statements.flatMap((statement) => findIn(statement) ?? [])
  const prompts = found.filter((entry) => entry.prompt)
  const workflows = found.filter((entry) => entry.workflow && !entry.prompt)
  if (prompts.length > 0) {
    const claims = workflows.map((entry) => entry.statement)
    return prompts.map((entry) => ({ ...readingOf(entry), claims }))
  }
  return workflows.map((entry) => readingOf(entry))
}

/** EXIF fields of image savers begin with a label: `Prompt: {…}`, `workflow:{…}`. */
const labelled = /^\s*(prompt|workflow)\s*:\s*(?=\{)/i

function findIn(statement: Statement): Found | undefined {
  const { text, key, damaged } = statement
  if (text === undefined || damaged) return undefined
  if (text.includes('comfy:prompt') || text.includes('comfy:workflow')) return findInXmp(statement, text)
  if (!text.includes('class_type') && !text.includes('"nodes"')) return undefined
  const label = labelled.exec(text.slice(0, 40))
  const value = parseObject(label ? text.slice(label[0].length) : text)
  if (!value) return undefined
  const named = (label?.[1] ?? key.replace(/^comfy:/, '')).toLowerCase()
  if (named === 'prompt' && isApiGraph(value)) return { statement, prompt: value }
  if (named === 'workflow' && isWorkflow(value)) return { statement, workflow: value }
  return findWithin(statement, value)
}

/** XMP properties of save-image-extended. */
function findInXmp(statement: Statement, packet: string): Found | undefined {
  const prompt = parseObject(xmpValues(packet, 'comfy:prompt')[0] ?? '')
  const workflow = parseObject(xmpValues(packet, 'comfy:workflow')[0] ?? '')
  if (prompt && isApiGraph(prompt)) return { statement, prompt }
  return workflow && isWorkflow(workflow) ? { statement, workflow } : undefined
}

/** One JSON with both, or a bare graph, in a comment or in a file of its own. */
function findWithin(statement: Statement, value: JsonObject): Found | undefined {
  const prompt = objectOf(value.prompt)
  const workflow = objectOf(value.workflow) ?? workflowOfExtra(value)
  if (prompt && isApiGraph(prompt)) {
    return { statement, prompt, ...(workflow && isWorkflow(workflow) ? { workflow } : {}) }
  }
  if (workflow && isWorkflow(workflow)) return { statement, workflow }
  if (isApiGraph(value)) return { statement, prompt: value }
  return isWorkflow(value) ? { statement, workflow: value } : undefined
}

const objectOf = (value: unknown): JsonObject | undefined =>
  isObject(value) ? value : typeof value === 'string' ? parseObject(value) : undefined

function workflowOfExtra(value: JsonObject): JsonObject | undefined {
  const extra = isObject(value.extra_pnginfo) ? value.extra_pnginfo : undefined
  return extra && isObject(extra.workflow) ? extra.workflow : undefined
}

/** Nodes with a class and inputs. JSON with other things is not ComfyUI (Excalidraw keeps scenes in PNG too). */
function isApiGraph(value: JsonObject): boolean {
  return Object.values(value).some(
    (node) => isObject(node) && typeof node.class_type === 'string' && isObject(node.inputs),
  )
}

/** The graph within a record that also holds other members. */
export const apiGraphOf = (record: JsonObject): JsonObject | undefined =>
  isApiGraph(record) ? record : undefined

/** Nodes with a type, and a table of links between them. */
function isWorkflow(value: JsonObject): boolean {
  const { nodes, links } = value
  if (!isArray(nodes) || nodes.length === 0) return false
  const typed = nodes.every((node) => isObject(node) && typeof node.type === 'string' && 'id' in node)
  return typed && (isArray(links) || nodes.some((node) => isObject(node) && isArray(node.widgets_values)))
}

function readingOf({ statement, prompt, workflow }: Found): Reading {
  const { generations, warnings } = readGraph(prompt, workflow)
  return { statement, generator: writerOf(prompt), generations, warnings }
}

/** What a graph says, sampler by sampler. Shared by embedded graphs, workflow files and histories. */
export function readGraph(
  prompt: JsonObject | undefined,
  workflow: JsonObject | undefined,
): { generations: Generation[]; warnings: Warning[] } {
  const warnings: Warning[] = []
  const notice = (code: string, node: string) => {
    if (warnings.length < 20 && !warnings.some((w) => w.code === code && w.details?.node === node)) {
      warnings.push({ code, details: { node } })
    }
  }
  const graph: Graph | undefined = prompt ? apiGraph(prompt) : workflow && workflowGraph(workflow, notice)
  const samplers = graph ? samplersOf(graph).slice(0, 50) : []
  if (samplers.length === 0) warnings.push({ code: 'comfy-no-sampler' })
  const generations = graph ? samplers.map((sampler) => generationOf(graph, sampler, notice)) : []
  return { generations, warnings }
}

/** Programs that drive ComfyUI leave marks of their own in the graph or beside it. */
function writerOf(prompt: JsonObject | undefined): Generator {
  const extra = prompt?.extra
  if (isObject(extra) && isArray(extra.airs)) return generator('civitai')
  return generator('comfyui')
}
