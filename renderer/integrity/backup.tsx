import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { Backup } from '../../shared/contract/archive.ts'
import { useAct, useAnswer } from '../answers.ts'
import { call, onDesktop, sourceOf } from '../client.ts'
import { useMessages } from '../language.tsx'
import { Section } from '../ui/controls.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { showDone, showError } from '../ui/notices.ts'
import styles from './integrity.module.css'
import { resultOf } from './jobs.ts'

/** Keeping a second copy, and looking at the first from time to time. */
export function BackupSettings() {
  const { archive, window } = useMessages()
  const words = window.integrity
  const { data: vault } = useAnswer('vaults.info', {})
  const command = `zuozheng export --vault "${vault?.directory ?? 'VAULT'}" --out DIR`
  return (
    <Section title={words.backup} hint={words.backupHint}>
      {onDesktop ? (
        <DropArea small label={words.backupDrop} onFiles={(files) => void backUpTo(files)} />
      ) : (
        <p>
          {words.backupCommand} <code className={styles.command}>{command}</code>
        </p>
      )}
      <Schedule />
    </Section>
  )

  async function backUpTo([folder]: readonly File[]) {
    if (!folder) return
    try {
      const source = await sourceOf(folder)
      if (source.kind !== 'path') return
      const made = Backup.safeParse(await resultOf<Backup>(() => call('backups.run', { path: source.path })))
      if (!made.success) return
      const done = words.backedUp(made.data)
      showDone(made.data.verified ? done : `${done} ${archive.backedUpUnsound}`)
    } catch (error) {
      showError(error)
    }
  }
}

function Schedule() {
  const words = useMessages().window.integrity
  const { data } = useAnswer('settings.get', {})
  const save = useAct('settings.set')
  const [typed, setTyped] = useState<number | null>(null)
  if (!data) return null
  const days = typed ?? data.verifyEveryDays

  /** Once it is typed, not with each digit of it: what is set stands in the ledger. */
  function keep() {
    if (typed !== null && typed !== data?.verifyEveryDays) save.mutate({ verifyEveryDays: typed })
    setTyped(null)
  }

  return (
    <NumberInput
      className={styles.days}
      label={words.verifyEvery}
      description={words.verifyEveryDays(days)}
      min={0}
      max={365}
      allowDecimal={false}
      value={days}
      onChange={(next) => setTyped(typeof next === 'number' ? next : null)}
      onBlur={keep}
    />
  )
}
