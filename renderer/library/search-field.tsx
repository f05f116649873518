import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../language.tsx'

/** Shorter than a pause between words, longer than one between two keys; milliseconds. */
const pause = 180

/** What is typed is looked for by itself after a short pause; a word half composed in an input method is not. */
export function SearchField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (text: string) => void
}) {
  const { library } = useMessages().window
  const field = useRef<HTMLInputElement>(null)
  const sent = useRef(value)
  const [typed, setTyped] = useState(value)
  const send = useDebouncedCallback((text: string) => {
    sent.current = text
    onChange(text)
  }, pause)
  // A condition that was taken away elsewhere is taken out of the field too; what is being typed stays.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={library.search}
      placeholder={library.searchHint}
      maxLength={500}
      value={typed}
      leftSection={<IconSearch size={17} stroke={1.4} aria-hidden="true" />}
      rightSection={
        typed && (
          <CloseButton
            size="sm"
            aria-label={library.clearSearch}
            onClick={() => {
              setTyped('')
              send('')
              field.current?.focus()
            }}
          />
        )
      }
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        if (!(event.nativeEvent as InputEvent).isComposing) send(event.currentTarget.value)
      }}
      onCompositionEnd={(event) => send(event.currentTarget.value)}
    />
  )
}
