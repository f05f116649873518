import { type FormEvent, useEffect, useRef } from 'react'

/**
 * Keeps a form from being saved while a field holds what cannot be read, so that nothing typed is left out in
 * silence. `reason` is empty where the field is well. `onDiscard` is called when the form goes back to what is saved.
 */
export function useRefusal(reason: string, onDiscard: () => void) {
  const ref = useRef<HTMLInputElement>(null)
  const discard = useRef(onDiscard)
  discard.current = onDiscard
  useEffect(() => ref.current?.setCustomValidity(reason), [reason])
  useEffect(() => {
    const form = ref.current?.form
    const back = () => discard.current()
    form?.addEventListener('discard', back)
    return () => form?.removeEventListener('discard', back)
  }, [])
  return {
    ref,
    /** The field is brought to sight: out of a closed part of the form, and from under the bar that saves. */
    onInvalid(event: FormEvent<HTMLInputElement>) {
      event.currentTarget.closest('details')?.setAttribute('open', '')
      event.currentTarget.scrollIntoView({ block: 'center' })
    },
  }
}
