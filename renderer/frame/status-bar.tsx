import { Button, Progress } from '@mantine/core'
import { IconCheck, IconLink } from '@tabler/icons-react'
import type { Job } from '../../shared/contract/job.ts'
import { useAct, useAnswer } from '../answers.ts'
import { sending as filesSent } from '../importing.ts'
import { useMessages } from '../language.tsx'
import { RecorderStrip } from '../recorder/recorder-strip.tsx'
import { addressOf, useRoute } from '../route.ts'
import { Digest } from '../ui/text.tsx'
import styles from './frame.module.css'
import { minutesLeft } from './time-left.ts'

function JobProgress({ job, more }: { readonly job: Job; readonly more: number }) {
  const { window: text } = useMessages()
  const cancel = useAct('jobs.cancel')
  const share = job.total > 0 ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null
  return (
    <div className={styles.job} role="status">
      <span>
        {text.jobs.progress({
          kind: text.jobs.kinds[job.kind],
          share,
          left: minutesLeft(job, Date.now()),
          more,
        })}
      </span>
      <Progress
        className={styles.bar}
        value={share ?? 100}
        animated={share === null}
        striped={share === null}
        size={4}
        aria-label={text.jobs.kinds[job.kind]}
      />
      <Button
        size="compact-xs"
        variant="subtle"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ job: job.id })}
      >
        {text.cancel}
      </Button>
    </div>
  )
}

/** What is under way, and where the ledger stands. */
export function StatusBar() {
  const { window: text } = useMessages()
  const { data } = useAnswer('jobs.list', {})
  const { data: vault } = useAnswer('vaults.info', {})
  const sending = filesSent.use()
  const route = useRoute()
  const active = (data?.jobs ?? []).filter((job) => job.state === 'running' || job.state === 'queued')
  const shown = active.find((job) => job.state === 'running') ?? active[0]
  return (
    <footer className={styles.status}>
      <div className={styles.here}>
        <span>{vault ? text.status.vault({ cases: vault.cases, items: vault.items }) : text.loading}</span>
        <RecorderStrip caseId={route.screen === 'case' ? route.caseId : undefined} everywhere />
      </div>
      {sending ? (
        <div className={styles.job} role="status">
          <span>{text.sending(sending)}</span>
          <Progress
            className={styles.bar}
            value={(sending.done / sending.total) * 100}
            size={4}
            aria-label={text.sending(sending)}
          />
        </div>
      ) : (
        shown && <JobProgress job={shown} more={active.length - 1} />
      )}
      {vault && (
        <a className={styles.chain} href={addressOf({ screen: 'settings' })}>
          {vault.verifiedOk ? (
            <IconCheck size={14} stroke={1.6} aria-hidden="true" />
          ) : (
            <IconLink size={14} stroke={1.4} aria-hidden="true" />
          )}
          {text.status.ledger}
          <Digest value={vault.ledger.hash} />
          <span>
            {vault.verifiedOk === null
              ? text.status.unverified
              : vault.verifiedOk
                ? text.status.verified
                : text.status.broken}
          </span>
        </a>
      )}
    </footer>
  )
}
