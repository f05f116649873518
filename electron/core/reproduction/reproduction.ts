import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'
import type { Recipe, RecipeForm, Reproduction } from '../../../shared/contract/reproduction.ts'
import type { Cases } from '../cases/cases.ts'
import type { JobContext } from '../jobs/jobs.ts'
import type { Pool } from '../jobs/pool.ts'
import { changesBetween } from '../process/process.ts'
import { adopt, discard, type Vault } from '../vault/vault.ts'
import { serverAddress } from './address.ts'
import { runComfyUi } from './comfy-ui.ts'
import { type RawText, recipesOf } from './recipes.ts'
import { type Made, runWebUi } from './web-ui.ts'

/** Statements that are looked at for a recipe, and how long one may be. */
const mostStatements = 32
const longestText = 16 * 1024 * 1024

export interface Reproductions {
  readonly recipes: (item: number) => Promise<Recipe[]>
  /** Runs a recipe and keeps what came out, labelled as a later reproduction (legal-reference R2). */
  readonly run: (
    request: { readonly item: number; readonly form: RecipeForm; readonly server: string },
    context: JobContext,
  ) => Promise<Reproduction>
  readonly list: (caseId: number) => Reproduction[]
}

interface Row {
  id: number
  case_id: number
  of_item: number
  item: number
  made_at: string
  server: string
  software: string | null
  form: RecipeForm
  sent: string
  difference: string | null
  settings: string
}

/** Recipes of recorded pictures in the forms of their generators, and later runs of them beside the originals. */
export function openReproductions(vault: Vault, cases: Cases, pool: Pool): Reproductions {
  const { database, objects } = vault
  const { items } = cases
  const ofCase = database.prepare<[number], Row>('SELECT * FROM reproductions WHERE case_id = ? ORDER BY id')
  const byId = database.prepare<[number | bigint], Row>('SELECT * FROM reproductions WHERE id = ?')
  const insert = database.prepare(
    `INSERT INTO reproductions (case_id, of_item, item, made_item, made_at, server, software, form, sent, difference, settings, ledger_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertObject = database.prepare(
    `INSERT INTO objects (sha256, size, media_type, format, added_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )

  async function recipes(id: number): Promise<Recipe[]> {
    const { record, name, sha256 } = items.get(id)
    const path = objects.pathOf(sha256)
    const texts: RawText[] = []
    for (const [index, carrier] of record.carriers.slice(0, mostStatements).entries()) {
      const { text, cut } = await pool.run('statement', {
        path,
        format: record.format,
        carrier,
        from: 0,
        max: 0,
        maxText: longestText,
      })
      if (text !== null && !cut) texts.push({ carrier: index, text })
    }
    const generator = record.generator?.id ?? null
    return recipesOf({ name, generator, generations: record.generations, texts })
  }

  /** What was sent, kept as an object, so that anybody can send it again. */
  async function keepSent(text: string, temporary: string): Promise<{ sha256: string; size: number }> {
    const bytes = Buffer.from(text)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await writeFile(temporary, bytes, { flush: true })
    await adopt(objects, temporary, sha256)
    return { sha256, size: bytes.length }
  }

  return {
    recipes,
    async run({ item, form, server }, { id: jobId, signal, report }) {
      const original = items.get(item)
      const address = serverAddress(server)
      const recipe = (await recipes(item)).find((each) => each.form === form)
      if (recipe?.text == null || (form !== 'txt2img' && form !== 'comfy-prompt')) {
        const missing = recipe ? recipe.missing.join(', ') : form
        throw new AppError('recipe-incomplete', { path: original.name, missing: missing || form })
      }
      report(0, 3)
      const run = form === 'comfy-prompt' ? runComfyUi : runWebUi
      const made: Made = await run(address, recipe.text, signal)
      report(1, 3)
      const temporary = join(objects.directory, 'tmp', `${process.pid}-reproduction-${jobId}`)
      try {
        await writeFile(temporary, made.bytes, { flush: true })
        const sealed = await pool.run('seal', {
          path: temporary,
          objects: objects.directory,
          ownTimes: false,
          readsRecord: true,
        })
        if (sealed.state === 'failed') throw new AppError(sealed.code, { ...sealed.details, path: made.name })
        if (sealed.state !== 'sealed') throw new AppError('file-changed', { path: made.name })
        await objects.settle([sealed.sha256])
        report(2, 3)
        signal.throwIfAborted()
        const difference = await pool.run('difference', {
          original: objects.pathOf(original.sha256),
          other: objects.pathOf(sealed.sha256),
        })
        const settings = settingsBetween(original.record, sealed.record)
        const sent = await keepSent(recipe.text, `${temporary}-sent`)
        const id = vault.write(() => {
          // Bytes that the case had before stay what they were: an original does not become a reproduction.
          const kept = items.add(original.caseId, 'process', { name: made.name, path: made.name, ...sealed })
          const madeAt = new Date().toISOString()
          insertObject.run(sent.sha256, sent.size, 'application/json', 'json', madeAt)
          const entry = vault.ledger.append({
            act: 'reproduction.made',
            caseId: original.caseId,
            digests: [original.sha256, sealed.sha256, sent.sha256],
            data: { of: item, item: kept.id, form, pixelEqual: difference?.pixelEqual ?? null },
          })
          return insert.run(
            original.caseId,
            item,
            kept.id,
            kept.duplicate ? 0 : 1,
            madeAt,
            address,
            made.software,
            form,
            sent.sha256,
            difference === null ? null : JSON.stringify(difference),
            JSON.stringify(settings),
            entry.seq,
          ).lastInsertRowid
        })
        report(3, 3)
        const row = byId.get(id)
        if (!row) throw new Error('a reproduction that was just written is not there')
        return fromRow(row)
      } finally {
        await discard(temporary)
        await discard(`${temporary}-sent`)
      }
    },
    list: (caseId) => ofCase.all(caseId).map(fromRow),
  }
}

/** Where the new picture's record says another thing than the original's; nothing where one of them has none. */
function settingsBetween(original: FileRecord, made: FileRecord): Reproduction['settingsDiffering'] {
  const isComparable = (record: Item['record']) => record.generations.length > 0
  if (!isComparable(original) || !isComparable(made)) return []
  return changesBetween(original, made).map(({ field, from, to }) => ({ field, from, to }))
}

function fromRow(row: Row): Reproduction {
  return {
    id: row.id,
    caseId: row.case_id,
    of: row.of_item,
    item: row.item,
    madeAt: row.made_at,
    server: row.server,
    software: row.software,
    form: row.form,
    sent: row.sent,
    difference: row.difference === null ? null : JSON.parse(row.difference),
    settingsDiffering: JSON.parse(row.settings),
  }
}
