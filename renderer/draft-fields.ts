/** Whether two values say the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What was typed on top of what is saved now: a field that was not typed in follows what another program wrote. */
export function rebase<T extends object>(typed: { readonly base: T; readonly value: T }, saved: T): T {
  if (typed.base === saved) return typed.value
  const fields = Object.keys({ ...typed.base, ...typed.value }) as (keyof T)[]
  const changed = fields.filter((field) => !same(typed.value[field], typed.base[field]))
  return Object.assign({ ...saved }, ...changed.map((field) => ({ [field]: typed.value[field] })))
}
