import { Anchor, Button, Checkbox, SegmentedControl } from '@mantine/core'
import { IconArchive, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { Archive } from '../../shared/contract/archive.ts'
import { address } from '../../shared/contract/operations.ts'
import { formatBytes } from '../../shared/format.ts'
import { call } from '../client.ts'
import { useMessages } from '../language.tsx'
import { Digest } from '../ui/text.tsx'
import { visible } from '../ui/visible-text.ts'
import styles from './integrity.module.css'
import { resultOf } from './jobs.ts'

/** What came of it stands below the button, in a low window below what is seen. */
function show(node: HTMLElement | null): void {
  node?.scrollIntoView({ block: 'nearest' })
}

/** The whole case as one file that anybody can check. */
export function ArchivePanel({ caseId }: { readonly caseId: number }) {
  const { archive: told, window: text } = useMessages()
  const words = text.integrity
  const [copy, setCopy] = useState<'court' | 'service'>('court')
  const [caseUco, setCaseUco] = useState(false)
  const [isWriting, setIsWriting] = useState(false)
  const [archive, setArchive] = useState<Archive | null>(null)

  /** What was written before is another archive: a court copy must not be handed over for a service copy. */
  function choose(change: () => void) {
    setArchive(null)
    change()
  }

  async function write() {
    setIsWriting(true)
    setArchive(null)
    const written = await resultOf<Archive>(() =>
      call('archives.export', {
        case: caseId,
        form: 'zip',
        copy,
        caseUco,
        destination: { kind: 'download' },
      }),
    )
    setArchive(Archive.safeParse(written).data ?? null)
    setIsWriting(false)
  }

  return (
    <section className={styles.archive} aria-label={words.archive}>
      <h2>{words.archive}</h2>
      <p className={styles.soft}>{words.archiveHint}</p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={text.dossier.copy}
        value={copy}
        disabled={isWriting}
        onChange={(next) => choose(() => setCopy(next as 'court' | 'service'))}
        data={[
          { value: 'court', label: text.dossier.copies.court },
          { value: 'service', label: text.dossier.copies.service },
        ]}
      />
      {copy === 'service' && <p className={styles.soft}>{words.serviceCaution}</p>}
      <Checkbox
        size="xs"
        label={words.caseUco}
        checked={caseUco}
        disabled={isWriting}
        onChange={({ currentTarget: { checked } }) => choose(() => setCaseUco(checked))}
      />
      <Button
        size="xs"
        leftSection={<IconArchive size={15} stroke={1.4} aria-hidden="true" />}
        loading={isWriting}
        onClick={() => void write()}
      >
        {words.writeArchive}
      </Button>
      {archive?.sha256 && (
        <div role="status" ref={show}>
          <p>{words.archiveReady({ files: archive.files, size: formatBytes(archive.bytes) })}</p>
          {copy === 'service' && <p>{visible(told.serviceTells(archive))}</p>}
          <Anchor href={address.file(archive.sha256, archive.fileName)} download={archive.fileName} size="sm">
            <IconDownload size={15} stroke={1.4} aria-hidden="true" /> {words.download(archive.fileName)}
          </Anchor>
          <p className={styles.soft}>
            {words.manifestDigest} <Digest value={archive.manifest} whole />
          </p>
        </div>
      )}
    </section>
  )
}
