import { ActionIcon, Select } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type Item, ItemRole } from '../../shared/contract/item.ts'
import { address } from '../../shared/contract/operations.ts'
import { useAct, useAnswer } from '../answers.ts'
import { ProofLadder } from '../integrity/ladder.tsx'
import { useMessages } from '../language.tsx'
import { ReproducedFrom, Reproduction } from '../reproduction/reproduction.tsx'
import { addressOf, type CasePlace } from '../route.ts'
import { ItemPicture } from '../ui/item-picture.tsx'
import { Bytes, Digest } from '../ui/text.tsx'
import { visible } from '../ui/visible-text.ts'
import { AiLabel } from './ai-label.tsx'
import { Credentials, Iptc } from './credentials.tsx'
import { Disagreements } from './disagreements.tsx'
import { Entry, RecordState } from './entry.tsx'
import { GenerationRecord } from './generation-record.tsx'
import { HistoriesAbout, LogContent } from './histories.tsx'
import styles from './inspector.module.css'
import { ItemWords } from './item-words.tsx'
import { isLog } from './log.ts'
import { Places } from './places.tsx'
import { RawStatement } from './raw-statement.tsx'
import { Remarks } from './remarks.tsx'
import { Times } from './times.tsx'

/** The screen of a case on which a file of a role is seen. */
const placeOf: Readonly<Record<ItemRole, CasePlace>> = {
  work: 'work',
  process: 'process',
  capture: 'infringement',
  document: 'documents',
}

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
        {width !== undefined && height !== undefined && `${text.inspector.comma}${width} × ${height}`}
        {text.inspector.comma}
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
    </>
  )
}

function VaultEntries({ item }: { readonly item: Item }) {
  const { window: text } = useMessages()
  return (
    <>
      <Entry label={text.inspector.digest}>
        <Digest value={item.sha256} whole />
      </Entry>
      <Entry label={text.inspector.ledger}>{text.inspector.ledgerPlace(item.ledgerSeq)}</Entry>
    </>
  )
}

/** The case that a file found elsewhere belongs to. */
function CaseOf({ item }: { readonly item: Item }) {
  const { inspector, library } = useMessages().window
  const { data } = useAnswer('cases.list', {})
  const title = data?.cases.find(({ id }) => id === item.caseId)?.title
  const place = placeOf[item.role]
  return (
    <p className={styles.caseOf}>
      <span className={styles.source}>{inspector.ofCase}</span>
      <a
        href={addressOf({ screen: 'case', caseId: item.caseId, place, item: item.id })}
        title={library.openCase}
      >
        {title}
      </a>
    </p>
  )
}

/** Everything that is in the record of a file, in the order in which a lay person asks for it. */
function RecordEntries({
  item,
  onPlace,
}: {
  readonly item: Item
  readonly onPlace: (carrier: number) => void
}) {
  const { inspector } = useMessages().window
  const { record } = item
  if (isLog(item)) return <LogContent item={item} />
  return (
    <>
      {record.generations.map((generation, index) => {
        const { carrier } = generation
        return (
          <GenerationRecord
            // biome-ignore lint/suspicious/noArrayIndexKey: the records of a file never change their order
            key={index}
            generation={generation}
            heading={record.generations.length > 1 ? inspector.generationNo(index + 1) : undefined}
            origin={carrier === undefined ? undefined : record.carriers[carrier]}
            onOrigin={carrier === undefined ? undefined : () => onPlace(carrier)}
          />
        )
      })}
      <Disagreements record={record} />
    </>
  )
}

/** Everything known of one file: what it says itself, what a person says of it, and where it is kept. */
export function ItemInspector({
  id,
  caseId,
  onClose,
}: {
  readonly id: number
  /** The case that is looked at; a file of another one is not shown there. Without it, the case is named. */
  readonly caseId?: number
  readonly onClose: () => void
}) {
  const { terms, window: text } = useMessages()
  const { data: item } = useAnswer('items.get', { item: id })
  const note = useAct('items.note')
  const [place, setPlace] = useState<{ readonly item: number; readonly carrier: number } | null>(null)
  return (
    <aside className={styles.inspector} aria-label={text.inspector.label}>
      <div className={styles.head}>
        <h2 className={styles.name}>{item && visible(item.name)}</h2>
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
        <ActionIcon color="ink" aria-label={text.close} onClick={onClose}>
          <IconX size={17} stroke={1.4} />
        </ActionIcon>
      </div>
      {item && (caseId === undefined || item.caseId === caseId) && (
        <RecordState value={item.reproductionOf === null ? 'record' : 'reproduction'}>
          <div className={styles.mat}>
            <ItemPicture item={item} size="thumbnail" alt="" />
          </div>
          {item.reproductionOf !== null && <ReproducedFrom item={item.reproductionOf} />}
          {caseId === undefined && <CaseOf item={item} />}
          <Select
            size="xs"
            label={text.inspector.role}
            value={item.role}
            data={ItemRole.options.map((role) => ({ value: role, label: terms.itemRoles[role] }))}
            onChange={(role) => role && note.mutate({ item: item.id, notes: { role: role as ItemRole } })}
          />
          <dl className={styles.entries}>
            <FileEntries item={item} />
            <RecordEntries
              key={item.id}
              item={item}
              onPlace={(carrier) => setPlace({ item: item.id, carrier })}
            />
          </dl>
          <ItemWords key={`words ${item.id}`} item={item} />
          <dl className={styles.entries}>
            <Remarks warnings={item.record.warnings.filter(({ code }) => code !== 'records-disagree')} />
            <Times item={item.id} />
            {item.record.aiLabel && <AiLabel label={item.record.aiLabel} />}
            {item.record.c2pa && <Credentials c2pa={item.record.c2pa} />}
            {item.record.iptc && <Iptc iptc={item.record.iptc} />}
            {!isLog(item) && <HistoriesAbout item={item} />}
            <Places key={item.id} item={item} onOpen={(carrier) => setPlace({ item: item.id, carrier })} />
            <VaultEntries item={item} />
          </dl>
          <ProofLadder item={item} />
          {item.record.generations.length > 0 && !isLog(item) && (
            <Reproduction key={`run ${item.id}`} item={item.id} caseId={item.caseId} />
          )}
        </RecordState>
      )}
      {place && place.item === id && (
        <RawStatement
          key={`${place.item} ${place.carrier}`}
          item={place.item}
          carrier={place.carrier}
          onClose={() => setPlace(null)}
        />
      )}
    </aside>
  )
}
