import { asText, isArray, isObject, type JsonObject, parseObject } from '../exact-json.ts'
import { apiGraphOf, readGraph } from '../generators/comfyui/comfyui.ts'
import { generator, type Reading } from '../generators/reading.ts'
import type { Statement } from '../statement.ts'

/** ComfyUI's `/history` as a file: by job, the graph that was run (third of `prompt`), and the pictures that came out. */
export function readComfyHistory(file: Statement): readonly Reading[] {
  if (!file.text?.includes('class_type')) return []
  const record = parseObject(file.text)
  if (!record) return []
  return Object.entries(record).flatMap(([job, entry]): Reading[] => {
    const queued = isObject(entry) ? entry.prompt : undefined
    const graph = isArray(queued) && isObject(queued[2]) ? apiGraphOf(queued[2]) : undefined
    if (!isObject(entry) || !graph) return []
    const { generations, warnings } = readGraph(graph, undefined)
    const files = outputsOf(entry)
    const named = files.length > 0 ? files : [undefined]
    return [
      {
        statement: file,
        generator: generator('comfyui'),
        generations: named.flatMap((name) =>
          generations.map((generation) => ({
            ...(name ? { file: name } : {}),
            ...generation,
            parameters: { ...generation.parameters, 'prompt id': job },
          })),
        ),
        warnings,
      },
    ]
  })
}

/** Names of the pictures that a job saved; previews (`temp`) are gone by the time anyone asks. */
function outputsOf(entry: JsonObject): string[] {
  const outputs = isObject(entry.outputs) ? Object.values(entry.outputs) : []
  return outputs.flatMap((output) => {
    const images = isObject(output) && isArray(output.images) ? output.images.filter(isObject) : []
    return images.flatMap((image) => {
      const name = asText(image.filename)
      if (!name || image.type !== 'output') return []
      const folder = asText(image.subfolder)
      return [folder ? `${folder}/${name}` : name]
    })
  })
}
