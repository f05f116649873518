import { Button, Modal, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RawStatement as Statement } from '../../shared/contract/search.ts'
import { call } from '../client.ts'
import { useMessages } from '../language.tsx'
import { FileText } from '../ui/file-text.tsx'
import { sentenceOf, showAttention, showDone } from '../ui/notices.ts'
import { Digest } from '../ui/text.tsx'
import { visible } from '../ui/visible-text.ts'
import { hexLines } from './hex.ts'
import { Pager } from './pager.tsx'
import styles from './raw-statement.module.css'

/** Bytes of one page of the hex view, as many as the core gives at a time. */
const pageSize = 4_096

function Facts({ statement }: { readonly statement: Statement }) {
  const { inspector } = useMessages().window
  const { raw } = inspector
  const { carrier, found, matches } = statement
  return (
    <dl className={styles.facts}>
      <dt>{raw.place}</dt>
      <dd>
        <code>{visible(`${carrier.kind} ${carrier.key}`)}</code>
        {carrier.damaged && ` (${inspector.damaged})`}
      </dd>
      <dt>{raw.range}</dt>
      <dd>{inspector.bytesAt({ offset: carrier.offset, length: carrier.length })}</dd>
      {carrier.encoding && (
        <>
          <dt>{raw.encoding}</dt>
          <dd>{carrier.encoding}</dd>
        </>
      )}
      <dt>{raw.kept}</dt>
      <dd>
        <Digest value={carrier.sha256} whole />
      </dd>
      {!matches && found && (
        <>
          <dt>{raw.now}</dt>
          <dd>
            <Digest value={found} whole />
          </dd>
        </>
      )}
      <dt aria-hidden="true" />
      <dd className={styles.match} data-matches={matches}>
        {matches ? raw.matches : found === null ? raw.gone : raw.differs}
      </dd>
    </dl>
  )
}

function CopyButton({ content }: { readonly content: string }) {
  const { raw } = useMessages().window.inspector
  const copy = () =>
    navigator.clipboard.writeText(content).then(
      () => showDone(raw.copied),
      () => showAttention(raw.notCopied),
    )
  return (
    <Button size="xs" onClick={() => void copy()}>
      {raw.copy}
    </Button>
  )
}

/** One statement of the record as it stands in the stored file: where, whether it is still the same, text and bytes. */
export function RawStatement({
  item,
  carrier,
  onClose,
}: {
  readonly item: number
  /** Index into the record's `carriers`. */
  readonly carrier: number
  readonly onClose: () => void
}) {
  const { window: text } = useMessages()
  const { raw } = text.inspector
  const [view, setView] = useState<'text' | 'bytes'>('text')
  const [from, setFrom] = useState(0)
  const question = { item, carrier, from, max: pageSize }
  const { data, error } = useQuery({
    queryKey: ['items.statement', question],
    queryFn: () => call('items.statement', question),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  const bytes = data ? hexLines(data.hex.bytes, data.hex.start) : ''
  const shown = view === 'bytes' ? bytes : (data?.text ?? '')
  return (
    <Modal
      opened
      onClose={onClose}
      size={820}
      title={text.inspector.carriers}
      closeButtonProps={{ 'aria-label': text.close }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {error && <p>{sentenceOf(error)}</p>}
      {data && (
        <>
          <Facts statement={data} />
          <div className={styles.tools}>
            <SegmentedControl
              size="xs"
              aria-label={raw.show}
              value={view}
              data={(['text', 'bytes'] as const).map((value) => ({ value, label: raw.views[value] }))}
              onChange={(value) => setView(value === 'bytes' ? 'bytes' : 'text')}
            />
            {view === 'bytes' && (
              <Pager
                from={from}
                size={pageSize}
                total={data.carrier.length}
                words={raw.bytes}
                onChange={setFrom}
              />
            )}
            {shown && <CopyButton content={shown} />}
          </div>
          {view === 'text' && data.text === null ? (
            <p className={styles.soft}>{raw.notText}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
            <section className={styles.content} data-view={view} aria-label={raw.content} tabIndex={0}>
              <pre>{view === 'bytes' ? bytes : <FileText text={data.text ?? ''} />}</pre>
            </section>
          )}
          {view === 'text' && data.cut && <p className={styles.soft}>{raw.cut}</p>}
          {view === 'bytes' && <p className={styles.soft}>{raw.hexHead}</p>}
        </>
      )}
    </Modal>
  )
}
