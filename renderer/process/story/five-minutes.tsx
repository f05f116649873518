import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { Case } from '../../../shared/contract/case.ts'
import type { Process, Round } from '../../../shared/contract/process.ts'
import { formatInstant } from '../../../shared/format.ts'
import { useLanguage, useMessages } from '../../language.tsx'
import { PictureOf } from '../../ui/item-picture.tsx'
import { StateMark, type StatementState } from '../../ui/state-mark.tsx'
import { stateOf, useSummary } from '../summary.ts'
import styles from './story.module.css'
import { figuresOf, keyRounds, storyOf } from './story.ts'

/** How many key pictures a page carries beside the final one and stays a page. */
const mostKeys = 5

function KeyRound({ round, onOpen }: { readonly round: Round; readonly onOpen: (item: number) => void }) {
  const { window: text } = useMessages()
  const summary = useSummary()
  return (
    <li className={styles.key}>
      <button type="button" className={styles.keyPicture} onClick={() => onOpen(round.item)}>
        <PictureOf id={round.item} size="whole" alt={text.process.roundNo(round.no)} />
      </button>
      <p className={styles.keyHead}>
        <strong>{text.process.roundNo(round.no)}</strong>{' '}
        <StateMark state={stateOf[round.sourceType]} quiet />
      </p>
      <p className={styles.keyChange}>{summary(round)}</p>
      {round.reason && (
        <p className={styles.keyReason}>
          <StateMark state="stated" quiet /> {round.reason}
        </p>
      )}
    </li>
  )
}

function Column({
  state,
  lines,
}: {
  readonly state: StatementState
  readonly lines: readonly (string | false)[]
}) {
  const told = lines.filter((line) => line !== false)
  if (told.length === 0) return null
  return (
    <div className={styles.column}>
      <p>
        <StateMark state={state} />
      </p>
      <ul>
        {told.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

/** The making of the work on one page, for somebody with five minutes: what files record, what the software inferred
 * and what the author states, told apart. */
export function FiveMinutes({
  process,
  file,
  final,
  untold,
  onOpen,
}: {
  readonly process: Process
  readonly file: Case
  readonly final: number | undefined
  /** Rounds whose descent is not told, as over the graph. */
  readonly untold: number
  readonly onOpen: (item: number) => void
}) {
  const { language } = useLanguage()
  const { terms, window: text } = useMessages()
  const words = text.process
  const work = file.works.find(({ id }) => id === process.work)
  const story = storyOf(process, final)
  const last = story.at(-1)
  const figures = figuresOf(process)
  const keys = keyRounds(story, mostKeys)
  // What no person named as the final image is not called so.
  const lastName = last && (final === undefined ? words.roundNo(last.no) : words.finalImage)
  const told = { rounds: story.length, all: figures.rounds, pictures: figures.pictures }
  const tied = figures.edges.strong + figures.edges.supported
  if (!last || !lastName) return null
  return (
    <article className={styles.page} aria-label={words.views.story}>
      <figure className={styles.final}>
        <div className={styles.finalPicture}>
          <PictureOf id={final ?? last.item} size="whole" alt={work?.title ?? words.finalTag} />
        </div>
        <figcaption>
          {lastName}
          {words.comma}
          {final === undefined ? words.noFinal : words.roundNo(last.no)}{' '}
          <StateMark state={stateOf[last.sourceType]} />
        </figcaption>
      </figure>
      <div className={styles.told}>
        <header className={styles.pageHead}>
          <div>
            <h2>{work?.title}</h2>
            <p className={styles.lead}>{final === undefined ? words.leadNoFinal(told) : words.lead(told)}</p>
          </div>
          <Button
            className={styles.print}
            size="compact-sm"
            leftSection={<IconPrinter size={15} stroke={1.4} />}
            onClick={() => window.print()}
          >
            {words.print}
          </Button>
        </header>
        <ol className={styles.keys} aria-label={words.keyRounds}>
          {keys.map((round) => (
            <KeyRound key={round.item} round={round} onOpen={onOpen} />
          ))}
        </ol>
        {last.reason && (
          <p className={styles.lastReason}>
            <StateMark state="stated" /> {words.lastReason({ name: lastName, reason: last.reason })}
          </p>
        )}
        <section className={styles.sources} aria-label={words.whoseWord}>
          <Column
            state="record"
            lines={[
              words.recordedPictures({ count: figures.kinds['original-record'], of: figures.pictures }),
              figures.edges.recorded > 0 && words.recordedEdges(figures.edges.recorded),
              figures.claimed !== null && words.claimedSpan(figures.claimed),
              figures.imported !== null && words.importedOn(formatInstant(figures.imported[0], language)),
            ]}
          />
          <Column
            state="inferred"
            lines={[
              tied > 0 &&
                words.inferredEdges({ strong: figures.edges.strong, supported: figures.edges.supported }),
              untold > 0 && words.undecidedCount(untold),
              process.orderBasis !== 'person' && words.orderBy(terms.orderBases[process.orderBasis]),
            ]}
          />
          <Column
            state="stated"
            lines={[
              words.statedReasons({ count: figures.reasons, of: figures.rounds }),
              figures.selected > 0 && words.statedSelected(figures.selected),
              figures.kinds.statement > 0 && words.statedPictures(figures.kinds.statement),
              process.orderBasis === 'person' && words.orderBy(terms.orderBases.person),
              figures.confirmed + figures.drawn > 0 &&
                words.statedEdges({ confirmed: figures.confirmed, drawn: figures.drawn }),
            ]}
          />
          {figures.kinds.reproduction > 0 && (
            <Column state="reproduction" lines={[words.laterPictures(figures.kinds.reproduction)]} />
          )}
        </section>
      </div>
    </article>
  )
}
