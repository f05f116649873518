import { Button, Progress } from '@mantine/core'
import type { Job } from '../../shared/contract/job.ts'
import { useAnswer } from '../answers.ts'
import { Restore } from '../integrity/restore.tsx'
import { useLanguage, useMessages } from '../language.tsx'
import { goTo } from '../route.ts'
import { PrimaryButton } from '../ui/controls.tsx'
import styles from './cases.module.css'
import ridge from './ridge.webp'
import { openSample } from './sample.ts'

/** The job that is making the sample case now, if there is one. */
export function useSampleJob(): Job | undefined {
  const { data } = useAnswer('jobs.list', {})
  return data?.jobs.find(
    (job) => job.kind === 'sample' && (job.state === 'running' || job.state === 'queued'),
  )
}

/** The first screen with nothing in it: two sentences, one picture, two ways to begin. */
export function Welcome() {
  const { language } = useLanguage()
  const { window: text } = useMessages()
  const sample = useSampleJob()
  const share = sample && sample.total > 0 ? (sample.done / sample.total) * 100 : null
  return (
    <main className={styles.welcome} id="content" tabIndex={-1}>
      <img src={ridge} alt="" className={styles.ridge} />
      <h1>{text.welcome.first}</h1>
      <p>{text.welcome.second}</p>
      {sample ? (
        <div className={styles.making} role="status">
          <span>{text.welcome.making}</span>
          <Progress
            value={share ?? 100}
            animated={share === null}
            striped={share === null}
            size={6}
            aria-label={text.welcome.making}
          />
        </div>
      ) : (
        <div className={styles.ways}>
          <PrimaryButton size="md" onClick={() => goTo({ screen: 'new-case' })}>
            {text.welcome.own}
          </PrimaryButton>
          <Button size="md" onClick={() => void openSample(language)}>
            {text.welcome.sample}
          </Button>
        </div>
      )}
      {!sample && <Restore />}
    </main>
  )
}
