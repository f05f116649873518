import { ActionIcon, Loader } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useRef, useState } from 'react'
import type { Dossier } from '../../shared/contract/dossier.ts'
import { address } from '../../shared/contract/operations.ts'
import { useMessages } from '../language.tsx'
import styles from './dossier.module.css'
import { Page } from './page.tsx'
import { openPaper } from './pdf.ts'

const zooms = [0.6, 0.8, 1, 1.25, 1.6] as const
const widest = 820

/** The dossier as it will be printed. Pages are drawn when they come into sight. */
export function Paper({ dossier }: { readonly dossier: Dossier }) {
  const { window: text } = useMessages()
  const words = text.dossier
  const [paper, setPaper] = useState<PDFDocumentProxy | null>(null)
  const [failed, setFailed] = useState(false)
  const [zoom, setZoom] = useState(2)
  const [page, setPage] = useState(1)
  const [room, setRoom] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const opening = openPaper(address.file(dossier.sha256, dossier.fileName))
    let gone = false
    opening.promise.then(
      (opened) => !gone && setPaper(opened),
      () => !gone && setFailed(true),
    )
    return () => {
      gone = true
      void opening.destroy()
    }
  }, [dossier])

  // At first a page is as wide as there is room for it, and follows the window.
  const ready = paper !== null
  useEffect(() => {
    const pages = scroller.current
    if (!ready || !pages) return
    const watch = new ResizeObserver(() => setRoom(Math.min(widest, pages.clientWidth - 32)))
    watch.observe(pages)
    return () => watch.disconnect()
  }, [ready])

  if (failed) return <p className={styles.soft}>{words.notShown}</p>
  if (!paper) {
    return (
      <div className={styles.opening}>
        <Loader size="sm" color="var(--ink-soft)" aria-label={text.loading} />
      </div>
    )
  }

  const width = Math.round(room * (zooms[zoom] ?? 1))
  function toPage(number: number) {
    const target = scroller.current?.querySelector<HTMLElement>(`[data-page="${number}"]`)
    if (target) scroller.current?.scrollTo({ top: target.offsetTop - 8 })
  }

  return (
    <div className={styles.paper}>
      <div className={styles.bar}>
        <span>{words.pageOf({ page, pages: paper.numPages })}</span>
        <label className={styles.jump}>
          {words.goToPage}
          <input
            type="number"
            min={1}
            max={paper.numPages}
            value={page}
            onChange={(event) => toPage(Number(event.currentTarget.value))}
          />
        </label>
        {dossier.outdated && <span className={styles.outdated}>{words.outdated}</span>}
        <span className={styles.zoom}>
          <ActionIcon
            color="ink"
            aria-label={words.smaller}
            disabled={zoom === 0}
            onClick={() => setZoom(zoom - 1)}
          >
            <IconMinus size={16} stroke={1.4} />
          </ActionIcon>
          <ActionIcon
            color="ink"
            aria-label={words.larger}
            disabled={zoom === zooms.length - 1}
            onClick={() => setZoom(zoom + 1)}
          >
            <IconPlus size={16} stroke={1.4} />
          </ActionIcon>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the pages are scrolled with the keyboard too */}
      <section ref={scroller} className={styles.pages} tabIndex={0} aria-label={words.paper}>
        {Array.from({ length: room > 0 ? paper.numPages : 0 }, (_, index) => (
          <Page
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            key={index}
            paper={paper}
            number={index + 1}
            width={width}
            onSeen={setPage}
          />
        ))}
      </section>
    </div>
  )
}
