import type { Warning } from '../../shared/contract/record.ts'
import { useMessages } from '../language.tsx'
import { FileText } from '../ui/file-text.tsx'
import { Entry } from './entry.tsx'
import styles from './inspector.module.css'
import { useWarning } from './warnings.ts'

/** What a reader of the record should know. */
export function Remarks({ warnings }: { readonly warnings: readonly Warning[] }) {
  const { inspector } = useMessages().window
  const warning = useWarning()
  if (warnings.length === 0) return null
  return (
    <Entry label={inspector.warnings}>
      <ul className={styles.warnings}>
        {warnings.map((each) => (
          <li key={JSON.stringify(each)}>
            <FileText text={warning(each)} />
          </li>
        ))}
      </ul>
    </Entry>
  )
}
