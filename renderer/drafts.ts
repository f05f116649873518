import { rebase, same } from './draft-fields.ts'
import { createStore } from './store.ts'

/** What was typed, and what was saved when it was. */
interface Kept {
  readonly base: object
  readonly value: object
}

/**
 * What a person has typed and not yet saved. It lives outside the screens, so that a look at another screen, or
 * a change of language, loses nothing.
 */
const drafts = createStore<ReadonlyMap<string, Kept>>(new Map())

function put(key: string, value: Kept | undefined): void {
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
  const kept = drafts.use().get(key)
  const current = () => {
    const newest = drafts.get().get(key)
    return newest ? rebase(newest as { base: T; value: T }, saved) : saved
  }
  function set(value: T) {
    put(key, same(value, saved) ? undefined : { base: saved, value })
  }
  return {
    value: current(),
    dirty: kept !== undefined,
    set,
    patch: (part) => set({ ...current(), ...part }),
    drop() {
      if (drafts.get().get(key) === kept) put(key, undefined)
    },
  }
}
