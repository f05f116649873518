import { Textarea } from '@mantine/core'
import type { Claims } from '../../shared/contract/claims.ts'
import { useAct, useAnswer } from '../answers.ts'
import { useDraft } from '../drafts.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { useMessages } from '../language.tsx'
import { showDone } from '../ui/notices.ts'
import { SaveBar } from '../ui/save-bar.tsx'
import { ApologyRequest } from './apology.tsx'
import styles from './claims.module.css'
import { ExpensesRequest } from './expenses.tsx'
import { Findings } from './findings.tsx'
import { Invoice } from './invoice.tsx'
import { LossRequest } from './loss.tsx'
import { Request } from './request.tsx'
import { StopRequest } from './stop.tsx'

const empty: Claims = { stop: null, loss: null, expenses: [], apology: null, courtCosts: false }

/** Where nothing is asked, there is nothing of which it could be said that no problem was found. */
function isAsked({ stop, loss, expenses, apology, courtCosts, other }: Claims): boolean {
  return stop !== null || loss !== null || apology !== null || expenses.length > 0 || courtCosts || !!other
}

/** What is asked of the court, in the order of the complaint, with the sums at its side. */
export function ClaimsScreen({ file }: CaseProps) {
  const { window: text } = useMessages()
  const words = text.claims
  const { data } = useAnswer('claims.get', { case: file.id })
  const draft = useDraft<Claims>(`case ${file.id} claims`, data?.claims ?? empty)
  const set = useAct('claims.set')
  const { value, patch } = draft
  if (!data) return null

  return (
    <form
      className={styles.screen}
      aria-label={words.label}
      onSubmit={(event) => {
        event.preventDefault()
        set.mutate(
          { case: file.id, claims: value },
          {
            onSuccess() {
              draft.drop()
              showDone(text.saved)
            },
          },
        )
      }}
    >
      <div className={styles.requests}>
        <h2>{words.heading}</h2>
        <StopRequest file={file} value={value.stop} onChange={(stop) => patch({ stop })} />
        <ApologyRequest file={file} value={value.apology} onChange={(apology) => patch({ apology })} />
        <LossRequest file={file} value={value.loss} onChange={(loss) => patch({ loss })} />
        <ExpensesRequest file={file} value={value.expenses} onChange={(expenses) => patch({ expenses })} />
        <Request
          title={words.courtCosts}
          on={value.courtCosts}
          onToggle={(courtCosts) => patch({ courtCosts })}
        />
        <Textarea
          label={words.other}
          value={value.other ?? ''}
          onChange={(event) => patch({ other: event.currentTarget.value || undefined })}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: many findings are scrolled with the keyboard too */}
      <aside className={styles.side} aria-label={words.sums} tabIndex={0}>
        <Invoice claims={value} />
        <SaveBar draft={draft} saving={set.isPending} label={words.save} />
        {(isAsked(value) || data.findings.length > 0) && (
          <Findings findings={data.findings} stale={draft.dirty} />
        )}
      </aside>
    </form>
  )
}
