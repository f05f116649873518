import { Button, Modal } from '@mantine/core'
import { isErrorCode } from '../../shared/contract/errors.ts'
import { type ImportOutcome, ImportResult } from '../../shared/contract/job.ts'
import { useAnswer } from '../answers.ts'
import { troubledImport } from '../importing.ts'
import { useWarning } from '../inspector/warnings.ts'
import { useMessages } from '../language.tsx'
import styles from './frame.module.css'

const mostShown = 500

function Outcome({ outcome }: { readonly outcome: ImportOutcome }) {
  const { errors, window: text } = useMessages()
  const warning = useWarning()
  const { code, path, details } = outcome
  const name = path.split(/[\\/]/).at(-1) ?? path
  const sentence =
    code === null
      ? text.report.unknown
      : outcome.outcome === 'failed' && isErrorCode(code)
        ? errors[code]({ path: name, ...details })
        : warning({ code, details: details ?? {} })
  return (
    <li className={styles.outcome} data-failed={outcome.outcome === 'failed' || undefined}>
      <strong>{name}</strong>
      <span>{sentence}</span>
    </li>
  )
}

/** After an import: each file that was not taken in, or has something wrong with it, on a line of its own. */
export function ImportReport() {
  const { window: text } = useMessages()
  const job = troubledImport.use()
  const { data } = useAnswer(
    'imports.outcomes',
    { job: job?.id ?? 0, troubledOnly: true, limit: mostShown },
    { enabled: job !== null },
  )
  const counts = ImportResult.safeParse(job?.result)
  const close = () => troubledImport.set(null)
  const failed = data?.outcomes.filter((outcome) => outcome.outcome === 'failed') ?? []
  const noted = data?.outcomes.filter((outcome) => outcome.outcome !== 'failed') ?? []
  return (
    <Modal
      opened={job !== null && data !== undefined}
      onClose={close}
      title={text.report.title}
      size="lg"
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {counts.success && <p>{text.imported(counts.data)}</p>}
      {failed.length > 0 && (
        <>
          <h3 className={styles.reportHead}>{text.report.failed}</h3>
          <ul>
            {failed.map((outcome) => (
              <Outcome key={outcome.path} outcome={outcome} />
            ))}
          </ul>
        </>
      )}
      {noted.length > 0 && (
        <>
          <h3 className={styles.reportHead}>{text.report.noted}</h3>
          <ul>
            {noted.map((outcome) => (
              <Outcome key={outcome.path} outcome={outcome} />
            ))}
          </ul>
        </>
      )}
      {data && data.total > mostShown && <p>{text.report.more(data.total - mostShown)}</p>}
      <div className={styles.reportFoot}>
        <Button onClick={close}>{text.report.understood}</Button>
      </div>
    </Modal>
  )
}
