import { Button, Progress } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { Verification } from '../../shared/contract/vault.ts'
import { noteJob, useAnswer, whenOver } from '../answers.ts'
import { call } from '../client.ts'
import { useMessages } from '../language.tsx'
import { failureOf } from '../ui/failure.ts'
import { showError } from '../ui/notices.ts'
import styles from './settings.module.css'

function Result({ value }: { readonly value: Verification }) {
  const { window: text, repair } = useMessages()
  const words = text.settings
  const faults = value.problems.filter(({ kind }) => kind !== 'derived' && kind !== 'unrecorded')
  return (
    <div className={styles.result} data-ok={value.ok} role="status">
      <strong>{value.ok ? words.allWell(value.checked) : words.differences(faults.length)}</strong>
      {value.problems.length > 0 && (
        <ul>
          {value.problems.slice(0, 100).map((problem) => (
            <li key={`${problem.kind} ${problem.subject}`}>
              {repair.kinds[problem.kind] ?? problem.kind} <code>{problem.subject}</code>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Reads every original again and compares it with what was recorded when it was taken in. */
export function Verify({ onDone }: { readonly onDone: () => void }) {
  const { window: text } = useMessages()
  const words = text.settings
  const [result, setResult] = useState<Verification | null>(null)
  const { data } = useAnswer('jobs.list', {})
  const running = data?.jobs.find(
    (job) => job.kind === 'verify' && (job.state === 'running' || job.state === 'queued'),
  )
  const share = running && running.total > 0 ? (running.done / running.total) * 100 : null

  async function verify() {
    setResult(null)
    try {
      const started = await call('vaults.verify', {})
      noteJob(started)
      const job = await whenOver(started)
      const failure = failureOf(job)
      if (failure) throw failure
      const found = Verification.safeParse(job.result)
      if (found.success) setResult(found.data)
      onDone()
    } catch (error) {
      showError(error)
    }
  }

  return (
    <div className={styles.verify}>
      <Button
        leftSection={<IconShieldCheck size={17} stroke={1.4} />}
        loading={running !== undefined}
        onClick={() => void verify()}
      >
        {words.verify}
      </Button>
      <span className={styles.soft}>{words.verifyHint}</span>
      {running && (
        <Progress
          className={styles.bar}
          value={share ?? 100}
          animated={share === null}
          striped={share === null}
          size={6}
          aria-label={words.verify}
        />
      )}
      {result && <Result value={result} />}
    </div>
  )
}
