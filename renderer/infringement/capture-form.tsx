import { Button, Select } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { type Capture, CaptureRecord } from '../../shared/contract/capture.ts'
import { useAct } from '../answers.ts'
import { useDraft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { Fields } from '../ui/controls.tsx'
import { InstantInput, LineInput } from '../ui/inputs.tsx'
import { PictureOf } from '../ui/item-picture.tsx'
import { showDone } from '../ui/notices.ts'
import { SaveBar } from '../ui/save-bar.tsx'
import { CaptureConditions } from './capture-conditions.tsx'
import styles from './infringement.module.css'

const empty: CaptureRecord = {
  url: '',
  displayTimeZone: 'Asia/Shanghai',
  method: 'unsaid',
  cleanChecks: [],
  found: 'unsaid',
}

/** The capture record (legal-reference section 5): what the person says of the files they took of a page. */
export function CaptureForm({
  caseId,
  capture,
  items,
  onClose,
  onSelect,
}: {
  readonly caseId: number
  readonly capture: Capture | undefined
  readonly items: readonly number[]
  readonly onClose: () => void
  readonly onSelect: (item: number) => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.infringement
  const draft = useDraft<CaptureRecord>(
    // What was typed for some files must never stand with others.
    capture
      ? `capture ${capture.id}`
      : `case ${caseId} new capture of ${items.toSorted((a, b) => a - b).join()}`,
    capture?.record ?? empty,
  )
  const add = useAct('captures.add')
  const edit = useAct('captures.edit')
  const { value, patch } = draft

  function save() {
    const after = {
      onSuccess() {
        draft.drop()
        showDone(words.saved)
        onClose()
      },
    }
    if (capture) edit.mutate({ capture: capture.id, record: value }, after)
    else add.mutate({ case: caseId, items: [...items], record: value }, after)
  }

  return (
    <form
      className={styles.form}
      aria-label={words.record}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className={styles.formHead}>
        <Button variant="subtle" leftSection={<IconArrowLeft size={16} stroke={1.4} />} onClick={onClose}>
          {text.back}
        </Button>
        <h2>{capture ? words.editRecord : words.newRecord}</h2>
      </div>
      <ul className={styles.loose}>
        {items.map((item, index) => (
          <li key={item}>
            <button
              type="button"
              className={styles.picture}
              aria-label={words.openFile(index + 1)}
              onClick={() => onSelect(item)}
            >
              <PictureOf id={item} size="thumbnail" alt="" />
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.notice}>{words.selfCollected}</p>
      <LineInput
        label={words.url}
        placeholder="https://"
        value={value.url || undefined}
        onChange={(url) => patch({ url: url ?? '' })}
        required
      />
      <Fields columns={3}>
        <LineInput
          label={words.platform}
          value={value.platform}
          onChange={(platform) => patch({ platform })}
        />
        <LineInput
          label={words.accountName}
          value={value.accountName}
          onChange={(accountName) => patch({ accountName })}
        />
        <LineInput
          label={words.accountId}
          value={value.accountId}
          onChange={(accountId) => patch({ accountId })}
        />
        <LineInput label={words.title} value={value.title} onChange={(title) => patch({ title })} />
        <LineInput
          label={words.publishedAtShown}
          description={words.asShown}
          value={value.publishedAtShown}
          onChange={(publishedAtShown) => patch({ publishedAtShown })}
        />
        <Select
          label={words.found}
          value={value.found}
          data={CaptureRecord.shape.found.unwrap().options.map((found) => ({
            value: found,
            label: terms.found[found],
          }))}
          onChange={(found) => patch({ found: found as CaptureRecord['found'] })}
        />
        <InstantInput
          label={words.startedAt}
          value={value.startedAt}
          onChange={(startedAt) => patch({ startedAt })}
        />
        <InstantInput
          label={words.endedAt}
          value={value.endedAt}
          onChange={(endedAt) => patch({ endedAt })}
        />
        <Select
          label={words.method}
          value={value.method}
          data={CaptureRecord.shape.method.unwrap().options.map((method) => ({
            value: method,
            label: terms.captureMethods[method],
          }))}
          onChange={(method) => patch({ method: method as CaptureRecord['method'] })}
        />
      </Fields>
      <CaptureConditions value={value} patch={patch} />
      <SaveBar
        draft={draft}
        fresh={!capture}
        saving={add.isPending || edit.isPending}
        disabled={!value.url.trim()}
        label={words.save}
      />
    </form>
  )
}
