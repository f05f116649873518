import { Button } from '@mantine/core'
import type { Capture } from '../../shared/contract/capture.ts'
import { useMessages } from '../language.tsx'
import { PictureOf } from '../ui/item-picture.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { Time } from '../ui/text.tsx'
import styles from './infringement.module.css'

/** One capture: when it was made, of what page, and what was found there. */
export function CaptureCard({
  capture,
  selected,
  onSelect,
  onEdit,
}: {
  readonly capture: Capture
  readonly selected: number | undefined
  readonly onSelect: (item: number) => void
  readonly onEdit: () => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.infringement
  const { record } = capture
  const account = [record.platform, record.accountName, record.accountId].filter(Boolean)
  return (
    <li className={styles.card}>
      <div className={styles.pictures}>
        {capture.items.map((item, index) => (
          <button
            key={item}
            type="button"
            className={styles.picture}
            aria-pressed={item === selected}
            aria-label={words.openFile(index + 1)}
            onClick={() => onSelect(item)}
          >
            <PictureOf id={item} size="thumbnail" alt="" />
          </button>
        ))}
      </div>
      <div className={styles.about}>
        <div className={styles.when}>
          <strong>{record.startedAt ? <Time at={record.startedAt} /> : words.noTime}</strong>
          <span className={styles.found} data-found={record.found}>
            {terms.found[record.found]}
          </span>
          <StateMark state="stated" />
        </div>
        {record.title && <p className={styles.pageTitle}>{words.pageTitle(record.title)}</p>}
        {account.length > 0 && <p>{account.join(' · ')}</p>}
        {record.publishedAtShown && <p className={styles.soft}>{words.shownAs(record.publishedAtShown)}</p>}
        <p className={styles.url}>{record.url || words.noUrl}</p>
        <p className={styles.soft}>
          {terms.captureMethods[record.method]}
          {record.tsaName && ` · ${record.tsaName}`}
        </p>
        <Button size="compact-sm" className={styles.edit} onClick={onEdit}>
          {words.edit}
        </Button>
      </div>
    </li>
  )
}
