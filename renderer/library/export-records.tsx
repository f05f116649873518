import { Anchor, Button } from '@mantine/core'
import { IconDownload, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { address } from '../../shared/contract/operations.ts'
import { type ExportFormat, RecordsFile } from '../../shared/contract/search.ts'
import { formatBytes } from '../../shared/format.ts'
import { noteJob, whenOver } from '../answers.ts'
import { call } from '../client.ts'
import { useMessages } from '../language.tsx'
import { failureOf } from '../ui/failure.ts'
import { showDone, showError } from '../ui/notices.ts'
import styles from './library.module.css'

/** All records of a case as a table or as JSON, made when asked for. */
export function ExportRecords({ caseId }: { readonly caseId: number }) {
  const { exports } = useMessages().window.library
  const [making, setMaking] = useState<ExportFormat | null>(null)
  const [file, setFile] = useState<RecordsFile | null>(null)

  async function make(format: ExportFormat) {
    setMaking(format)
    setFile(null)
    try {
      const started = await call('records.export', { case: caseId, format })
      noteJob(started)
      const job = await whenOver(started)
      const failure = failureOf(job)
      if (failure) throw failure
      const made = RecordsFile.safeParse(job.result)
      if (made.success) {
        setFile(made.data)
        showDone(exports.done)
      }
    } catch (error) {
      showError(error)
    } finally {
      setMaking(null)
    }
  }

  return (
    <section className={styles.exports} aria-label={exports.label}>
      {(['csv', 'json'] as const).map((format) => (
        <Button
          key={format}
          size="xs"
          leftSection={<IconTable size={15} stroke={1.4} aria-hidden="true" />}
          loading={making === format}
          disabled={making !== null}
          onClick={() => void make(format)}
        >
          {exports[format]}
        </Button>
      ))}
      {file && (
        <span className={styles.ready}>
          <Anchor href={address.file(file.sha256, file.fileName)} download={file.fileName} size="sm">
            <IconDownload size={15} stroke={1.4} aria-hidden="true" />
            {exports.download(file.fileName)}
          </Anchor>
          <span>{exports.ready({ rows: file.rows, size: formatBytes(file.size) })}</span>
        </span>
      )}
    </section>
  )
}
