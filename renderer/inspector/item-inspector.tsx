import { ActionIcon, Select } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { type Item, ItemRole } from '../../shared/contract/item.ts'
import { address } from '../../shared/contract/operations.ts'
import { useAct, useAnswer } from '../answers.ts'
import type { CaseRoute } from '../frame/case-frame.tsx'
import { useMessages } from '../language.tsx'
import { select } from '../route.ts'
import { ItemPicture } from '../ui/item-picture.tsx'
import { Bytes, Digest, Time } from '../ui/text.tsx'
import { Entry } from './entry.tsx'
import { GenerationRecord } from './generation-record.tsx'
import styles from './inspector.module.css'
import { ItemWords } from './item-words.tsx'
import { Provenance } from './provenance.tsx'

function FileEntries({ item }: { readonly item: Item }) {
  const { window: text } = useMessages()
  const { record } = item
  // A screenshot or an invoice is not expected to carry the record of a generator.
  const wantsRecord = item.role === 'work' || item.role === 'process'
  const width = record.width ?? item.picture.width
  const height = record.height ?? item.picture.height
  return (
    <>
      <Entry label={text.inspector.file} state="record">
        {text.inspector.format(record.format)}
        {width !== undefined && height !== undefined && `, ${width} × ${height}`}
        {', '}
        <Bytes count={item.size} />
      </Entry>
      {record.generator && (
        <Entry label={text.inspector.tool} state="record">
          {[record.generator.name, record.generator.version].filter(Boolean).join(' ')}
        </Entry>
      )}
      {wantsRecord && record.status === 'no-metadata' && (
        <Entry label={text.inspector.generation} state="missing">
          {text.inspector.noRecord}
        </Entry>
      )}
      {record.status === 'unreadable' && (
        <Entry label={text.inspector.generation} state="missing">
          {text.inspector.unreadable}
        </Entry>
      )}
      {record.claimedTimes.map((time) => (
        <Entry key={`${time.source} ${time.value}`} label={text.inspector.claimedTime} state="record">
          {time.value}
          <span className={styles.source}>{time.source}</span>
        </Entry>
      ))}
    </>
  )
}

function VaultEntries({ item }: { readonly item: Item }) {
  const { window: text } = useMessages()
  return (
    <>
      <Entry label={text.inspector.imported}>
        <Time at={item.importedAt} />
      </Entry>
      <Entry label={text.inspector.digest}>
        <Digest value={item.sha256} whole />
      </Entry>
      <Entry label={text.inspector.ledger}>{text.inspector.ledgerPlace(item.ledgerSeq)}</Entry>
    </>
  )
}

/** Everything known of one file: what it says itself, what a person says of it, and where it is kept. */
export function ItemInspector({ id, route }: { readonly id: number; readonly route: CaseRoute }) {
  const { terms, window: text } = useMessages()
  const { data: item } = useAnswer('items.get', { item: id })
  const note = useAct('items.note')
  const close = () => select({ ...route, item: undefined })
  return (
    <aside className={styles.inspector} aria-label={text.inspector.label}>
      <div className={styles.head}>
        <h2 className={styles.name}>{item?.name ?? ''}</h2>
        {item && (
          <ActionIcon
            component="a"
            href={address.file(item.sha256, item.name)}
            download={item.name}
            color="ink"
            aria-label={text.inspector.download}
            title={text.inspector.download}
          >
            <IconDownload size={17} stroke={1.4} />
          </ActionIcon>
        )}
        <ActionIcon color="ink" aria-label={text.close} onClick={close}>
          <IconX size={17} stroke={1.4} />
        </ActionIcon>
      </div>
      {item && item.caseId === route.caseId && (
        <>
          <div className={styles.mat}>
            <ItemPicture item={item} size="thumbnail" alt="" />
          </div>
          <Select
            size="xs"
            label={text.inspector.role}
            value={item.role}
            data={ItemRole.options.map((role) => ({ value: role, label: terms.itemRoles[role] }))}
            onChange={(role) => role && note.mutate({ item: item.id, notes: { role: role as ItemRole } })}
          />
          <dl className={styles.entries}>
            <FileEntries item={item} />
            {item.record.generations.map((generation, index) => (
              <GenerationRecord
                // biome-ignore lint/suspicious/noArrayIndexKey: the records of a file never change their order
                key={index}
                generation={generation}
                heading={
                  item.record.generations.length > 1 ? text.inspector.generationNo(index + 1) : undefined
                }
              />
            ))}
          </dl>
          <ItemWords key={item.id} item={item} />
          <Provenance item={item} />
          <dl className={styles.entries}>
            <VaultEntries item={item} />
          </dl>
        </>
      )}
    </aside>
  )
}
