import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import type { Process, Round } from '../../../shared/contract/process.ts'
import { useAct } from '../../answers.ts'
import { useMessages } from '../../language.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import styles from './round.module.css'

/** How the place of a round in the order is known, and the person's way to state another. */
export function Arrange({
  process,
  caseId,
  round,
}: {
  readonly process: Process
  readonly caseId: number
  readonly round: Round
}) {
  const { terms, window: text } = useMessages()
  const arrange = useAct('processes.arrange')
  const rounds = [...process.rounds].sort((a, b) => a.no - b.no)
  const at = rounds.indexOf(round)

  function move(by: -1 | 1) {
    const other = rounds[at + by]
    if (!other) return
    const order = rounds.with(at, other).with(at + by, round)
    arrange.mutate({
      case: caseId,
      work: process.work,
      items: order.flatMap(({ pictures }) => pictures.map(({ item }) => item)),
    })
  }

  return (
    <div className={styles.arrange}>
      <span className={styles.basis}>
        {text.process.orderOf}
        {terms.orderBases[round.orderBasis]}
        <StateMark state={round.orderBasis === 'person' ? 'stated' : 'inferred'} />
      </span>
      <Button
        size="compact-sm"
        leftSection={<IconArrowLeft size={15} stroke={1.4} />}
        disabled={at < 1 || arrange.isPending}
        title={text.process.arrangeHint}
        onClick={() => move(-1)}
      >
        {text.process.earlier}
      </Button>
      <Button
        size="compact-sm"
        rightSection={<IconArrowRight size={15} stroke={1.4} />}
        disabled={at === rounds.length - 1 || arrange.isPending}
        title={text.process.arrangeHint}
        onClick={() => move(1)}
      >
        {text.process.later}
      </Button>
    </div>
  )
}
