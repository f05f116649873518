import { Loader } from '@mantine/core'
import { useCallback, useEffect } from 'react'
import { useAnswer } from '../answers.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { importFiles } from '../importing.ts'
import { useMessages } from '../language.tsx'
import { addressOf, select } from '../route.ts'
import { EmptyState } from '../ui/controls.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { sentenceOf } from '../ui/notices.ts'
import { Arrange } from './arrange.tsx'
import { LineOfRounds } from './line-of-rounds.tsx'
import styles from './process.module.css'
import { RoundView } from './round-view.tsx'

/** True where a key belongs to a control, so that an arrow there does not leave the round. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [role="radio"]') !== null
}

/** The creative process: the line of rounds, and the one that is open. */
export function ProcessScreen({ file, route }: CaseProps) {
  const { terms, window: text } = useMessages()
  const work = file.works[0]
  const { data, error } = useAnswer(
    'processes.get',
    { case: file.id, work: work?.id },
    { enabled: work !== undefined },
  )
  const rounds = data?.rounds ?? []
  const open = rounds.find((round) => round.item === route.item)
  const openRound = useCallback((item: number) => select({ ...route, item }), [route])

  const first = rounds[0]?.item
  const final = work?.finalItem
  const opening = rounds.some((round) => round.item === final) ? final : first
  useEffect(() => {
    if (route.item === undefined && opening !== undefined) openRound(opening)
  }, [route.item, opening, openRound])

  useEffect(() => {
    function move(event: KeyboardEvent) {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const at = rounds.findIndex((round) => round.item === route.item)
      const next = rounds[at + (event.key === 'ArrowRight' ? 1 : -1)]
      if (at >= 0 && next) openRound(next.item)
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [rounds, route.item, openRound])

  const drop = (files: readonly File[]) => void importFiles(file.id, 'process', files)
  if (!work) {
    return (
      <EmptyState title={text.process.noWorkTitle} sentence={text.process.noWork}>
        <a href={addressOf({ ...route, place: 'work', item: undefined })}>{text.process.toWork}</a>
      </EmptyState>
    )
  }
  if (error) return <EmptyState title={text.process.emptyTitle} sentence={sentenceOf(error)} />
  if (!data) return <Loader size="sm" color="var(--ink-soft)" aria-label={text.loading} />
  if (rounds.length === 0) {
    return (
      <EmptyState title={text.process.emptyTitle} sentence={text.process.empty}>
        <DropArea label={text.work.drop} hint={text.work.dropHint} onFiles={drop} />
      </EmptyState>
    )
  }
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <h2>{text.process.heading(rounds.length)}</h2>
        <p className={styles.hint}>{text.process.hint}</p>
        <Arrange
          process={data}
          caseId={file.id}
          selected={open?.item}
          basis={terms.orderBases[data.orderBasis]}
        />
      </div>
      <LineOfRounds rounds={rounds} selected={open?.item} final={final} onSelect={openRound} />
      {open ? (
        <RoundView
          key={open.item}
          round={open}
          rounds={rounds}
          caseId={file.id}
          parent={rounds.find((round) => round.item === open.parent)}
          onOpen={openRound}
        />
      ) : (
        <p className={styles.hint}>{text.process.choose}</p>
      )}
      <DropArea small label={text.process.addMore} hint={text.work.dropHint} onFiles={drop} />
    </div>
  )
}
