import { useCallback } from 'react'
import { useMessages } from '../../language.tsx'
import styles from './graph.module.css'
import { type Line, pathOf, size } from './layout.ts'

/** What a line says, for those who do not see it. */
export function useEdgeWords(): (line: Line) => string {
  const { window: text } = useMessages()
  return useCallback(
    (line: Line) => {
      const [from] = line.from.stop.rounds.slice(-1)
      const [to] = line.to.stop.rounds
      const basis = text.process.bases[line.stroke]
      return line.arrow
        ? text.process.edgeWords({ from: from?.no ?? 0, to: to.no, basis })
        : text.process.kinWords({ a: from?.no ?? 0, b: to.no })
    },
    [text],
  )
}

/** A line between two rounds. Its style is its basis; the same strokes stand in the legend. */
export function EdgeLine({ data }: { readonly data?: { readonly line: Line } }) {
  if (!data) return null
  const { line } = data
  const path = pathOf(line)
  const [x, y] = [line.to.x - 1, line.to.y + size.picture / 2]
  return (
    <g
      className={styles.line}
      data-stroke={line.stroke}
      data-main={line.main || undefined}
      data-off={line.off || undefined}
    >
      <path className={styles.hit} d={path} />
      <path className={styles.way} d={path} />
      {line.arrow && <path className={styles.arrow} d={`M${x} ${y}l-8 -4.5v9z`} />}
      {(line.stroke === 'person' || line.confirmed) && (
        <g className={styles.person} transform={`translate(${line.to.x - 22} ${y - 15})`}>
          <path d="M1 6.5V4.6Q1 2 4.4 1.6v1.6Q3 3.6 3 5h2v4.4H1zM7 6.5V4.6Q7 2 10.4 1.6v1.6Q9 3.6 9 5h2v4.4H7z" />
        </g>
      )}
    </g>
  )
}
