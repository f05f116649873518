import { IconListDetails, IconPaperclip, IconSearch, IconUsers } from '@tabler/icons-react'
import type { Case, StepState } from '../../shared/contract/case.ts'
import { useMessages } from '../language.tsx'
import { everything } from '../library/query.ts'
import { addressOf, type CasePlace } from '../route.ts'
import styles from './frame.module.css'

function StepDot({ state }: { readonly state: StepState['state'] }) {
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
      <circle cx="6" cy="6" r="4.8" fill="none" stroke="currentColor" strokeWidth="1.3" />
      {state === 'started' && <path d="M6 1.2a4.8 4.8 0 0 0 0 9.6z" fill="currentColor" />}
      {state === 'done' && <circle cx="6" cy="6" r="4.8" fill="currentColor" />}
    </svg>
  )
}

function Step({
  step,
  file,
  place,
}: {
  readonly step: StepState
  readonly file: Case
  readonly place: CasePlace
}) {
  const { terms, window: text } = useMessages()
  const note =
    step.state === 'empty'
      ? text.steps.empty
      : step.missing.length > 0
        ? text.steps.missing(step.missing.length)
        : text.steps.done
  return (
    <li>
      <a
        className={styles.step}
        href={addressOf({ screen: 'case', caseId: file.id, place: step.step })}
        aria-current={place === step.step ? 'step' : undefined}
        data-state={step.state}
      >
        <StepDot state={step.state} />
        <span>{terms.steps[step.step]}</span>
        <span className={styles.stepNote} data-attention={step.state !== 'empty' && step.missing.length > 0}>
          {note}
        </span>
      </a>
    </li>
  )
}

/** Title, parties, and the path of the case with what each step still wants. */
export function CaseHeader({ file, place }: { readonly file: Case; readonly place: CasePlace }) {
  const { terms, window: text } = useMessages()
  const named = (role: 'plaintiff' | 'defendant') =>
    file.parties
      .filter((party) => party.role === role && party.name)
      .map((party) => party.name)
      .join(terms.listSeparator)
  const places = [
    { place: 'parties', icon: IconUsers },
    { place: 'facts', icon: IconListDetails },
    { place: 'documents', icon: IconPaperclip },
  ] as const
  return (
    <header className={styles.header}>
      <div className={styles.titleLine}>
        <h1 className={styles.title} title={file.title}>
          {file.title}
        </h1>
        <span className={styles.parties}>
          {text.versus({ plaintiff: named('plaintiff'), defendant: named('defendant') })}
        </span>
        {file.sample && <span className={styles.sample}>{text.sampleTag}</span>}
        <nav className={styles.places} aria-label={text.places.label}>
          {places.map(({ place: target, icon: Icon }) => (
            <a
              key={target}
              href={addressOf({ screen: 'case', caseId: file.id, place: target })}
              aria-current={place === target ? 'page' : undefined}
            >
              <Icon size={16} stroke={1.4} aria-hidden="true" />
              {text.places[target]}
            </a>
          ))}
          <a href={addressOf({ screen: 'library', query: { ...everything, case: file.id } })}>
            <IconSearch size={16} stroke={1.4} aria-hidden="true" />
            {text.library.title}
          </a>
        </nav>
      </div>
      <nav aria-label={text.steps.label}>
        <ol className={styles.steps}>
          {file.steps.map((step) => (
            <Step key={step.step} step={step} file={file} place={place} />
          ))}
        </ol>
      </nav>
    </header>
  )
}
