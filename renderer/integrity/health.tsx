import { Button } from '@mantine/core'
import { IconShieldX } from '@tabler/icons-react'
import { Fetched } from '../../shared/contract/archive.ts'
import { useAnswer } from '../answers.ts'
import { call, sourceOf } from '../client.ts'
import { useMessages } from '../language.tsx'
import { addressOf } from '../route.ts'
import { DropArea } from '../ui/drop-area.tsx'
import { showDone } from '../ui/notices.ts'
import { visible } from '../ui/visible-text.ts'
import styles from './integrity.module.css'
import { resultOf } from './jobs.ts'

/** Above every screen where the vault can only be read. */
export function DamageBanner() {
  const { repair, window: text } = useMessages()
  const { data: health } = useAnswer('vaults.health', {})
  if (!health?.readOnly) return null
  return (
    <div className={styles.banner} role="alert">
      <IconShieldX size={18} stroke={1.4} aria-hidden="true" />
      <span>
        <strong>{text.integrity.damaged}</strong> {repair.reasons[health.reason ?? ''] ?? health.reason}
      </span>
      <a href={addressOf({ screen: 'settings' })}>{text.integrity.damagedHint}</a>
    </div>
  )
}

/** What is lost, and what can safely be done about it. */
export function Recovery() {
  const { repair, window: text } = useMessages()
  const words = text.integrity
  const { data: health } = useAnswer('vaults.health', {})
  if (!health) return null
  const { lost } = health

  async function fetchFrom(files: readonly File[]) {
    const wanted = lost.length
    let fetched = 0
    // A browser hands over the files of a folder one by one.
    for (const file of files) {
      if (fetched === wanted) break
      const found = await resultOf<Fetched>(async () =>
        call('vaults.fetch', { source: await sourceOf(file) }),
      )
      const result = Fetched.safeParse(found)
      if (!result.success) return
      fetched += result.data.fetched
    }
    if (files.length > 0) showDone(words.fetched({ fetched, wanted }))
  }

  async function rebuild() {
    if (await resultOf(() => call('vaults.rebuild', {}))) showDone(words.rebuilt)
  }

  return (
    <div className={styles.group}>
      {lost.length > 0 && (
        <div className={styles.lost}>
          <h3>{words.lost(lost.length)}</h3>
          <ul>
            {lost.slice(0, 100).map(({ sha256, name, kind }) => (
              <li key={sha256}>
                {repair.kinds[kind] ?? kind} <span title={sha256}>{visible(name)}</span>
              </li>
            ))}
          </ul>
          {!health.readOnly && (
            <DropArea
              small
              label={words.fetch}
              hint={words.lostHint}
              onFiles={(files) => void fetchFrom(files)}
            />
          )}
        </div>
      )}
      {!health.readOnly && (
        <div className={styles.actions}>
          <Button size="xs" onClick={() => void rebuild()}>
            {words.rebuild}
          </Button>
          <p className={styles.soft}>{words.rebuildHint}</p>
        </div>
      )}
    </div>
  )
}
