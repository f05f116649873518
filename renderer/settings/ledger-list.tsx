import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { call } from '../client.ts'
import { useMessages } from '../language.tsx'
import { Section } from '../ui/controls.tsx'
import { Digest, Time } from '../ui/text.tsx'
import styles from './settings.module.css'

const pageSize = 100

/** Every act the vault has recorded, the newest first. */
export function LedgerList() {
  const { window: text } = useMessages()
  const words = text.settings
  const scroller = useRef<HTMLDivElement>(null)
  const ledger = useInfiniteQuery({
    queryKey: ['ledgers.list', {}],
    queryFn: ({ pageParam }) => call('ledgers.list', { before: pageParam, limit: pageSize }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ entries }) => (entries.length === pageSize ? entries.at(-1)?.seq : undefined),
  })
  const entries = ledger.data?.pages.flatMap((page) => page.entries) ?? []
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 32,
    overscan: 8,
  })
  return (
    <Section title={words.ledger} hint={words.ledgerHint}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the entries are scrolled with the keyboard too */}
      <section ref={scroller} className={styles.ledger} tabIndex={0} aria-label={words.ledger}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((row) => {
            const entry = entries[row.index]
            return (
              entry && (
                <div
                  key={row.key}
                  className={styles.entry}
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <span className={styles.seq}>{entry.seq}</span>
                  <Time at={entry.at} />
                  <span>{words.acts[entry.act]}</span>
                  <span className={styles.soft}>{entry.actor}</span>
                  <Digest value={entry.hash} />
                </div>
              )
            )
          })}
        </div>
      </section>
      {ledger.hasNextPage && (
        <div>
          <Button size="xs" loading={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
            {words.olderEntries}
          </Button>
        </div>
      )}
    </Section>
  )
}
