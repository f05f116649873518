import { useCallback } from 'react'
import type { Ground } from '../../shared/contract/process.ts'
import { useMessages } from '../language.tsx'

type Sentence = (details: NonNullable<Ground['details']>) => string

/** The clause of a ground; undefined where there is none, so that no code is ever shown to a person. */
export function useGroundWords(): (ground: Ground) => string | undefined {
  const { grounds } = useMessages().process
  return useCallback(
    ({ code, details = {} }: Ground) =>
      Object.hasOwn(grounds, code) ? (grounds as Record<string, Sentence>)[code]?.(details) : undefined,
    [grounds],
  )
}
