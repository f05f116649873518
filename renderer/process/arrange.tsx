import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import type { Process } from '../../shared/contract/process.ts'
import { useAct } from '../answers.ts'
import { useMessages } from '../language.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import styles from './process.module.css'

/** How the order is known, and the person's way to state another. */
export function Arrange({
  process,
  caseId,
  selected,
  basis,
}: {
  readonly process: Process
  readonly caseId: number
  readonly selected: number | undefined
  readonly basis: string
}) {
  const { window: text } = useMessages()
  const arrange = useAct('processes.arrange')
  const order = process.rounds.map((round) => round.item)
  const at = selected === undefined ? -1 : order.indexOf(selected)

  function move(by: -1 | 1) {
    const other = order[at + by]
    if (selected === undefined || other === undefined) return
    const items = order.with(at, other).with(at + by, selected)
    arrange.mutate({ case: caseId, work: process.work, items })
  }

  return (
    <div className={styles.arrange}>
      <span className={styles.basis}>
        {basis}
        <StateMark state={process.orderBasis === 'person' ? 'stated' : 'inferred'} />
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
        disabled={at < 0 || at === order.length - 1 || arrange.isPending}
        title={text.process.arrangeHint}
        onClick={() => move(1)}
      >
        {text.process.later}
      </Button>
    </div>
  )
}
