import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Capture } from '../../shared/contract/capture.ts'
import type { Case } from '../../shared/contract/case.ts'
import { useAct, useAnswer } from '../answers.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { useMessages } from '../language.tsx'
import { addressOf } from '../route.ts'
import { EmptyState, PrimaryButton } from '../ui/controls.tsx'
import { PictureOf } from '../ui/item-picture.tsx'
import { Time } from '../ui/text.tsx'
import styles from './comparison.module.css'
import { LinkView } from './link-view.tsx'

/** Captures that are not yet held beside the work. */
function Unlinked({
  file,
  captures,
  first,
  onLinked,
}: {
  readonly file: Case
  readonly captures: readonly Capture[]
  readonly first: boolean
  readonly onLinked: (link: number) => void
}) {
  const { window: text } = useMessages()
  const words = text.comparison
  const create = useAct('links.create')
  const work = file.works[0]
  const Act = first ? PrimaryButton : Button
  return (
    <ul className={styles.unlinked}>
      {captures.map((capture, index) => (
        <li key={capture.id}>
          <span className={styles.small}>
            {capture.items[0] !== undefined && <PictureOf id={capture.items[0]} size="thumbnail" alt="" />}
          </span>
          <span className={styles.grow}>
            {capture.record.title ?? capture.record.accountName ?? capture.record.url}
            <span className={styles.soft}>
              {capture.record.startedAt ? <Time at={capture.record.startedAt} /> : text.infringement.noTime}
            </span>
          </span>
          {work && (
            <Act
              variant={first && index === 0 ? 'filled' : 'default'}
              loading={create.isPending}
              onClick={() =>
                create.mutate(
                  { case: file.id, work: work.id, capture: capture.id },
                  { onSuccess: (link) => onLinked(link.id) },
                )
              }
            >
              {words.link}
            </Act>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The work and what was found, side by side: what is the same, what differs, in the words of the person. */
export function ComparisonScreen({ file, route }: CaseProps) {
  const { window: text } = useMessages()
  const words = text.comparison
  const { data: linked } = useAnswer('links.list', { case: file.id })
  const { data: captured } = useAnswer('captures.list', { case: file.id })
  const [chosen, setChosen] = useState<number | null>(null)
  if (!linked || !captured) return null
  const { links } = linked
  const { captures } = captured
  const unlinked = captures.filter((capture) => !links.some((link) => link.capture === capture.id))
  const open = links.find((link) => link.id === chosen) ?? links[0]
  const work = file.works.find((candidate) => candidate.id === open?.work) ?? file.works[0]
  const capture = captures.find((candidate) => candidate.id === open?.capture)
  if (links.length === 0 && !work?.finalItem) {
    return (
      <EmptyState title={words.noWorkTitle} sentence={words.noWork}>
        <a href={addressOf({ ...route, place: 'work', item: undefined })}>{words.toWork}</a>
      </EmptyState>
    )
  }
  if (captures.length === 0) {
    return (
      <EmptyState title={words.noCaptureTitle} sentence={words.noCapture}>
        <a href={addressOf({ ...route, place: 'infringement', item: undefined })}>{words.toInfringement}</a>
      </EmptyState>
    )
  }
  return (
    <div className={styles.screen}>
      {links.length > 1 && (
        <fieldset className={styles.choice} aria-label={words.comparisons}>
          {links.map((link, index) => (
            <Button
              key={link.id}
              size="xs"
              variant={link.id === open?.id ? 'light' : 'default'}
              aria-pressed={link.id === open?.id}
              onClick={() => setChosen(link.id)}
            >
              {words.comparisonNo(index + 1)}
            </Button>
          ))}
        </fieldset>
      )}
      {open && work && capture && <LinkView key={open.id} link={open} work={work} capture={capture} />}
      {unlinked.length > 0 && (
        <section className={styles.unlinkedSection}>
          <h2>{open ? words.moreCaptures : words.firstCapture}</h2>
          {!open && <p className={styles.soft}>{words.firstHint}</p>}
          <Unlinked file={file} captures={unlinked} first={!open} onLinked={setChosen} />
        </section>
      )}
    </div>
  )
}
