import { createStore } from './store.ts'

/**
 * What a person has typed and not yet saved. It lives outside the screens, so that a look at another screen, or
 * a change of language, loses nothing.
 */
const drafts = createStore<ReadonlyMap<string, unknown>>(new Map())

function put(key: string, value: unknown): void {
  const next = new Map(drafts.get())
  if (value === undefined) next.delete(key)
  else next.set(key, value)
  drafts.set(next)
}

window.addEventListener('beforeunload', (event) => {
  if (drafts.get().size > 0) event.preventDefault()
})

export interface Draft<T> {
  readonly value: T
  /** True when something here is not saved. */
  readonly dirty: boolean
  readonly set: (value: T) => void
  readonly patch: (part: Partial<T>) => void
  /** Lets go of this value: after saving it, or to go back to what is saved. What was typed since then stays. */
  readonly drop: () => void
}

/** A draft over a saved value; without one, the saved value shows through. */
export function useDraft<T extends object>(key: string, saved: T): Draft<T> {
  const draft = drafts.use().get(key) as T | undefined
  function set(value: T) {
    put(key, JSON.stringify(value) === JSON.stringify(saved) ? undefined : value)
  }
  return {
    value: draft ?? saved,
    dirty: draft !== undefined,
    set,
    patch: (part) => set({ ...((drafts.get().get(key) as T | undefined) ?? saved), ...part }),
    drop() {
      if (drafts.get().get(key) === draft) put(key, undefined)
    },
  }
}
