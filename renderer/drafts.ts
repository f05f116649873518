import { useSyncExternalStore } from 'react'

/**
 * What a person has typed and not yet saved. It lives outside the screens, so that a look at another screen, or
 * a change of language, loses nothing.
 */
const drafts = new Map<string, unknown>()
const watchers = new Set<() => void>()

function changed(): void {
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

window.addEventListener('beforeunload', (event) => {
  if (drafts.size > 0) event.preventDefault()
})

export interface Draft<T> {
  readonly value: T
  /** True when something here is not saved. */
  readonly dirty: boolean
  readonly set: (value: T) => void
  readonly patch: (part: Partial<T>) => void
  /** Lets go of what was typed: after saving, or to go back to what is saved. */
  readonly drop: () => void
}

/** A draft over a saved value; without one, the saved value shows through. */
export function useDraft<T extends object>(key: string, saved: T): Draft<T> {
  const draft = useSyncExternalStore(watch, () => drafts.get(key)) as T | undefined
  function set(value: T) {
    if (JSON.stringify(value) === JSON.stringify(saved)) drafts.delete(key)
    else drafts.set(key, value)
    changed()
  }
  return {
    value: draft ?? saved,
    dirty: draft !== undefined,
    set,
    patch: (part) => set({ ...((drafts.get(key) as T | undefined) ?? saved), ...part }),
    drop() {
      drafts.delete(key)
      changed()
    },
  }
}
