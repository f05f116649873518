import { Button, Progress } from '@mantine/core'
import { useAct, useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import styles from './dossier.module.css'

/** How far the dossier is, and the way to stop it. */
export function BuildProgress({ job: id }: { readonly job: number }) {
  const { window: text } = useMessages()
  const { data: job } = useAnswer('jobs.get', { job: id })
  const cancel = useAct('jobs.cancel')
  const share = job && job.total > 0 ? (job.done / job.total) * 100 : null
  return (
    <div className={styles.progress} role="status">
      <span>{text.dossier.building}</span>
      <Progress
        value={share ?? 100}
        animated={share === null}
        striped={share === null}
        size={6}
        aria-label={text.dossier.building}
      />
      <Button size="xs" loading={cancel.isPending} onClick={() => cancel.mutate({ job: id })}>
        {text.cancel}
      </Button>
    </div>
  )
}
