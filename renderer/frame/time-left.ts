import type { Job } from '../../shared/contract/job.ts'

/** Minutes left at the pace so far, at least one; null while there is too little to tell. */
export function minutesLeft(job: Job, now: number): number | null {
  const elapsed = now - Date.parse(job.startedAt)
  if (job.total === 0 || job.done === 0 || elapsed < 3_000) return null
  const left = (elapsed / job.done) * (job.total - job.done)
  return Math.max(1, Math.round(left / 60_000))
}
