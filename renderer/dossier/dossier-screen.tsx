import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Dossier } from '../../shared/contract/dossier.ts'
import type { Language } from '../../shared/contract/primitives.ts'
import { answers, noteJob, useAnswer, whenOver } from '../answers.ts'
import { call } from '../client.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { ArchivePanel } from '../integrity/archive-panel.tsx'
import { useLanguage, useMessages } from '../language.tsx'
import { EmptyState, PrimaryButton } from '../ui/controls.tsx'
import { failureOf } from '../ui/failure.ts'
import { sentenceOf, showDone, showError } from '../ui/notices.ts'
import { BuildProgress } from './build-progress.tsx'
import styles from './dossier.module.css'
import { DossierList } from './dossier-list.tsx'
import { Paper } from './paper.tsx'

/** The paper itself, page by page, with its options beside it. */
export default function DossierScreen({ file }: CaseProps) {
  const { language: spoken } = useLanguage()
  const { window: text } = useMessages()
  const words = text.dossier
  const [language, setLanguage] = useState<Language>(spoken)
  const [copy, setCopy] = useState<Dossier['copy']>('court')
  const [chosen, setChosen] = useState<number | null>(null)
  const [job, setJob] = useState<number | null>(null)
  const { data, error } = useAnswer('dossiers.list', { case: file.id })
  const dossiers: readonly Dossier[] = data?.dossiers ?? []
  const newest = dossiers.toSorted((a, b) => b.id - a.id)
  const open = newest.find((dossier) => dossier.id === chosen) ?? newest[0]

  async function start() {
    try {
      const started = await call('dossiers.build', { case: file.id, language, copy })
      noteJob(started)
      setJob(started.id)
      const ended = await whenOver(started)
      await answers.invalidateQueries()
      if (ended.state === 'done') {
        setChosen(null)
        showDone(words.built)
      } else {
        const failure = failureOf(ended)
        if (failure) showError(failure)
      }
    } catch (reason) {
      showError(reason)
    } finally {
      setJob(null)
    }
  }

  return (
    <div className={styles.screen}>
      <div className={styles.desk}>
        {open ? (
          <Paper key={open.sha256} dossier={open} />
        ) : (
          <EmptyState title={words.emptyTitle} sentence={error ? sentenceOf(error) : words.empty} />
        )}
      </div>
      <aside className={styles.options} aria-label={words.options}>
        <h2>{words.options}</h2>
        <div>
          <span id="dossier-language" className={styles.label}>
            {words.language}
          </span>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-labelledby="dossier-language"
            value={language}
            onChange={(next) => setLanguage(next as Language)}
            data={[
              { value: 'zh-CN', label: text.languages['zh-CN'] },
              { value: 'en', label: text.languages.en },
            ]}
          />
        </div>
        <div>
          <span id="dossier-copy" className={styles.label}>
            {words.copy}
          </span>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-labelledby="dossier-copy"
            value={copy}
            onChange={(next) => setCopy(next as Dossier['copy'])}
            data={[
              { value: 'court', label: words.copies.court },
              { value: 'service', label: words.copies.service },
            ]}
          />
          <p className={styles.soft}>{words.copyMeans[copy]}</p>
        </div>
        {job === null ? (
          <PrimaryButton onClick={() => void start()}>{words.build}</PrimaryButton>
        ) : (
          <BuildProgress job={job} />
        )}
        <p className={styles.soft}>{words.says}</p>
        <DossierList dossiers={newest} open={open?.id} onOpen={setChosen} />
        <ArchivePanel caseId={file.id} />
      </aside>
    </div>
  )
}
