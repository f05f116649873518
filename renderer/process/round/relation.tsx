import { Button, Select } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconUnlink } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Edge, EdgeDecision, Ground, Process, Round } from '../../../shared/contract/process.ts'
import { formatInstant } from '../../../shared/format.ts'
import { useAct } from '../../answers.ts'
import { useLanguage, useMessages } from '../../language.tsx'
import { showDone } from '../../ui/notices.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { useGroundWords } from '../grounds.ts'
import { useSummary } from '../summary.ts'
import { descentOf, possibleParents } from './descent.ts'
import styles from './round.module.css'

type Decide = (edge: { from: number; to: number }, decision: EdgeDecision | null) => void

function Grounds({ title, grounds }: { readonly title: string; readonly grounds: readonly Ground[] }) {
  const sentence = useGroundWords()
  const sentences = grounds.map(sentence).filter((each) => each !== undefined)
  if (sentences.length === 0) return null
  return (
    <div className={styles.grounds}>
      <p className={styles.soft}>{title}</p>
      <ul>
        {sentences.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  )
}

/** What the software proposed of an edge, in plain sentences, and what the person decided of it. */
function OneEdge({
  edge,
  round,
  byItem,
  busy,
  onDecide,
  onOpen,
}: {
  readonly edge: Edge
  readonly round: Round
  readonly byItem: ReadonlyMap<number, Round>
  readonly busy: boolean
  readonly onDecide: Decide
  readonly onOpen: (item: number) => void
}) {
  const { language } = useLanguage()
  const { window: text } = useMessages()
  const words = text.process
  const { proposal, decision } = edge
  const other = byItem.get(edge.from === round.item ? edge.to : edge.from)
  if (!other) return null
  const isKin = proposal?.class === 'related' && decision?.kind !== 'drawn'
  const isRecorded = proposal?.class === 'recorded'
  const better = (proposal?.alternatives ?? []).filter(({ from }) => byItem.has(from))
  return (
    <li className={styles.edgeOf} data-decision={decision?.kind}>
      <p className={styles.edgeHead}>
        <span>
          {isKin ? words.kinOf(other.no) : words.comesFrom(other.no)}{' '}
          <button type="button" className={styles.link} onClick={() => onOpen(other.item)}>
            {words.openRound(other.no)}
          </button>
        </span>
        {proposal && (
          <span className={styles.basis}>
            <StateMark state={isRecorded ? 'record' : 'inferred'} />
            {words.basisOf[proposal.class]}
          </span>
        )}
      </p>
      {decision && (
        <p className={styles.decision}>
          <StateMark state="stated" />{' '}
          {words.decided[decision.kind](formatInstant(decision.decidedAt, language))}
          {decision.kind === 'drawn' && words.softwareSaid(decision.proposed.class)}
        </p>
      )}
      {proposal?.gap && <p className={styles.gap}>{words.gap}</p>}
      {proposal && <Grounds title={words.grounds} grounds={proposal.grounds} />}
      {proposal && <Grounds title={words.against} grounds={proposal.against} />}
      {better.length > 0 && (
        <p className={styles.soft}>
          {words.alternatives}
          {better.map(({ from }) => (
            <button
              key={from}
              type="button"
              className={styles.link}
              disabled={busy}
              title={words.drawFrom(byItem.get(from)?.no ?? 0)}
              onClick={() => onDecide({ from, to: round.item }, 'drawn')}
            >
              {words.roundNo(byItem.get(from)?.no ?? 0)}
            </button>
          ))}
        </p>
      )}
      <div className={styles.acts}>
        {decision ? (
          <Button
            size="compact-sm"
            disabled={busy}
            leftSection={<IconArrowBackUp size={15} stroke={1.4} />}
            onClick={() => onDecide(edge, null)}
          >
            {words.takeBack}
          </Button>
        ) : (
          <>
            {!isKin && (
              <Button
                size="compact-sm"
                disabled={busy}
                leftSection={<IconCheck size={15} stroke={1.4} />}
                onClick={() => onDecide(edge, 'confirmed')}
              >
                {words.confirm}
              </Button>
            )}
            <Button
              size="compact-sm"
              disabled={busy}
              leftSection={<IconUnlink size={15} stroke={1.4} />}
              onClick={() => onDecide(edge, 'cut')}
            >
              {words.cut}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}

/** Where a round comes from: the proposal with its grounds, and beside it what the person decides. */
export function Relation({
  process,
  round,
  caseId,
  onOpen,
}: {
  readonly process: Process
  readonly round: Round
  readonly caseId: number
  readonly onOpen: (item: number) => void
}) {
  const { window: text } = useMessages()
  const words = text.process
  const summary = useSummary()
  const sentence = useGroundWords()
  const decide = useAct('processes.decide')
  const [isChoosing, setChoosing] = useState(false)
  const section = useRef<HTMLElement>(null)
  const byItem = new Map(process.rounds.map((each) => [each.item, each]))
  const { standing, aside, kin, undecided } = descentOf(process, round)
  const shown = [...standing, ...kin]

  const onDecide: Decide = ({ from, to }, decision) => {
    decide.mutate(
      { case: caseId, work: process.work, from, to, decision },
      {
        onSuccess() {
          setChoosing(false)
          // The button that was pressed is gone with what it decided; the keyboard goes on from here.
          section.current?.focus({ preventScroll: true })
          showDone(decision === null ? words.takenBack : words.decisionKept)
        },
      },
    )
  }

  const common = { round, byItem, busy: decide.isPending, onDecide, onOpen }
  const reason = undecided && sentence(undecided.reason)
  return (
    <section ref={section} tabIndex={-1} className={styles.relation} aria-label={words.relation}>
      <h3>{words.relation}</h3>
      {standing.length === 0 && (
        <p className={styles.soft}>
          {reason ? words.sentence(reason) : undecided ? words.parentUndecided : words.noParent}
          {undecided && undecided.candidates.length > 0 && (
            <>
              {' '}
              {words.candidates}
              {undecided.candidates
                .filter(({ from }) => byItem.has(from))
                .map(({ from }) => (
                  <button
                    key={from}
                    type="button"
                    className={styles.link}
                    disabled={decide.isPending}
                    title={words.drawFrom(byItem.get(from)?.no ?? 0)}
                    onClick={() => onDecide({ from, to: round.item }, 'drawn')}
                  >
                    {words.roundNo(byItem.get(from)?.no ?? 0)}
                  </button>
                ))}
            </>
          )}
        </p>
      )}
      {shown.length > 0 && (
        <ul className={styles.edges}>
          {shown.map((edge) => (
            <OneEdge key={`${edge.from} ${edge.to}`} edge={edge} {...common} />
          ))}
        </ul>
      )}
      {isChoosing ? (
        <Select
          searchable
          autoFocus
          size="xs"
          label={words.chooseParent}
          placeholder={words.chooseParentHint}
          nothingFoundMessage={words.noSuchRound}
          disabled={decide.isPending}
          data={possibleParents(process.rounds, round).map((each) => ({
            value: String(each.item),
            label: `${words.roundNo(each.no)} · ${summary(each)}`,
          }))}
          value={null}
          onChange={(from) => from && onDecide({ from: Number(from), to: round.item }, 'drawn')}
        />
      ) : (
        <button type="button" className={styles.link} onClick={() => setChoosing(true)}>
          {standing.length > 0 ? words.chooseOther : words.chooseParent}
        </button>
      )}
      {aside.length > 0 && (
        <details className={styles.aside}>
          <summary>{words.setAside(aside.length)}</summary>
          <ul className={styles.edges}>
            {aside.map((edge) => (
              <OneEdge key={`${edge.from} ${edge.to}`} edge={edge} {...common} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
