import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Item } from '../../shared/contract/item.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import { visible } from '../ui/visible-text.ts'
import { SideBySide } from './disagreements.tsx'
import { Entry } from './entry.tsx'
import styles from './inspector.module.css'
import { LogRows } from './log-rows.tsx'

/** What logs and sidecars of the case say of a picture, beside what it says itself. */
export function HistoriesAbout({ item }: { readonly item: Item }) {
  const { inspector } = useMessages().window
  const { data } = useAnswer('histories.get', { case: item.caseId, item: item.id, limit: 20 })
  if (!data || data.rows.length === 0) return null
  const nameOf = (source: number) => data.sources.find(({ item: id }) => id === source)?.name ?? ''
  return (
    <Entry label={inspector.histories} state="record">
      {data.rows.map((row) => (
        <div key={`${row.source} ${row.row}`} className={styles.paragraph}>
          {inspector.historyOf({ source: visible(nameOf(row.source)), row: row.row + 1 })}
          <span className={styles.source}>
            {row.by && inspector.joinedBy[row.by]}
            {row.disagreements.length === 0 && ` · ${inspector.agrees}`}
          </span>
          {row.disagreements.map(({ field, row: said, file }) => (
            <SideBySide
              key={field}
              field={field}
              sides={[
                [inspector.rowSays, said],
                [inspector.fileSays, file],
              ]}
            />
          ))}
        </div>
      ))}
    </Entry>
  )
}

/** How many generations a log records, and the way to them. */
export function LogContent({ item }: { readonly item: Item }) {
  const { inspector } = useMessages().window
  const [open, setOpen] = useState(false)
  return (
    <Entry label={inspector.log} state="record">
      <p>{inspector.logRows(item.record.generations.length)}</p>
      <Button size="xs" onClick={() => setOpen(true)}>
        {inspector.openLog}
      </Button>
      {open && <LogRows item={item} onClose={() => setOpen(false)} />}
    </Entry>
  )
}
