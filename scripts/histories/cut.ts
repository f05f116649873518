import type { History } from './history.ts'
import { sourceOf, type Task } from './recipe.ts'

/** Leaves pictures out of the largest rounds, never one that something was made from. */
export function cut(history: History, count: number): History {
  const used = new Set(
    history.rounds.flatMap(({ recipe, favourite }) => [sourceOf(recipe.task) ?? -1, favourite]),
  )
  const left = new Set(history.pictures.map(({ id }) => id))
  while (left.size > count) {
    const spare = history.rounds
      .map(({ pictures }) => pictures.filter((id) => left.has(id)))
      .sort((a, b) => b.length - a.length)
      .flatMap((pictures) => pictures.findLast((id) => !used.has(id)) ?? [])[0]
    if (spare === undefined) throw new Error('nothing to spare')
    left.delete(spare)
  }
  if (left.size < count) throw new Error(`only ${left.size} pictures`)
  const numbers = new Map([...left].sort((a, b) => a - b).map((id, index) => [id, index]))
  const renumbered = (id: number) => numbers.get(id) ?? 0
  return {
    ...history,
    pictures: history.pictures
      .filter(({ id }) => left.has(id))
      .map((each) => ({ ...each, id: renumbered(each.id) })),
    rounds: history.rounds.map((round) => ({
      ...round,
      recipe: { ...round.recipe, task: withSource(round.recipe.task, renumbered) },
      pictures: round.pictures.filter((id) => left.has(id)).map(renumbered),
      favourite: renumbered(round.favourite),
    })),
  }
}

function withSource(task: Task, renumbered: (id: number) => number): Task {
  if (task.kind === 'text') return task
  return 'input' in task ? { ...task, input: renumbered(task.input) } : { ...task, of: renumbered(task.of) }
}
