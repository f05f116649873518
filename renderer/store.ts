import { useSyncExternalStore } from 'react'

/** A value that several parts of the window look at and that belongs to none of them. */
export interface Store<T> {
  readonly get: () => T
  readonly set: (value: T) => void
  /** The value, in a component that follows it. */
  readonly use: () => T
}

export function createStore<T>(first: T): Store<T> {
  let value = first
  const watchers = new Set<() => void>()
  const get = () => value
  function watch(watcher: () => void) {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }
  return {
    get,
    set(next) {
      value = next
      for (const watcher of watchers) watcher()
    },
    use: () => useSyncExternalStore(watch, get),
  }
}
