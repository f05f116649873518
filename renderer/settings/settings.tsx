import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import type { Language } from '../../shared/contract/primitives.ts'
import { useAnswer } from '../answers.ts'
import { BackupSettings } from '../integrity/backup.tsx'
import { Recovery } from '../integrity/health.tsx'
import { StampSettings } from '../integrity/stamp-settings.tsx'
import { useLanguage, useMessages } from '../language.tsx'
import { Section } from '../ui/controls.tsx'
import { Bytes, Digest, Time } from '../ui/text.tsx'
import { LedgerList } from './ledger-list.tsx'
import styles from './settings.module.css'
import { Verify } from './verify.tsx'

type Scheme = 'auto' | 'light' | 'dark'

function Appearance() {
  const { language, setLanguage } = useLanguage()
  const { window: text } = useMessages()
  // Without keepTransitions the library would write a <style> element, which the page's policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <Section title={text.settings.window}>
      <div className={styles.row}>
        <span id="window-language">{text.settings.language}</span>
        <SegmentedControl
          aria-labelledby="window-language"
          size="sm"
          value={language}
          onChange={(next) => setLanguage(next as Language)}
          data={[
            { value: 'zh-CN', label: text.languages['zh-CN'] },
            { value: 'en', label: text.languages.en },
          ]}
        />
      </div>
      <div className={styles.row}>
        <span id="window-scheme">{text.settings.scheme}</span>
        <SegmentedControl
          aria-labelledby="window-scheme"
          size="sm"
          value={colorScheme}
          onChange={(next) => setColorScheme(next as Scheme)}
          data={(['auto', 'light', 'dark'] as const).map((scheme) => ({
            value: scheme,
            label: text.settings.schemes[scheme],
          }))}
        />
      </div>
    </Section>
  )
}

function VaultFacts() {
  const { window: text } = useMessages()
  const words = text.settings
  const { data: vault, refetch } = useAnswer('vaults.info', {})
  if (!vault) return null
  return (
    <Section title={words.vault} hint={words.vaultHint}>
      <dl className={styles.facts}>
        <dt>{words.directory}</dt>
        <dd className={styles.path}>{vault.directory}</dd>
        <dt>{words.holds}</dt>
        <dd>
          <span>{words.counts({ cases: vault.cases, items: vault.items })}</span>
          <Bytes count={vault.bytes} />
        </dd>
        <dt>{words.head}</dt>
        <dd>
          <span>{words.entryNo(vault.ledger.seq)}</span>
          <Digest value={vault.ledger.hash} whole />
        </dd>
        <dt>{words.verifiedAt}</dt>
        <dd>
          {vault.verifiedAt ? (
            <>
              <Time at={vault.verifiedAt} />
              <span>{vault.verifiedOk ? words.ok : words.notOk}</span>
            </>
          ) : (
            words.never
          )}
        </dd>
        <dt>{words.version}</dt>
        <dd>{vault.version}</dd>
      </dl>
      <Verify onDone={() => void refetch()} />
      <Recovery />
    </Section>
  )
}

/** The window's own settings, and what the vault holds. */
export function Settings() {
  const { window: text } = useMessages()
  return (
    <main className={styles.main} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{text.rail.settings}</h1>
        <Appearance />
        <VaultFacts />
        <StampSettings />
        <BackupSettings />
        <LedgerList />
      </div>
    </main>
  )
}
