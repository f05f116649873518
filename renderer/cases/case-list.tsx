import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { CaseSummary } from '../../shared/contract/case.ts'
import { address } from '../../shared/contract/operations.ts'
import { useAnswer } from '../answers.ts'
import { useLanguage, useMessages } from '../language.tsx'
import { addressOf, goTo } from '../route.ts'
import { EmptyState, PrimaryButton } from '../ui/controls.tsx'
import { sentenceOf } from '../ui/notices.ts'
import { Time } from '../ui/text.tsx'
import styles from './cases.module.css'
import { openSample } from './sample.ts'
import { useSampleJob, Welcome } from './welcome.tsx'

function CaseCard({ summary }: { readonly summary: CaseSummary }) {
  const { terms, window: text } = useMessages()
  const names = (list: readonly string[]) => list.join(terms.listSeparator)
  return (
    <li>
      <a
        className={styles.card}
        href={addressOf({ screen: 'case', caseId: summary.id, place: 'work' })}
        aria-label={summary.title}
      >
        <span className={styles.cover}>
          {summary.cover && (
            <img
              src={address.thumbnail(summary.cover)}
              alt=""
              onError={(event) => event.currentTarget.remove()}
            />
          )}
        </span>
        <span className={styles.about}>
          <span className={styles.title} title={summary.title}>
            {summary.title}
          </span>
          <span>
            {text.versus({ plaintiff: names(summary.plaintiffs), defendant: names(summary.defendants) })}
          </span>
          <span className={styles.soft}>
            {text.cases.files(summary.items)}
            {summary.sample && ` · ${text.sampleTag}`}
          </span>
          <span className={styles.soft}>
            {text.cases.changed} <Time at={summary.updatedAt} />
          </span>
        </span>
      </a>
    </li>
  )
}

/** All cases, the last touched first; with none, the way in. */
export function CaseList() {
  const { language } = useLanguage()
  const { window: text } = useMessages()
  const { data, error } = useAnswer('cases.list', {})
  const sample = useSampleJob()
  if (error) {
    return (
      <main className={styles.main} id="content" tabIndex={-1}>
        <EmptyState title={text.cases.notRead} sentence={sentenceOf(error)} />
      </main>
    )
  }
  if (!data) return <main className={styles.main} id="content" tabIndex={-1} />
  if (data.cases.length === 0) return <Welcome />
  return (
    <main className={styles.main} id="content" tabIndex={-1}>
      <div className={styles.head}>
        <h1>{text.cases.heading}</h1>
        <Button loading={sample !== undefined} onClick={() => void openSample(language)}>
          {text.cases.sample}
        </Button>
        <PrimaryButton
          leftSection={<IconPlus size={16} stroke={1.6} />}
          onClick={() => goTo({ screen: 'new-case' })}
        >
          {text.cases.create}
        </PrimaryButton>
      </div>
      <ul className={styles.cards}>
        {data.cases.map((summary) => (
          <CaseCard key={summary.id} summary={summary} />
        ))}
      </ul>
    </main>
  )
}
