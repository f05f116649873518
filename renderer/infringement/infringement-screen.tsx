import { IconCamera } from '@tabler/icons-react'
import { useState } from 'react'
import type { Capture } from '../../shared/contract/capture.ts'
import { useAnswer } from '../answers.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { importFiles, itemsOf } from '../importing.ts'
import { useMessages } from '../language.tsx'
import { select } from '../route.ts'
import { EmptyState, Section } from '../ui/controls.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { CaptureCard } from './capture-card.tsx'
import { CaptureForm } from './capture-form.tsx'
import styles from './infringement.module.css'
import { Timeline } from './timeline.tsx'
import { UnfiledCaptures } from './unfiled.tsx'

type Open =
  | { readonly kind: 'new'; readonly items: readonly number[] }
  | { readonly kind: 'edit'; readonly capture: Capture }

/** Captures of the infringement as dated cards, what was found when, and the form for one of them. */
export function InfringementScreen({ file, route }: CaseProps) {
  const { window: text } = useMessages()
  const words = text.infringement
  const { data } = useAnswer('captures.list', { case: file.id })
  const [open, setOpen] = useState<Open | null>(null)
  const captures = data?.captures ?? []

  async function drop(files: readonly File[]) {
    const job = await importFiles(file.id, 'capture', files)
    if (!job) return
    const items = await itemsOf(job)
    if (items.length > 0) setOpen({ kind: 'new', items })
  }

  if (open) {
    return (
      <CaptureForm
        key={open.kind === 'edit' ? open.capture.id : open.items.join()}
        caseId={file.id}
        capture={open.kind === 'edit' ? open.capture : undefined}
        items={open.kind === 'edit' ? open.capture.items : open.items}
        onClose={() => setOpen(null)}
        onSelect={(item) => select({ ...route, item })}
      />
    )
  }
  if (!data) return null
  return (
    <div className={styles.screen}>
      {captures.length === 0 ? (
        <EmptyState title={words.emptyTitle} sentence={words.empty}>
          <DropArea label={words.drop} hint={words.dropHint} onFiles={(files) => void drop(files)}>
            <IconCamera size={26} stroke={1.3} aria-hidden="true" />
          </DropArea>
        </EmptyState>
      ) : (
        <>
          <Timeline captures={captures} />
          <Section title={words.captures(captures.length)}>
            <p className={styles.soft}>{words.selfCollected}</p>
            <ul className={styles.cards}>
              {captures.map((capture) => (
                <CaptureCard
                  key={capture.id}
                  capture={capture}
                  selected={route.item}
                  onSelect={(item) => select({ ...route, item })}
                  onEdit={() => setOpen({ kind: 'edit', capture })}
                />
              ))}
            </ul>
          </Section>
          <DropArea small label={words.addMore} hint={words.dropHint} onFiles={(files) => void drop(files)}>
            <IconCamera size={18} stroke={1.3} aria-hidden="true" />
          </DropArea>
        </>
      )}
      <UnfiledCaptures
        caseId={file.id}
        captures={captures}
        onFile={(items) => setOpen({ kind: 'new', items })}
      />
    </div>
  )
}
