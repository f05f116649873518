import { Button, Loader, SegmentedControl } from '@mantine/core'
import { IconArrowLeft, IconPlayerPlay } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Process } from '../../shared/contract/process.ts'
import { useAnswer } from '../answers.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { importFiles } from '../importing.ts'
import { useMessages } from '../language.tsx'
import { addressOf, select } from '../route.ts'
import { EmptyState } from '../ui/controls.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { sentenceOf } from '../ui/notices.ts'
import { Findings } from './findings.tsx'
import { Canvas } from './graph/canvas.tsx'
import { hasOneRowBelow, type Layout, layoutOf } from './graph/layout.ts'
import { Legend } from './graph/legend.tsx'
import { inTray, Tray } from './graph/tray.tsx'
import styles from './process.module.css'
import { reasonField } from './round/note-form.tsx'
import { RoundView } from './round/round-view.tsx'
import { FiveMinutes } from './story/five-minutes.tsx'
import { Play } from './story/play.tsx'
import { figuresOf, storyOf } from './story/story.ts'
import { Timeline } from './story/timeline.tsx'

const views = ['graph', 'timeline', 'story'] as const
type View = (typeof views)[number]

/** A graph that is no more than a line needs no screen of its own: the final round is opened below it. */
function isShort(layout: Layout): boolean {
  return layout.spots.length <= 9 && layout.frames.length === 0
}

/** The round that comes next in the order, of those that want a reason or of all, round the end to the beginning. */
function nextRound(process: Process, item: number, by: 1 | -1, without: boolean): number | undefined {
  const rounds = [...process.rounds].sort((a, b) => a.no - b.no)
  const at = rounds.findIndex((round) => round.item === item)
  if (!without) return rounds[at + by]?.item
  return [...rounds.slice(at + 1), ...rounds.slice(0, at)].find(({ reason }) => !reason)?.item
}

/** The creative process: the graph of rounds, the one that is open, and the same rounds told in other ways. */
export function ProcessScreen({ file, route }: CaseProps) {
  const { window: text } = useMessages()
  const work = file.works[0]
  const { data, error } = useAnswer(
    'processes.get',
    { case: file.id, work: work?.id },
    { enabled: work !== undefined },
  )
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
  if (data.rounds.length === 0) {
    return (
      <EmptyState title={text.process.emptyTitle} sentence={text.process.empty}>
        <DropArea label={text.work.drop} hint={text.work.dropHint} onFiles={drop} />
      </EmptyState>
    )
  }
  return <Rounds process={data} file={file} route={route} final={work.finalItem} onFiles={drop} />
}

