import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Draft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { PrimaryButton } from './controls.tsx'
import styles from './save-bar.module.css'

/**
 * Saves the form it stands in, by its button or by Ctrl and Enter; stays in view while something is unsaved.
 * `fresh`: nothing was ever saved here, so there is something to save before anything was typed.
 */
export function SaveBar({
  draft,
  fresh = false,
  saving,
  disabled,
  label,
}: {
  readonly draft: Pick<Draft<object>, 'dirty' | 'drop'>
  readonly fresh?: boolean
  readonly saving: boolean
  readonly disabled?: boolean
  readonly label: string
}) {
  const { window: text } = useMessages()
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const form = bar.current?.closest('form')
    if (!form) return
    function saveByKey(event: KeyboardEvent) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        form?.requestSubmit()
      }
    }
    form.addEventListener('keydown', saveByKey)
    return () => form.removeEventListener('keydown', saveByKey)
  }, [])
  function discard() {
    draft.drop()
    bar.current?.closest('form')?.dispatchEvent(new Event('discard'))
  }
  return (
    <div ref={bar} className={styles.bar} data-dirty={draft.dirty || fresh || undefined}>
      <span className={styles.note}>{draft.dirty ? text.unsaved : ''}</span>
      {draft.dirty && (
        <Button variant="subtle" onClick={discard}>
          {text.discard}
        </Button>
      )}
      <PrimaryButton type="submit" loading={saving} disabled={disabled || !(draft.dirty || fresh)}>
        {label}
      </PrimaryButton>
    </div>
  )
}
