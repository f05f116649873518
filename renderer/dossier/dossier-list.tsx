import { Anchor } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Dossier } from '../../shared/contract/dossier.ts'
import { address } from '../../shared/contract/operations.ts'
import { useMessages } from '../language.tsx'
import { Bytes, Digest, Time } from '../ui/text.tsx'
import styles from './dossier.module.css'

/** The dossiers built so far, the newest first; each stays as it was built. */
export function DossierList({
  dossiers,
  open,
  onOpen,
}: {
  readonly dossiers: readonly Dossier[]
  readonly open: number | undefined
  readonly onOpen: (id: number) => void
}) {
  const { window: text } = useMessages()
  const words = text.dossier
  if (dossiers.length === 0) return null
  return (
    <section className={styles.list} aria-label={words.earlier}>
      <h3>{words.earlier}</h3>
      <ul>
        {dossiers.map((dossier) => (
          <li key={dossier.id} data-open={dossier.id === open || undefined}>
            <button
              type="button"
              className={styles.pick}
              aria-pressed={dossier.id === open}
              onClick={() => onOpen(dossier.id)}
            >
              <Time at={dossier.builtAt} />
              <span className={styles.soft}>
                {words.about({
                  language: text.languages[dossier.language],
                  copy: words.copies[dossier.copy],
                  pages: dossier.pages,
                  exhibits: dossier.exhibits,
                })}
              </span>
              <span className={styles.soft}>
                <Digest value={dossier.sha256} /> <Bytes count={dossier.size} />
              </span>
              {dossier.outdated && <span className={styles.outdated}>{words.outdated}</span>}
            </button>
            <Anchor
              className={styles.download}
              href={address.file(dossier.sha256, dossier.fileName)}
              download={dossier.fileName}
            >
              <IconDownload size={15} stroke={1.4} aria-hidden="true" />
              {words.download}
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  )
}
