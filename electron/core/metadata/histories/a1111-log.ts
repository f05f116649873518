import { asCount, asNumber, asSeed } from '../exact-json.ts'
import { generator, model, present, type Reading } from '../generators/reading.ts'
import type { Statement } from '../statement.ts'
import { parseCsv } from './csv.ts'
import { maxRows, rowCutter } from './rows.ts'

const nine = ['prompt', 'seed', 'width', 'height', 'sampler', 'cfgs', 'steps', 'filename', 'negative_prompt']
const eleven = [...nine, 'sd_model_name', 'sd_model_hash']

/** A1111's `log.csv`, one row a picture. The program widened it without rewriting old files: both widths may meet in one. */
export function readA1111Log(file: Statement): readonly Reading[] {
  const text = file.text ?? ''
  if (!text.startsWith('prompt,seed,width,height,sampler,cfgs,steps,filename,negative_prompt')) return []
  const cut = rowCutter(file)
  return parseCsv(text, maxRows).flatMap((record, i): Reading[] => {
    const statement = cut(record.from, record.to, String(i))
    if (i === 0 || record.fields[0] === 'prompt') return []
    const names = record.fields.length === 9 ? nine : record.fields.length === 11 ? eleven : undefined
    if (!names) return [damagedRow(statement)]
    const value = (name: string) => record.fields[names.indexOf(name)]
    const generation = present({
      file: value('filename'),
      prompt: value('prompt'),
      negativePrompt: value('negative_prompt'),
      model: model(value('sd_model_name'), value('sd_model_hash')),
      sampler: value('sampler') || undefined,
      steps: asCount(value('steps')),
      cfgScale: asNumber(value('cfgs')),
      seed: asSeed(value('seed')),
      width: asCount(value('width')),
      height: asCount(value('height')),
    })
    return [{ statement, generator: generator('a1111'), generations: [generation], claims: [file] }]
  })
}

/** A row of another width is shown, not read: its columns have no names. */
function damagedRow(statement: Statement): Reading {
  const warnings = [{ code: 'damaged-statement', details: { where: `${statement.kind}:${statement.key}` } }]
  return { statement: { ...statement, damaged: true }, generator: null, generations: [], warnings }
}
