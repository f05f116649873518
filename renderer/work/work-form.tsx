import { Button, TagsInput, Textarea } from '@mantine/core'
import type { Case, Work } from '../../shared/contract/case.ts'
import { useDraft } from '../drafts.ts'
import { useEditCase } from '../editing.ts'
import { useMessages } from '../language.tsx'
import { Fold } from '../ui/controls.tsx'
import { DayInput, InstantInput, LineInput } from '../ui/inputs.tsx'
import { ItemsPicker } from '../ui/items-picker.tsx'
import { showDone } from '../ui/notices.ts'
import { SaveBar } from '../ui/save-bar.tsx'
import { ToolTermsFields } from './tool-terms.tsx'
import styles from './work.module.css'

/** What the author says of the work: title, author, completion, first publication, signature. */
export function WorkForm({ file }: { readonly file: Case }) {
  const { window: text } = useMessages()
  const words = text.work
  const known = file.works[0]
  const author = file.parties.find((party) => party.role === 'plaintiff')?.name
  const saved: Work = known ?? { id: 1, title: '', toolTerms: [] }
  const draft = useDraft<Work>(`case ${file.id} work ${saved.id}`, saved)
  const edit = useEditCase(file.id)
  const { value, patch } = draft
  const published = value.firstPublication ?? { tags: [], items: [] }
  const publish = (part: Partial<typeof published>) => patch({ firstPublication: { ...published, ...part } })
  const registration = value.registration ?? { items: [] }
  const register = (part: Partial<typeof registration>) =>
    patch({ registration: { ...registration, ...part } })

  function save() {
    edit.mutate(
      (newest) => ({
        ...newest,
        // The final image is chosen elsewhere and may have been chosen since.
        works: known
          ? newest.works.map((work) =>
              work.id === value.id ? { ...value, finalItem: work.finalItem } : work,
            )
          : [...newest.works, value],
      }),
      {
        onSuccess() {
          draft.drop()
          showDone(text.saved)
        },
      },
    )
  }

  return (
    <form
      className={styles.form}
      aria-label={words.details}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <h2>{words.details}</h2>
      <LineInput
        label={words.title}
        required
        value={value.title}
        onChange={(title) => patch({ title: title ?? '' })}
      />
      <LineInput label={words.author} value={value.author} onChange={(next) => patch({ author: next })} />
      {!value.author && author && (
        <Button size="compact-xs" variant="subtle" className={styles.same} onClick={() => patch({ author })}>
          {words.sameAuthor(author)}
        </Button>
      )}
      <LineInput
        label={words.category}
        placeholder={words.categoryHint}
        value={value.category}
        onChange={(category) => patch({ category })}
      />
      <DayInput
        label={words.completedOn}
        value={value.completedOn}
        onChange={(completedOn) => patch({ completedOn })}
      />
      <LineInput
        label={words.signature}
        description={words.signatureHint}
        value={value.signature}
        onChange={(signature) => patch({ signature })}
      />
      <fieldset className={styles.group}>
        <legend>{words.publication}</legend>
        <LineInput
          label={words.platform}
          value={published.platform}
          onChange={(platform) => publish({ platform })}
        />
        <LineInput
          label={words.account}
          value={published.account}
          onChange={(account) => publish({ account })}
        />
        <LineInput
          label={words.accountId}
          value={published.accountId}
          onChange={(accountId) => publish({ accountId })}
        />
        <LineInput label={words.url} value={published.url} onChange={(url) => publish({ url })} />
        <InstantInput
          label={words.publishedAt}
          value={published.publishedAt}
          onChange={(publishedAt) => publish({ publishedAt })}
        />
        <TagsInput
          label={words.tags}
          value={published.tags}
          onChange={(tags) => publish({ tags })}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <ItemsPicker
          caseId={file.id}
          label={words.publicationItems}
          value={published.items}
          onChange={(items) => publish({ items })}
        />
      </fieldset>
      <Textarea
        label={words.idea}
        description={words.ideaHint}
        value={value.idea ?? ''}
        onChange={(event) => patch({ idea: event.currentTarget.value || undefined })}
      />
      <Textarea
        label={words.contribution}
        description={words.contributionHint}
        value={value.contribution ?? ''}
        onChange={(event) => patch({ contribution: event.currentTarget.value || undefined })}
      />
      <div>
        <Fold title={words.registration}>
          <LineInput
            label={words.registrationNumber}
            value={registration.number}
            onChange={(number) => register({ number })}
          />
          <DayInput
            label={words.registrationDate}
            value={registration.date}
            onChange={(date) => register({ date })}
          />
          <ItemsPicker
            caseId={file.id}
            label={words.registrationItems}
            value={registration.items}
            onChange={(items) => register({ items })}
          />
        </Fold>
        <Fold title={words.toolTerms} note={value.toolTerms.length || undefined}>
          <ToolTermsFields
            caseId={file.id}
            value={value.toolTerms}
            onChange={(toolTerms) => patch({ toolTerms })}
          />
        </Fold>
      </div>
      <SaveBar
        draft={draft}
        fresh={!known}
        saving={edit.isPending}
        disabled={!value.title.trim()}
        label={text.save}
      />
    </form>
  )
}
