import type { AppEvent, Listener } from '../../shared/contract/events.ts'
import type { Job } from '../../shared/contract/job.ts'
import type { Reply } from '../../shared/contract/protocol.ts'
import type { VaultFile, VaultFileRequest } from '../../shared/serving.ts'

export const runningJob: Job = {
  id: 7,
  kind: 'import',
  caseId: 1,
  state: 'running',
  done: 0,
  total: 0,
  startedAt: '2026-03-05T12:00:00.000Z',
  endedAt: null,
  result: null,
  error: null,
}

/** A core of which the test says what it holds, and which remembers what it was asked. */
export function fakeCore(files: Record<string, VaultFile> = {}) {
  const asked: { name: string; params: unknown }[] = []
  const listeners = new Set<Listener>()
  return {
    asked,
    announce: (event: AppEvent) => {
      for (const listener of listeners) listener(event)
    },
    listening: () => listeners.size,
    async ask(name: string, params: unknown): Promise<Reply> {
      asked.push({ name, params })
      if (name === 'imports.start' || name === 'jobs.get') return { ok: true, value: runningJob }
      if (name === 'fail.please')
        return { ok: false, error: { code: 'not-found', details: { what: 'case' } } }
      return { ok: true, value: { name, params } }
    },
    listen(listener: Listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    fileOf: ({ kind, sha256 }: VaultFileRequest) => files[`${kind}/${sha256}`] ?? null,
  }
}
