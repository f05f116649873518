/**
 * What can run in a worker thread: each task is one function, plain object in, plain object out. None writes
 * to the database; the one that checks its file opens it to read. Loaded when first asked for, so that a thread that hashes does not load the PDF library.
 */
export const tasks = {
  seal: async () => (await import('./tasks/seal.ts')).seal,
  digest: async () => (await import('./tasks/digest.ts')).digest,
  check: async () => (await import('./tasks/check.ts')).check,
  checkDatabase: async () => (await import('./tasks/check-database.ts')).checkDatabase,
  checkThumbnails: async () => (await import('./tasks/check-thumbnails.ts')).checkThumbnails,
  digests: async () => (await import('./tasks/digests.ts')).digests,
  copy: async () => (await import('./tasks/copy.ts')).copy,
  inspect: async () => (await import('./tasks/inspect.ts')).inspect,
  statement: async () => (await import('./tasks/statement.ts')).statement,
  picture: async () => (await import('./tasks/picture.ts')).picture,
  measure: async () => (await import('./tasks/picture.ts')).measure,
  difference: async () => (await import('./tasks/picture.ts')).difference,
  dossier: async () => (await import('./tasks/dossier.ts')).dossier,
  reconstruct: async () => (await import('./tasks/reconstruct.ts')).reconstruct,
} as const

export type TaskName = keyof typeof tasks
type Task<N extends TaskName> = Awaited<ReturnType<(typeof tasks)[N]>>
export type TaskInput<N extends TaskName> = Parameters<Task<N>>[0]
export type TaskOutput<N extends TaskName> = Awaited<ReturnType<Task<N>>>

export interface TaskRequest {
  readonly name: TaskName
  readonly input: unknown
}

export type TaskReply =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly message: string
      readonly stack?: string
      /** Code of an AppError with its details, or of a system error. */
      readonly code?: string
      readonly details?: Record<string, string | number | boolean | null>
      readonly isAppError: boolean
    }
