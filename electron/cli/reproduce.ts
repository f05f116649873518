import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import type { Item } from '../../shared/contract/item.ts'
import { type Recipe, RecipeForm, type Reproduction } from '../../shared/contract/reproduction.ts'
import { formatInstant } from '../../shared/format.ts'
import type { Core } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain } from './columns.ts'
import { conduct } from './jobs.ts'
import { findCaseId } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { count, oneOf } from './values.ts'

/** The recipes of a picture; one of them into a file with `--form` and `--out`. */
export async function showRecipes(session: Session, given: Arguments): Promise<number> {
  const item = count(given.words[0] ?? '', 'ITEM', { least: 1 })
  const form = formIn(given)
  const out = given.text('out')
  const core = await session.open()
  const { recipes } = await core.call('reproductions.recipes', { item })
  const wanted = recipes.filter((recipe) => form === undefined || recipe.form === form)
  if (out !== undefined) await writeRecipe(core, item, wanted, resolve(out))
  const text = session.messages.reproduction
  session.output.list({ item, recipes: wanted }, wanted, () =>
    wanted.length === 0 ? [text.noRecipe] : wanted.flatMap((recipe) => describe(session, recipe)),
  )
  return exitStatus.done
}

/** Never over a file that is there: what is in it may be the only copy. */
async function writeRecipe(core: Core, item: number, recipes: readonly Recipe[], out: string): Promise<void> {
  const recipe = recipes.find(({ text }) => text !== null)
  if (recipe?.text == null) {
    const { name } = await core.call('items.get', { item })
    const missing = recipes.flatMap((each) => each.missing).join(', ')
    throw new AppError('recipe-incomplete', { path: name, missing: missing || '–' })
  }
  try {
    await writeFile(out, recipe.text, { flag: 'wx' })
  } catch (cause) {
    throw new AppError('vault-unwritable', { path: out }, { cause })
  }
}

/** Runs a recipe on a server and keeps what came out as a later reproduction. */
export async function runRecipe(session: Session, given: Arguments): Promise<number> {
  const item = count(given.words[0] ?? '', 'ITEM', { least: 1 })
  const server = given.required('server')
  const asked = formIn(given)
  const core = await session.open()
  const form = asked ?? (await runnableForm(core, item))
  const text = session.messages.reproduction
  const job = await conduct(session, core, text.running, () =>
    core.call('reproductions.run', { item, form, server }),
  )
  if (job.state === 'cancelled') {
    session.output.note(session.messages.errors.cancelled({}))
    return exitStatus.cancelled
  }
  const made = job.result as Reproduction
  const names = await namesOf(core, [made])
  session.output.document(made, () => describeMade(session, made, names))
  return exitStatus.done
}

async function runnableForm(core: Core, item: number): Promise<RecipeForm> {
  const { recipes } = await core.call('reproductions.recipes', { item })
  const runnable = recipes.filter(({ form }) => form === 'txt2img' || form === 'comfy-prompt')
  return (runnable.find(({ text }) => text !== null) ?? runnable[0])?.form ?? 'txt2img'
}

export async function listReproductions(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const caseId = await findCaseId(core, given.words[0] ?? '')
  const { reproductions } = await core.call('reproductions.list', { case: caseId })
  const names = session.output.format === 'people' ? await namesOf(core, reproductions) : new Map()
  session.output.list({ reproductions }, reproductions, () =>
    reproductions.length === 0
      ? [session.messages.reproduction.none]
      : reproductions.flatMap((made) => describeMade(session, made, names)),
  )
  return exitStatus.done
}

function formIn(given: Arguments): RecipeForm | undefined {
  const word = given.text('form')
  return word === undefined ? undefined : oneOf(RecipeForm, word, '--form')
}

async function namesOf(core: Core, made: readonly Reproduction[]): Promise<Map<number, string>> {
  const names = new Map<number, string>()
  for (const id of new Set(made.flatMap(({ of, item }) => [of, item]))) {
    const item: Item = await core.call('items.get', { item: id })
    names.set(id, plain(item.name))
  }
  return names
}

function describe(session: Session, recipe: Recipe): string[] {
  const text = session.messages.reproduction
  const list = (names: readonly string[]) => names.map((name) => text.fieldOf(name)).join(text.comma)
  return [
    `${text.forms[recipe.form]}  ${plain(recipe.fileName)}`,
    ...(recipe.missing.length > 0 ? [`  ${text.missing(list(recipe.missing))}`] : []),
    ...(recipe.lost.length > 0 ? [`  ${text.lost(recipe.lost.map(plain).join(text.comma))}`] : []),
    ...(recipe.text === null
      ? []
      : recipe.text
          .trimEnd()
          .split('\n')
          .map((line) => `  | ${plain(line)}`)),
  ]
}

function describeMade(session: Session, made: Reproduction, names: ReadonlyMap<number, string>): string[] {
  const text = session.messages.reproduction
  const { difference } = made
  return [
    text.madeOf({
      of: names.get(made.of) ?? String(made.of),
      item: names.get(made.item) ?? String(made.item),
    }),
    ...aligned([
      [`  ${text.madeAt}`, formatInstant(made.madeAt, session.language)],
      [`  ${text.server}`, `${plain(made.server)}  ${plain(made.software ?? text.unknownSoftware)}`],
      [`  ${text.result}`, text.difference(difference)],
      ...made.settingsDiffering.map(({ field, from, to }): [string, string] => [
        `  ${text.fieldOf(field)}`,
        `${plain(from ?? '–')} → ${plain(to ?? '–')}`,
      ]),
    ]),
    `  ${text.caution}`,
  ]
}
