import { Loader } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Case } from '../../shared/contract/case.ts'
import { useAnswer } from '../answers.ts'
import { Documents } from '../cases/documents.tsx'
import { Facts } from '../cases/facts.tsx'
import { Parties } from '../cases/parties.tsx'
import { ClaimsScreen } from '../claims/claims-screen.tsx'
import { ComparisonScreen } from '../comparison/comparison-screen.tsx'
import { importFiles } from '../importing.ts'
import { InfringementScreen } from '../infringement/infringement-screen.tsx'
import { ItemInspector } from '../inspector/item-inspector.tsx'
import { useMessages } from '../language.tsx'
import { ProcessScreen } from '../process/process-screen.tsx'
import { roleAt } from '../roles.ts'
import { addressOf, type Route, select } from '../route.ts'
import { EmptyState } from '../ui/controls.tsx'
import { DropEverywhere } from '../ui/drop-area.tsx'
import { sentenceOf } from '../ui/notices.ts'
import { WorkScreen } from '../work/work-screen.tsx'
import { CaseHeader } from './case-header.tsx'
import styles from './frame.module.css'
import { Missing } from './missing.tsx'

const DossierScreen = lazy(() => import('../dossier/dossier-screen.tsx'))

export type CaseRoute = Extract<Route, { screen: 'case' }>

/** What a screen of a case is given. */
export interface CaseProps {
  readonly file: Case
  readonly route: CaseRoute
}

function Place(props: CaseProps) {
  switch (props.route.place) {
    case 'work':
      return <WorkScreen {...props} />
    case 'process':
      return <ProcessScreen {...props} />
    case 'infringement':
      return <InfringementScreen {...props} />
    case 'comparison':
      return <ComparisonScreen {...props} />
    case 'claims':
      return <ClaimsScreen {...props} />
    case 'dossier':
      return <DossierScreen {...props} />
    case 'parties':
      return <Parties {...props} />
    case 'facts':
      return <Facts {...props} />
    case 'documents':
      return <Documents {...props} />
  }
}

function Waiting() {
  const { window: text } = useMessages()
  return (
    <div className={styles.waiting}>
      <Loader size="sm" color="var(--ink-soft)" aria-label={text.loading} />
    </div>
  )
}

/** One case: its head with the path, the screen of the step, and what is known of the selected item. */
export function CaseFrame({ route }: { readonly route: CaseRoute }) {
  const { terms, window: text } = useMessages()
  const { data: file, error } = useAnswer('cases.get', { case: route.caseId })
  if (error) {
    return (
      <main className={styles.main} id="content" tabIndex={-1}>
        <EmptyState title={text.caseNotOpened} sentence={sentenceOf(error)}>
          <a href={addressOf({ screen: 'cases' })}>{text.backToCases}</a>
        </EmptyState>
      </main>
    )
  }
  if (!file) {
    return (
      <main className={styles.main} id="content" tabIndex={-1}>
        <Waiting />
      </main>
    )
  }
  return (
    <>
      <div className={styles.case} data-inspector={route.item !== undefined || undefined}>
        <CaseHeader file={file} place={route.place} />
        <main className={styles.content} id="content" tabIndex={-1}>
          <Missing file={file} place={route.place} />
          <Suspense fallback={<Waiting />}>
            <Place file={file} route={route} />
          </Suspense>
        </main>
        {route.item !== undefined && (
          <ItemInspector
            id={route.item}
            caseId={file.id}
            onClose={() => select({ ...route, item: undefined })}
          />
        )}
      </div>
      <DropEverywhere
        words={text.dropHere(terms.itemRoles[roleAt(route.place)])}
        onFiles={(files) => void importFiles(file.id, roleAt(route.place), files)}
      />
    </>
  )
}
