import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Draft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { PrimaryButton } from './controls.tsx'
import styles from './save-bar.module.css'

/** Saves the form it stands in, by its button or by Ctrl and Enter; stays in view while something is unsaved. */
export function SaveBar({
  draft,
  saving,
  disabled,
  label,
}: {
  readonly draft: Pick<Draft<object>, 'dirty' | 'drop'>
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
  return (
    <div ref={bar} className={styles.bar} data-dirty={draft.dirty || undefined}>
      <span className={styles.note}>{draft.dirty ? text.unsaved : ''}</span>
      {draft.dirty && (
        <Button variant="subtle" onClick={draft.drop}>
          {text.discard}
        </Button>
      )}
      <PrimaryButton type="submit" loading={saving} disabled={disabled || !draft.dirty}>
        {label}
      </PrimaryButton>
    </div>
  )
}
