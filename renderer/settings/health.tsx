import { Button } from '@mantine/core'
import { useState } from 'react'
import { noteJob, useAnswer, whenOver } from '../answers.ts'
import { call } from '../client.ts'
import { useMessages } from '../language.tsx'
import { failureOf } from '../ui/failure.ts'
import { showError } from '../ui/notices.ts'
import styles from './settings.module.css'

/** What is known to be wrong with the vault, and what can safely be done about it here. Nothing where all is well. */
export function Health() {
  const { repair: text } = useMessages()
  const { data: health, refetch } = useAnswer('vaults.health', {})
  const [isBusy, setIsBusy] = useState(false)
  if (!health || (!health.readOnly && health.problems.length === 0)) return null
  const canRebuild = !health.readOnly && health.problems.some(({ kind }) => kind === 'derived')

  async function rebuild() {
    setIsBusy(true)
    try {
      const started = await call('vaults.rebuild', {})
      noteJob(started)
      const failure = failureOf(await whenOver(started))
      if (failure) throw failure
      await refetch()
    } catch (error) {
      showError(error)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <div className={styles.result} data-ok={false} role="status">
      {health.readOnly && (
        <strong>{text.readOnly({ reason: text.reasons[health.reason ?? ''] ?? health.reason ?? '' })}</strong>
      )}
      {health.lost.length > 0 && <p>{text.lost({ count: health.lost.length })}</p>}
      <ul>
        {health.problems.slice(0, 100).map((problem) => (
          <li key={`${problem.kind} ${problem.subject} ${problem.expected}`}>
            {text.kinds[problem.kind] ?? problem.kind} <code>{problem.subject}</code>
          </li>
        ))}
      </ul>
      {canRebuild && (
        <Button variant="default" size="compact-sm" loading={isBusy} onClick={() => void rebuild()}>
          {text.rebuildNow}
        </Button>
      )}
    </div>
  )
}
