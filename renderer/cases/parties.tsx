import { Button, Select } from '@mantine/core'
import { type CaseFile, type Party, PartyRole } from '../../shared/contract/case.ts'
import { useDraft } from '../drafts.ts'
import { useEditCase } from '../editing.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { useMessages } from '../language.tsx'
import { Fields, Section } from '../ui/controls.tsx'
import { LineInput } from '../ui/inputs.tsx'
import { ListOf } from '../ui/list-of.tsx'
import { showDone } from '../ui/notices.ts'
import { SaveBar } from '../ui/save-bar.tsx'
import styles from './cases.module.css'
import { PartyMore } from './party-more.tsx'

type Head = Pick<CaseFile, 'title' | 'court' | 'caseNumber' | 'parties'>

/** Who the parties are, and under what name and number the matter runs. */
export function Parties({ file }: CaseProps) {
  const { terms, window: text } = useMessages()
  const words = text.parties
  const saved: Head = {
    title: file.title,
    court: file.court,
    caseNumber: file.caseNumber,
    parties: file.parties,
  }
  const draft = useDraft<Head>(`case ${file.id} parties`, saved)
  const edit = useEditCase(file.id)
  const { value, patch } = draft

  function add(role: Party['role']) {
    patch({ parties: [...value.parties, { role, kind: 'person', name: '', accounts: [], items: [] }] })
  }

  return (
    <form
      className={styles.form}
      aria-label={text.places.parties}
      onSubmit={(event) => {
        event.preventDefault()
        edit.mutate((newest) => ({ ...newest, ...value }), {
          onSuccess() {
            draft.drop()
            showDone(text.saved)
          },
        })
      }}
    >
      <Section title={words.matter}>
        <Fields columns={3}>
          <LineInput
            label={words.title}
            required
            value={value.title || undefined}
            onChange={(title) => patch({ title: title ?? '' })}
          />
          <LineInput
            label={words.court}
            description={words.courtHint}
            value={value.court}
            onChange={(court) => patch({ court })}
          />
          <LineInput
            label={words.caseNumber}
            description={words.caseNumberHint}
            value={value.caseNumber}
            onChange={(caseNumber) => patch({ caseNumber })}
          />
        </Fields>
      </Section>
      <Section title={text.places.parties} hint={words.hint}>
        <ListOf
          value={value.parties}
          onChange={(parties) => patch({ parties })}
          removeLabel={(party) => text.remove(party.name || terms.partyRoles[party.role])}
        >
          {(party, change) => (
            <>
              <Fields columns={3}>
                <Select
                  label={words.role}
                  value={party.role}
                  data={PartyRole.options.map((role) => ({ value: role, label: terms.partyRoles[role] }))}
                  onChange={(role) => change({ role: role as Party['role'] })}
                />
                <Select
                  label={words.kind}
                  value={party.kind}
                  data={(['person', 'organisation'] as const).map((kind) => ({
                    value: kind,
                    label: words.kinds[kind],
                  }))}
                  onChange={(kind) => change({ kind: kind as Party['kind'] })}
                />
                <LineInput
                  label={words.name}
                  required
                  value={party.name || undefined}
                  onChange={(name) => change({ name: name ?? '' })}
                />
              </Fields>
              <PartyMore caseId={file.id} party={party} change={change} />
            </>
          )}
        </ListOf>
        <div className={styles.row}>
          {PartyRole.options.map((role) => (
            <Button key={role} size="xs" onClick={() => add(role)}>
              {words.add(terms.partyRoles[role])}
            </Button>
          ))}
        </div>
      </Section>
      <SaveBar
        draft={draft}
        saving={edit.isPending}
        disabled={!value.title.trim() || value.parties.some((party) => !party.name.trim())}
        label={text.save}
      />
    </form>
  )
}
