import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { RenderingCancelledException, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../language.tsx'
import styles from './dossier.module.css'

function draw(page: PDFPageProxy, canvas: HTMLCanvasElement, words: HTMLElement, width: number) {
  const plain = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: width / plain.width })
  const density = Math.min(2, window.devicePixelRatio || 1)
  canvas.width = Math.floor(viewport.width * density)
  canvas.height = Math.floor(viewport.height * density)
  words.style.setProperty('--total-scale-factor', String(viewport.scale))
  const drawing = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] })
  const text = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: words,
    viewport,
  })
  return { drawing, text }
}

/** One page: drawn when it is near, with its text laid over it so that it can be selected and read aloud. */
export function Page({
  paper,
  number,
  width,
  onSeen,
}: {
  readonly paper: PDFDocumentProxy
  readonly number: number
  readonly width: number
  readonly onSeen: (page: number) => void
}) {
  const { window: text } = useMessages()
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(number === 1)
  const [ratio, setRatio] = useState(Math.SQRT2)

  useEffect(() => {
    if (!frame.current) return
    const watchNear = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
      rootMargin: '600px',
    })
    const watchSeen = new IntersectionObserver(([entry]) => entry?.isIntersecting && onSeen(number), {
      rootMargin: '-45% 0px -45% 0px',
    })
    watchNear.observe(frame.current)
    watchSeen.observe(frame.current)
    return () => {
      watchNear.disconnect()
      watchSeen.disconnect()
    }
  }, [number, onSeen])

  useEffect(() => {
    if (!near) return
    let stop = () => {}
    let gone = false
    async function show() {
      const page = await paper.getPage(number)
      if (gone || !canvas.current || !words.current) return
      const { width: wide, height } = page.getViewport({ scale: 1 })
      setRatio(height / wide)
      words.current.replaceChildren()
      const { drawing, text: layer } = draw(page, canvas.current, words.current, width)
      stop = () => {
        drawing.cancel()
        layer.cancel()
      }
      await Promise.all([drawing.promise, layer.render()])
    }
    show().catch((error: unknown) => {
      if (!gone && !(error instanceof RenderingCancelledException)) throw error
    })
    return () => {
      gone = true
      stop()
    }
  }, [near, paper, number, width])

  return (
    <div
      ref={frame}
      className={styles.page}
      data-page={number}
      style={{ width, height: Math.round(width * ratio) }}
    >
      {near && (
        <>
          <canvas ref={canvas} role="img" aria-label={text.dossier.pageNo(number)} />
          <div ref={words} className={styles.words} />
        </>
      )}
    </div>
  )
}
