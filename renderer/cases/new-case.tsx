import type { Party } from '../../shared/contract/case.ts'
import { useAct } from '../answers.ts'
import { useDraft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { goTo } from '../route.ts'
import { Fields, PrimaryButton } from '../ui/controls.tsx'
import { LineInput } from '../ui/inputs.tsx'
import styles from './cases.module.css'

interface Beginning {
  readonly title: string
  readonly work: string
  readonly plaintiff: string
  readonly defendant: string
}

const nothing: Beginning = { title: '', work: '', plaintiff: '', defendant: '' }

function partyNamed(role: Party['role'], name: string): Party[] {
  return name.trim() ? [{ role, kind: 'person', name: name.trim(), accounts: [], items: [] }] : []
}

/** A case begins with a title; everything else can wait. */
export function NewCase() {
  const { window: text } = useMessages()
  const words = text.newCase
  const draft = useDraft<Beginning>('new case', nothing)
  const create = useAct('cases.create')
  const { value, patch } = draft

  function begin() {
    create.mutate(
      {
        title: value.title.trim(),
        parties: [...partyNamed('plaintiff', value.plaintiff), ...partyNamed('defendant', value.defendant)],
        // Who made the work is asked in its own field: a claimant need not be the author.
        works: value.work.trim() ? [{ id: 1, title: value.work.trim() }] : [],
      },
      {
        onSuccess(created) {
          draft.drop()
          goTo({ screen: 'case', caseId: created.id, place: 'work' })
        },
      },
    )
  }

  return (
    <main className={styles.main} id="content" tabIndex={-1}>
      <form
        className={styles.newCase}
        aria-label={words.heading}
        onSubmit={(event) => {
          event.preventDefault()
          begin()
        }}
      >
        <h1>{words.heading}</h1>
        <p className={styles.soft}>{words.hint}</p>
        <LineInput
          label={words.title}
          placeholder={words.titleHint}
          required
          autoFocus
          value={value.title || undefined}
          onChange={(title) => patch({ title: title ?? '' })}
        />
        <LineInput
          label={words.work}
          placeholder={words.workHint}
          value={value.work || undefined}
          onChange={(work) => patch({ work: work ?? '' })}
        />
        <Fields>
          <LineInput
            label={words.plaintiff}
            value={value.plaintiff || undefined}
            onChange={(plaintiff) => patch({ plaintiff: plaintiff ?? '' })}
          />
          <LineInput
            label={words.defendant}
            description={words.defendantHint}
            value={value.defendant || undefined}
            onChange={(defendant) => patch({ defendant: defendant ?? '' })}
          />
        </Fields>
        <PrimaryButton type="submit" loading={create.isPending} disabled={!value.title.trim()}>
          {words.create}
        </PrimaryButton>
      </form>
    </main>
  )
}
