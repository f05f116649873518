import type { Item } from '../../shared/contract/item.ts'
import { useMessages } from '../language.tsx'
import { Digest } from '../ui/text.tsx'
import { Entry } from './entry.tsx'
import styles from './inspector.module.css'
import { useWarning } from './warnings.ts'

/** Where in the bytes each statement stands, what marks the file carries, and what a reader should know. */
export function Provenance({ item }: { readonly item: Item }) {
  const { window: text } = useMessages()
  const warning = useWarning()
  const { aiLabel, c2pa, carriers, warnings } = item.record
  return (
    <dl className={styles.entries}>
      {warnings.length > 0 && (
        <Entry label={text.inspector.warnings}>
          <ul className={styles.warnings}>
            {warnings.map((each) => (
              <li key={JSON.stringify(each)}>{warning(each)}</li>
            ))}
          </ul>
        </Entry>
      )}
      {aiLabel && (
        <Entry label={text.inspector.aiLabel} state="record">
          {[aiLabel.contentProducer, aiLabel.produceId].filter(Boolean).join(', ') || text.inspector.present}
        </Entry>
      )}
      {c2pa?.present && (
        <Entry label={text.inspector.c2pa} state="record">
          {c2pa.claimGenerator ?? text.inspector.present}
        </Entry>
      )}
      {carriers.length > 0 && (
        <Entry label={text.inspector.carriers}>
          <details>
            <summary>{text.inspector.places(carriers.length)}</summary>
            <ul className={styles.carriers}>
              {carriers.map((carrier) => (
                <li key={`${carrier.kind} ${carrier.offset}`}>
                  <code>
                    {carrier.kind} {carrier.key}
                  </code>
                  <span>{text.inspector.bytesAt({ offset: carrier.offset, length: carrier.length })}</span>
                  <Digest value={carrier.sha256} />
                </li>
              ))}
            </ul>
          </details>
        </Entry>
      )}
    </dl>
  )
}
