import type { AiLabel as Label } from '../../shared/contract/record.ts'
import { useMessages } from '../language.tsx'
import { Entry } from './entry.tsx'
import { Table } from './generation-record.tsx'
import styles from './inspector.module.css'

const members = [
  'label',
  'contentProducer',
  'produceId',
  'reservedCode1',
  'contentPropagator',
  'propagateId',
  'reservedCode2',
] as const

/** China's label of generated content, member by member, with what the first one means. */
export function AiLabel({ label }: { readonly label: Label }) {
  const { inspector } = useMessages().window
  const meaning = inspector.aiLabelValues[label.label ?? '']
  const rows = members
    .filter((member) => label[member] !== undefined && label[member] !== '')
    .map((member): [string, string] => [inspector.aiLabelFields[member], label[member] ?? ''])
  return (
    <Entry label={inspector.aiLabel} state="record">
      {meaning && <strong>{meaning}</strong>}
      <p className={styles.source}>{inspector.aiLabelHint}</p>
      <Table rows={[...rows, ...Object.entries(label.other ?? {})]} />
      <code className={styles.source}>{label.carrier}</code>
    </Entry>
  )
}
