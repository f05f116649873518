import { Textarea } from '@mantine/core'
import type { Facts as FactsOfCase } from '../../shared/contract/case.ts'
import { useDraft } from '../drafts.ts'
import { useEditCase } from '../editing.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { useMessages } from '../language.tsx'
import { Fields, Section } from '../ui/controls.tsx'
import { DayInput } from '../ui/inputs.tsx'
import { showDone } from '../ui/notices.ts'
import { SaveBar } from '../ui/save-bar.tsx'
import styles from './cases.module.css'
import { Events, Notices, Prices } from './fact-lists.tsx'
import { Serves } from './serves.tsx'

const statements = [
  { field: 'permission', element: 'E10' },
  { field: 'access', element: 'E7' },
  { field: 'defendantIdentity', element: 'E9' },
  { field: 'seriousness', element: 'E11' },
] as const

/** The facts as the party states them, each beside the element of the claim it serves. */
export function Facts({ file }: CaseProps) {
  const { window: text } = useMessages()
  const words = text.facts
  const draft = useDraft<FactsOfCase>(`case ${file.id} facts`, file.facts)
  const edit = useEditCase(file.id)
  const { value, patch } = draft
  return (
    <form
      className={styles.form}
      aria-label={text.places.facts}
      onSubmit={(event) => {
        event.preventDefault()
        edit.mutate((newest) => ({ ...newest, facts: value }), {
          onSuccess() {
            draft.drop()
            showDone(text.saved)
          },
        })
      }}
    >
      <Section title={words.timeline} hint={words.timelineHint}>
        <Events caseId={file.id} value={value.timeline} onChange={(timeline) => patch({ timeline })} />
      </Section>
      <Section title={words.statements} hint={words.statementsHint}>
        <Fields>
          {statements.map(({ field, element }) => (
            <Textarea
              key={field}
              label={<Serves words={words[field]} element={element} />}
              placeholder={words.hints[field]}
              minRows={3}
              value={value[field] ?? ''}
              onChange={(event) => patch({ [field]: event.currentTarget.value || undefined })}
            />
          ))}
        </Fields>
      </Section>
      <Section title={words.notices} aside={<Serves element="E11" />}>
        <Notices caseId={file.id} value={value.notices} onChange={(notices) => patch({ notices })} />
      </Section>
      <Section title={words.limitation} hint={words.limitationHint} aside={<Serves element="E15" />}>
        <Fields columns={3}>
          <DayInput
            label={words.knownDamageOn}
            value={value.knownDamageOn}
            onChange={(knownDamageOn) => patch({ knownDamageOn })}
          />
          <DayInput
            label={words.knownObligorOn}
            value={value.knownObligorOn}
            onChange={(knownObligorOn) => patch({ knownObligorOn })}
          />
        </Fields>
      </Section>
      <Section title={words.prices} hint={words.pricesHint} aside={<Serves element="E12" />}>
        <Prices caseId={file.id} value={value.prices} onChange={(prices) => patch({ prices })} />
      </Section>
      <SaveBar draft={draft} saving={edit.isPending} label={text.save} />
    </form>
  )
}
