import { ActionIcon, Button, Select, Textarea, VisuallyHidden } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type LinkStatement, MarkKind } from '../../shared/contract/capture.ts'
import { useMessages } from '../language.tsx'
import styles from './comparison.module.css'
import { type Mark, numbered, type Side, type Sort, withMark } from './marks.ts'

/** The mark whose place is being set, and on which picture. */
export interface Placing {
  readonly sort: Sort
  readonly index: number
  readonly side: Side
}

const sides = ['onWork', 'onCapture'] as const

/** What is the same or what differs, each point in the person's words with its places on the pictures. */
export function MarkList({
  sort,
  statement,
  placing,
  onPlace,
  onChange,
}: {
  readonly sort: Sort
  readonly statement: LinkStatement
  readonly placing: Placing | null
  readonly onPlace: (placing: Placing | null) => void
  readonly onChange: (statement: LinkStatement) => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.comparison
  const marks = numbered(statement).filter((entry) => entry.sort === sort)

  function add() {
    // No sort is chosen beforehand: it would stand in the dossier as the person's statement.
    const mark: Mark = { kind: 'other', text: '' }
    onChange({ ...statement, [sort]: [...statement[sort], mark] })
    onPlace({ sort, index: statement[sort].length, side: 'onWork' })
  }

  return (
    <section className={styles.marks} aria-label={words[sort]}>
      <div className={styles.marksHead}>
        <h2>{words[sort]}</h2>
        <Button size="compact-sm" onClick={add}>
          {sort === 'same' ? words.addSame : words.addDifferent}
        </Button>
      </div>
      {marks.length === 0 && <p className={styles.soft}>{words.noMarks[sort]}</p>}
      <ol>
        {marks.map(({ no, index, mark }) => (
          <li key={no} className={styles.mark}>
            <span className={styles.no} data-sort={sort}>
              {no}
            </span>
            <div className={styles.markFields}>
              <div className={styles.markLine}>
                <Select
                  size="xs"
                  aria-label={words.kindOf(no)}
                  value={mark.kind}
                  data={MarkKind.options.map((kind) => ({ value: kind, label: terms.markKinds[kind] }))}
                  onChange={(kind) =>
                    onChange(withMark(statement, sort, index, { ...mark, kind: kind as Mark['kind'] }))
                  }
                />
                {sides.map((side) => {
                  const active = placing?.sort === sort && placing.index === index && placing.side === side
                  return (
                    <Button
                      key={side}
                      size="compact-xs"
                      variant={active ? 'filled' : 'default'}
                      aria-pressed={active}
                      onClick={() => onPlace(active ? null : { sort, index, side })}
                    >
                      {mark[side] ? words.placed[side] : words.place[side]}
                      <VisuallyHidden> {no}</VisuallyHidden>
                    </Button>
                  )
                })}
                <ActionIcon
                  color="ink"
                  size="sm"
                  aria-label={text.remove(String(no))}
                  onClick={() => {
                    onPlace(null)
                    onChange(withMark(statement, sort, index, null))
                  }}
                >
                  <IconTrash size={16} stroke={1.4} />
                </ActionIcon>
              </div>
              <Textarea
                size="xs"
                minRows={1}
                required={mark.kind === 'other'}
                aria-label={words.textOf(no)}
                placeholder={words.markHint[sort]}
                value={mark.text}
                onChange={(event) =>
                  onChange(withMark(statement, sort, index, { ...mark, text: event.currentTarget.value }))
                }
              />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
