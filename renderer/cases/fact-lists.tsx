import { Button, Select, Textarea } from '@mantine/core'
import type { Facts } from '../../shared/contract/case.ts'
import { useMessages } from '../language.tsx'
import { Fields } from '../ui/controls.tsx'
import { DayInput, LineInput, MoneyInput } from '../ui/inputs.tsx'
import { ItemsPicker } from '../ui/items-picker.tsx'
import { ListOf } from '../ui/list-of.tsx'

interface Props<T> {
  readonly caseId: number
  readonly value: readonly T[]
  readonly onChange: (value: T[]) => void
}

/** What happened when, in order, with the files that show it. */
export function Events({ caseId, value, onChange }: Props<Facts['timeline'][number]>) {
  const { window: text } = useMessages()
  const words = text.facts
  return (
    <>
      <ListOf value={value} onChange={onChange} removeLabel={(event) => text.remove(event.date)}>
        {(event, patch) => (
          <Fields columns="event">
            <LineInput
              label={words.date}
              placeholder="2026-03-20"
              value={event.date || undefined}
              onChange={(date) => patch({ date: date ?? '' })}
            />
            <Textarea
              label={words.event}
              minRows={1}
              value={event.text}
              onChange={(change) => patch({ text: change.currentTarget.value })}
            />
            <ItemsPicker
              caseId={caseId}
              label={words.shownBy}
              value={event.items}
              onChange={(items) => patch({ items })}
            />
          </Fields>
        )}
      </ListOf>
      <div>
        <Button size="xs" onClick={() => onChange([...value, { date: '', text: '', items: [] }])}>
          {words.addEvent}
        </Button>
      </div>
    </>
  )
}

/** Notices to the platform or the infringer, and their delivery. */
export function Notices({ caseId, value, onChange }: Props<Facts['notices'][number]>) {
  const { window: text } = useMessages()
  const words = text.facts
  return (
    <>
      <ListOf
        value={value}
        onChange={onChange}
        removeLabel={(notice) => text.remove(words.kinds[notice.kind])}
      >
        {(notice, patch) => (
          <>
            <Fields columns={3}>
              <Select
                label={words.noticeTo}
                value={notice.kind}
                data={(['platform', 'infringer'] as const).map((kind) => ({
                  value: kind,
                  label: words.kinds[kind],
                }))}
                onChange={(kind) => patch({ kind: kind as typeof notice.kind })}
              />
              <LineInput
                label={words.channel}
                value={notice.channel}
                onChange={(channel) => patch({ channel })}
              />
              <LineInput
                label={words.address}
                value={notice.address}
                onChange={(address) => patch({ address })}
              />
              <DayInput label={words.sentOn} value={notice.sentOn} onChange={(sentOn) => patch({ sentOn })} />
              <DayInput
                label={words.deliveredOn}
                value={notice.deliveredOn}
                onChange={(deliveredOn) => patch({ deliveredOn })}
              />
              <ItemsPicker
                caseId={caseId}
                label={words.shownBy}
                value={notice.items}
                onChange={(items) => patch({ items })}
              />
            </Fields>
            <Textarea
              label={words.answer}
              minRows={1}
              value={notice.answer ?? ''}
              onChange={(event) => patch({ answer: event.currentTarget.value || undefined })}
            />
          </>
        )}
      </ListOf>
      <div>
        <Button size="xs" onClick={() => onChange([...value, { kind: 'platform', items: [] }])}>
          {words.addNotice}
        </Button>
      </div>
    </>
  )
}

/** What the picture earns elsewhere, with its vouchers. */
export function Prices({ caseId, value, onChange }: Props<Facts['prices'][number]>) {
  const { window: text } = useMessages()
  const words = text.facts
  return (
    <>
      <ListOf value={value} onChange={onChange} removeLabel={(price) => text.remove(price.text)}>
        {(price, patch) => (
          <Fields columns={3}>
            <LineInput
              label={words.priceText}
              value={price.text || undefined}
              onChange={(next) => patch({ text: next ?? '' })}
            />
            <MoneyInput
              label={words.priceAmount}
              value={price.amountFen}
              onChange={(amountFen) => patch({ amountFen })}
            />
            <ItemsPicker
              caseId={caseId}
              label={words.shownBy}
              value={price.items}
              onChange={(items) => patch({ items })}
            />
          </Fields>
        )}
      </ListOf>
      <div>
        <Button size="xs" onClick={() => onChange([...value, { text: '', items: [] }])}>
          {words.addPrice}
        </Button>
      </div>
    </>
  )
}
