import { TextInput, type TextInputProps } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useState } from 'react'
import { formatInstant } from '../../shared/format.ts'
import { useLanguage, useMessages } from '../language.tsx'
import { useRefusal } from './refusal.ts'
import { fenOf, readInstant, writeInstant, yuanOf } from './values.ts'

type Common = Pick<TextInputProps, 'label' | 'description' | 'placeholder' | 'disabled' | 'className'>

/** A line of text that is absent when nothing is in it. */
export function LineInput({
  value,
  onChange,
  ...rest
}: Common &
  Pick<TextInputProps, 'type' | 'required' | 'error' | 'autoFocus'> & {
    readonly value: string | undefined
    readonly onChange: (value: string | undefined) => void
  }) {
  return (
    <TextInput
      {...rest}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}

/** A calendar day, typed or picked. */
export function DayInput({
  value,
  onChange,
  ...rest
}: Common & { readonly value: string | undefined; readonly onChange: (value: string | undefined) => void }) {
  const { window: text } = useMessages()
  return (
    <DateInput
      {...rest}
      value={value ?? null}
      onChange={(day) => onChange(day ?? undefined)}
      valueFormat="YYYY-MM-DD"
      placeholder="2026-03-02"
      monthLabelFormat={text.calendar.month}
      weekendDays={[]}
      clearable
      clearButtonProps={{ 'aria-label': text.clear }}
      ariaLabels={text.calendar.labels}
      popoverProps={{ transitionProps: { duration: 80 } }}
    />
  )
}

/** An instant, typed as Beijing time and read back with its zone, so that nobody guesses what was meant. */
export function InstantInput({
  value,
  onChange,
  ...rest
}: Common & { readonly value: string | undefined; readonly onChange: (value: string | undefined) => void }) {
  const { language } = useLanguage()
  const { window: text } = useMessages()
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? (value ? writeInstant(value) : '')
  const wrong = typed !== null && typed.trim() !== '' && readInstant(typed) === undefined
  const refusal = useRefusal(wrong ? text.instantWrong : '', () => setTyped(null))
  return (
    <TextInput
      {...rest}
      {...refusal}
      placeholder="2026-03-03 20:15"
      value={shown}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        if (next.trim() === '') onChange(undefined)
        else if (readInstant(next)) onChange(readInstant(next))
      }}
      onBlur={() => !wrong && setTyped(null)}
      error={wrong ? text.instantWrong : undefined}
      description={value && !wrong ? formatInstant(value, language) : text.instantHint}
    />
  )
}

/** An amount in yuan, kept in fen. */
export function MoneyInput({
  value,
  onChange,
  ...rest
}: Common & { readonly value: number | undefined; readonly onChange: (fen: number | undefined) => void }) {
  const { window: text } = useMessages()
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? (value === undefined ? '' : yuanOf(value))
  const wrong = typed !== null && typed.trim() !== '' && fenOf(typed) === undefined
  const refusal = useRefusal(wrong ? text.moneyWrong : '', () => setTyped(null))
  return (
    <TextInput
      {...rest}
      {...refusal}
      inputMode="decimal"
      placeholder="0.00"
      value={shown}
      rightSection={text.yuan}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        if (next.trim() === '') onChange(undefined)
        else if (fenOf(next) !== undefined) onChange(fenOf(next))
      }}
      onBlur={() => !wrong && setTyped(null)}
      error={wrong ? text.moneyWrong : undefined}
    />
  )
}
