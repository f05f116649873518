import { Modal, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Item } from '../../shared/contract/item.ts'
import type { HistoryRow } from '../../shared/contract/search.ts'
import { useAnswer } from '../answers.ts'
import { call } from '../client.ts'
import { useMessages } from '../language.tsx'
import { FileText } from '../ui/file-text.tsx'
import { ItemPicture } from '../ui/item-picture.tsx'
import { sentenceOf } from '../ui/notices.ts'
import { visible } from '../ui/visible-text.ts'
import { useFieldName } from './disagreements.tsx'
import { Pager } from './pager.tsx'
import styles from './raw-statement.module.css'

const pageSize = 50
const kinds = ['all', 'joined', 'alone', 'contradicting'] as const
type Kind = (typeof kinds)[number]

function JoinedPicture({ row }: { readonly row: HistoryRow }) {
  const { inspector } = useMessages().window
  const { data } = useAnswer('items.get', { item: row.item ?? 0 }, { enabled: row.item !== null })
  if (row.item === null) {
    return row.candidates.length > 0 ? inspector.candidates(row.candidates.length) : inspector.noFile
  }
  return (
    <span className={styles.joined}>
      <span className={styles.thumbnail}>
        {data?.picture.state === 'ready' && <ItemPicture item={data} size="thumbnail" alt="" />}
      </span>
      <span>{data && visible(data.name)}</span>
    </span>
  )
}

function LogRow({ row }: { readonly row: HistoryRow }) {
  const { inspector } = useMessages().window
  const fieldName = useFieldName()
  const { prompt, prompts, seed } = row.generation
  return (
    <tr>
      <td>{row.row + 1}</td>
      <td>{row.file === null ? inspector.unnamed : <FileText text={row.file} />}</td>
      <td>
        <JoinedPicture row={row} />
      </td>
      <td>{row.by && inspector.joinedBy[row.by]}</td>
      <td>
        <span className={styles.says}>
          <FileText text={[prompt ?? prompts?.join(' / '), seed].filter(Boolean).join(' · ')} />
        </span>
      </td>
      <td>
        {row.disagreements.map(({ field, row: said, file }) => (
          <div key={field} className={styles.contradiction}>
            <strong>{fieldName(field)}</strong>
            <div>
              <span className={styles.who}>{inspector.rowSays}</span> <FileText text={said} />
            </div>
            <div>
              <span className={styles.who}>{inspector.fileSays}</span> <FileText text={file} />
            </div>
          </div>
        ))}
      </td>
    </tr>
  )
}

/** The entries of a log, each beside the picture it speaks of; neither is changed by the other. */
export function LogRows({ item, onClose }: { readonly item: Item; readonly onClose: () => void }) {
  const { window: text } = useMessages()
  const { inspector } = text
  const [only, setOnly] = useState<Kind>('all')
  const [from, setFrom] = useState(0)
  const question = { case: item.caseId, source: item.id, only, offset: from, limit: pageSize }
  const { data, error } = useQuery({
    queryKey: ['histories.get', question],
    queryFn: () => call('histories.get', question),
    placeholderData: keepPreviousData,
  })
  const counts = data && { ...data, all: data.joined + data.alone }
  return (
    <Modal
      opened
      onClose={onClose}
      size={1080}
      title={inspector.logTitle}
      closeButtonProps={{ 'aria-label': text.close }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {error && <p>{sentenceOf(error)}</p>}
      {data && counts && (
        <>
          <div className={styles.tools}>
            <SegmentedControl
              size="xs"
              aria-label={inspector.logFilterLabel}
              value={only}
              data={kinds.map((value) => ({
                value,
                label: `${inspector.logFilters[value]} ${counts[value]}`,
              }))}
              onChange={(value) => {
                setFrom(0)
                setOnly(kinds.find((kind) => kind === value) ?? 'all')
              }}
            />
            <Pager
              from={from}
              size={pageSize}
              total={data.total}
              words={inspector.pages}
              onChange={setFrom}
            />
          </div>
          {data.rows.length === 0 ? (
            <p className={styles.soft}>{inspector.logNothing}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
            <section className={styles.logArea} aria-label={inspector.logTitle} tabIndex={0}>
              <table className={styles.log}>
                <thead>
                  <tr>
                    {Object.entries(inspector.logHeads).map(([name, head]) => (
                      <th key={name} scope="col">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <LogRow key={row.row} row={row} />
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </>
      )}
    </Modal>
  )
}
