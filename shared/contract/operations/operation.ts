import { z } from 'zod'
import { Id } from '../primitives.ts'

export function operation<P extends z.ZodType, R extends z.ZodType>(params: P, result: R) {
  return { params, result } as const
}

/**
 * Any of an object's fields, and nothing more: zod fills defaults in even under `partial()`, so that naming a
 * reason would silently take a selection back. What is left out here stays as it was.
 */
export function changesTo<S extends z.core.$ZodLooseShape>(schema: z.ZodObject<S, z.core.$strict>) {
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    field instanceof z.ZodDefault ? field.unwrap() : field,
  ])
  return z.strictObject(Object.fromEntries(fields) as S).partial()
}

export const Nothing = z.strictObject({})
export const CaseRef = z.strictObject({ case: Id })

/**
 * Where a file comes from. `path` is accepted only from shells that the person gave the path to (the command
 * line, the desktop's own dialogs and drops); `upload` is a file sent to the loopback server before.
 */
export const Source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(32_768) }),
  z.strictObject({ kind: z.literal('upload'), id: z.string().regex(/^[0-9a-f]{32}$/) }),
])
export type Source = z.infer<typeof Source>