function Rounds({
  process,
  file,
  route,
  final,
  onFiles,
}: CaseProps & {
  readonly process: Process
  readonly final: number | undefined
  readonly onFiles: (files: readonly File[]) => void
}) {
  const { window: text } = useMessages()
  const [view, setView] = useState<View>('graph')
  const [isPlaying, setPlaying] = useState(false)
  const [walked, setWalked] = useState<number>()
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const [showOff, setShowOff] = useState(false)
  /** The reason of the round that is opened next takes the keyboard. */
  const wantsReason = useRef(false)
  const playButton = useRef<HTMLButtonElement>(null)

  const open = process.rounds.find(({ pictures }) => pictures.some(({ item }) => item === route.item))
  const active = open?.item ?? walked ?? final
  const wish = useMemo(() => ({ final, active, unfolded, showOff }), [final, active, unfolded, showOff])
  const layout = useMemo(() => layoutOf(process, wish), [process, wish])
  const off = useMemo(
    () => layoutOf(process, { ...wish, showOff: true }).lines.filter((line) => line.off).length,
    [process, wish],
  )
  const figures = useMemo(() => figuresOf(process), [process])
  const untold = inTray(process, layout.single).length

  const openRound = useCallback(
    (item: number) => {
      setWalked(item)
      setView('graph')
      select({ ...route, item })
    },
    [route],
  )
  const leave = useCallback(() => select({ ...route, item: undefined }), [route])

  /** The graph shows one round beside it, the other ways of telling take the whole width. */
  function look(next: View) {
    setView(next)
    if (next !== 'graph') return leave()
    const back = walked ?? final
    if (back !== undefined && isShort(layout)) openRound(back)
  }

  /** The player is gone at once and cannot give the keyboard back itself. */
  function stopPlaying() {
    setPlaying(false)
    playButton.current?.focus()
  }

  const entered = useRef(false)
  useEffect(() => {
    if (entered.current) return
    entered.current = true
    const first = final ?? process.rounds[0]?.item
    if (route.item === undefined && first !== undefined && isShort(layout)) openRound(first)
  }, [route.item, final, process.rounds, layout, openRound])

  useEffect(() => {
    if (!wantsReason.current || open === undefined) return
    wantsReason.current = false
    document.getElementById(reasonField)?.focus()
  }, [open])

  const goOn = useCallback(
    (by: 1 | -1, without: boolean) => {
      const next = open && nextRound(process, open.item, by, without)
      if (next === undefined) return
      wantsReason.current = true
      openRound(next)
    },
    [open, process, openRound],
  )

  useEffect(() => {
    function listen(event: KeyboardEvent) {
      const isHandled = event.defaultPrevented || document.querySelector('[role="dialog"]') !== null
      if (isHandled || !open || view !== 'graph') return
      if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        event.preventDefault()
        goOn(event.key === 'ArrowDown' ? 1 : -1, false)
      } else if (event.key === 'Escape') leave()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [open, view, goOn, leave])

  const canvas = (
    <Canvas
      layout={layout}
      active={active}
      final={final}
      mode={open ? 'strip' : 'whole'}
      onActive={setWalked}
      onOpen={openRound}
      onUnfold={(key) => setUnfolded(new Set([...unfolded, key]))}
      onLeave={leave}
    />
  )
  return (
    <div
      className={styles.screen}
      data-view={open && view === 'graph' ? 'round' : view}
      data-strip={hasOneRowBelow(layout) ? 'two' : undefined}
    >
      <div className={styles.head}>
        <h2>{text.process.heading(figures.rounds)}</h2>
        <p className={styles.soft}>
          {text.process.headFigures({
            pictures: figures.pictures,
            explained: figures.reasons,
            rounds: figures.rounds,
            untold,
            again: figures.kinds.reproduction,
          })}
        </p>
        <div className={styles.views}>
          {open && view === 'graph' && !isShort(layout) && (
            <Button size="compact-sm" leftSection={<IconArrowLeft size={15} stroke={1.4} />} onClick={leave}>
              {text.process.whole}
            </Button>
          )}
          <SegmentedControl
            size="xs"
            aria-label={text.process.view}
            value={view}
            onChange={(next) => look(next as View)}
            data={views.map((each) => ({ value: each, label: text.process.views[each] }))}
          />
          <Button
            ref={playButton}
            size="compact-sm"
            leftSection={<IconPlayerPlay size={15} stroke={1.4} />}
            onClick={() => setPlaying(true)}
          >
            {text.process.play}
          </Button>
        </div>
      </div>
      {view === 'timeline' && <Timeline process={process} onOpen={openRound} />}
      {view === 'story' && (
        <FiveMinutes process={process} file={file} final={final} untold={untold} onOpen={openRound} />
      )}
      {view === 'graph' && (
        <>
          {!open && <Findings process={process} onOpen={openRound} />}
          {canvas}
          <Legend off={off} showOff={showOff} onShowOff={setShowOff} />
          {!open && <Tray process={process} single={layout.single} onOpen={openRound} />}
          {open && route.item !== undefined && (
            <RoundView
              key={open.pictures[0]?.item ?? open.item}
              process={process}
              round={open}
              shown={route.item}
              caseId={file.id}
              final={final}
              onOpen={openRound}
              onNext={() => goOn(1, true)}
            />
          )}
          {open && <Tray process={process} single={layout.single} onOpen={openRound} />}
          {open && (
            <DropArea small label={text.process.addMore} hint={text.work.dropHint} onFiles={onFiles} />
          )}
        </>
      )}
      {isPlaying && <Play story={storyOf(process, final)} onClose={stopPlaying} />}
    </div>
  )
}
