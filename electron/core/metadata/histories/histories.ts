import { parseObject } from '../exact-json.ts'
import type { GenerationReader, Reading } from '../generators/reading.ts'
import type { Statement } from '../statement.ts'
import { readA1111Log } from './a1111-log.ts'
import { readComfyHistory } from './comfy-history.ts'
import { readFooocusLog } from './fooocus-log.ts'
import { readInvokeLog } from './invoke-log.ts'

/** Logs and histories: text files that speak of many pictures. */
export const readHistories: GenerationReader = (statements) =>
  statements.filter((statement) => statement.key === 'file').flatMap(readHistory)

function readHistory(file: Statement): readonly Reading[] {
  switch (file.kind) {
    case 'csv':
      return readA1111Log(file)
    case 'html':
      return readFooocusLog(file)
    case 'text':
      return readInvokeLog(file)
    case 'json':
      return readComfyHistory(file)
    default:
      return []
  }
}

/** A JSON sidecar that carries text chunks as members (InvokeAI beside its videos) is read as if it were a picture. */
export function sidecarStatements(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((file) => {
    if (file.key !== 'file' || file.kind !== 'json' || !file.text?.includes('"invokeai_')) return []
    const record = parseObject(file.text)
    return ['invokeai_metadata', 'invokeai_graph'].flatMap((key): Statement[] => {
      const member = record?.[key]
      const text = typeof member === 'string' ? member : member ? JSON.stringify(member) : undefined
      return text === undefined ? [] : [{ ...file, kind: 'json:member', key, text }]
    })
  })
}
