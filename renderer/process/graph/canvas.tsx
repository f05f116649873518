import '@xyflow/react/dist/style.css'
import { ActionIcon } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconArrowsMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import {
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
  type Viewport,
} from '@xyflow/react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { useMessages } from '../../language.tsx'
import { EdgeLine, useEdgeWords } from './edge-line.tsx'
import { flowEdge, frameNode, stopNode } from './elements.ts'
import styles from './graph.module.css'
import { hasOneRowBelow, type Layout, type Line, type Spot, size } from './layout.ts'
import { FrameNode, GraphContext, type GraphState, StopNode } from './nodes.tsx'
import { isStep, spotOf, stepFrom } from './walk.ts'

const nodeTypes = { stop: StopNode, frame: FrameNode }
const edgeTypes = { line: EdgeLine }

/** Below these sizes the words under the pictures are no longer read, so they give way to the pictures. */
const far = { words: 0.66, numbers: 0.5 } as const
const bounds = { least: 0.18, most: 1.4, readable: 0.76, twoRows: 0.7 } as const
const margin = 28

interface Props {
  readonly layout: Layout
  /** The picture whose node is walked from; its node has the one tab stop. */
  readonly active: number | undefined
  readonly final: number | undefined
  /** `strip`: one line above the open round. `whole`: the graph is the screen. */
  readonly mode: 'strip' | 'whole'
  readonly onActive: (item: number) => void
  readonly onOpen: (item: number) => void
  readonly onUnfold: (key: string) => void
  readonly onLeave: () => void
}

/** The rounds as a graph in lanes: looked at with the pointer, walked with the arrow keys. */
export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing({ layout, active, final, mode, onActive, onOpen, onUnfold, onLeave }: Props) {
  const { window: text } = useMessages()
  const edgeWords = useEdgeWords()
  const flow = useReactFlow()
  const store = useStoreApi()
  const still = useReducedMotion()
  const holder = useRef<HTMLDivElement>(null)
  /** The node that asks for the focus as soon as it is drawn: out of sight it does not exist yet. */
  const wanted = useRef<string | null>(null)
  const activeSpot = spotOf(layout, active) ?? layout.spots[0]

  const nodes = useMemo(() => [...layout.frames.map(frameNode), ...layout.spots.map(stopNode)], [layout])
  const edges = useMemo(
    () => layout.lines.map((line) => flowEdge(line, edgeWords(line))),
    [layout, edgeWords],
  )

  const showWhole = useCallback(() => {
    const { width, height } = store.getState()
    if (width === 0) return
    const [w, h] = [width - margin * 2, height - margin * 2]
    const all = Math.min(1, w / layout.width, h / layout.height)
    // What does not go in whole is shown from its beginning, as small as its words can still be read.
    const zoom = Math.max(bounds.readable, all)
    const free = layout.frames.length > 0 ? 0 : height - layout.height * zoom
    void flow.setViewport({ x: margin, y: free > 0 ? free / 2 : margin, zoom })
  }, [flow, layout.width, layout.height, layout.frames.length, store])

  const show = useCallback(
    (spot: Spot, how: 'centre' | 'near') => {
      const { width, height, transform } = store.getState()
      if (width === 0) return
      const [tx, ty, zoom] = transform
      const left = spot.x * zoom + tx
      const top = spot.y * zoom + ty
      const [right, bottom] = [left + size.width * zoom, top + size.height * zoom]
      const isSeen = left > 8 && right < width - 8 && top > 0 && bottom < height + 4
      if (how === 'near' && isSeen) return
      const x = width / 2 - (spot.x + size.width / 2) * zoom
      const y = height / 2 - (spot.y + size.height / 2) * zoom
      // A graph that is not wider than its place stays where it is.
      const fits = layout.width * zoom + margin < width
      const isLow = layout.height * zoom <= height
      const to: Viewport = {
        x: fits ? margin / 4 : Math.min(margin / 4, x),
        y: isLow ? Math.min(margin / 4, (height - layout.height * zoom) / 2) : Math.min(margin / 2, y),
        zoom,
      }
      void flow.setViewport(to, { duration: still ? 0 : 160 })
    },
    [flow, layout.width, layout.height, store, still],
  )

  const settle = useCallback(() => {
    const spot = spotOf(layout, active)
    if (mode === 'whole') showWhole()
    else if (spot) {
      const zoom = hasOneRowBelow(layout) ? bounds.twoRows : 1
      void flow.setViewport({ ...flow.getViewport(), zoom }).then(() => show(spot, 'centre'))
    }
    // The drawing is set anew when its place changes, not at every step of the walk.
  }, [mode, showWhole, flow, show, layout, active])

  const settled = useRef(settle)
  settled.current = settle
  useEffect(() => {
    const element = holder.current
    if (!element) return
    let last = 0
    const watcher = new ResizeObserver(([entry]) => {
      const width = Math.round((entry?.contentRect.width ?? 0) * 1000 + (entry?.contentRect.height ?? 0))
      if (width === last) return
      last = width
      // The canvas measures itself in its own observer; this one comes after it.
      requestAnimationFrame(() => settled.current())
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])

  useEffect(() => {
    const spot = spotOf(layout, active)
    if (spot) show(spot, 'near')
  }, [layout, active, show])

  // Back from a round, the keyboard is where it left the graph.
  const before = useRef(mode)
  useEffect(() => {
    if (before.current === 'strip' && mode === 'whole' && document.activeElement === document.body) {
      holder.current?.querySelector<HTMLElement>('[data-active]')?.focus({ preventScroll: true })
    }
    before.current = mode
  }, [mode])

  function walk(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Escape') return onLeave()
    if (!isStep(event.key)) return
    event.preventDefault()
    const next = stepFrom(layout, activeSpot, event.key)
    if (!next) return
    wanted.current = next.stop.key
    onActive(next.stop.rounds[0].item)
    if (mode === 'strip' && next.stop.fold === null) onOpen(next.stop.rounds[0].item)
    show(next, 'near')
  }

  function follow(_: unknown, viewport: Viewport) {
    holder.current?.style.setProperty('--zoom', String(viewport.zoom))
    holder.current?.toggleAttribute('data-far', viewport.zoom < far.words)
    holder.current?.toggleAttribute('data-farther', viewport.zoom < far.numbers)
  }

  const state = useMemo((): GraphState => {
    const open = (spot: Spot) => {
      onActive(spot.stop.rounds[0].item)
      if (spot.stop.fold) onUnfold(spot.stop.key)
      else onOpen(spot.stop.rounds[0].item)
    }
    const forks = new Set(
      layout.lines.filter(({ from, to }) => from.y !== to.y).map(({ from }) => from.stop.key),
    )
    return { active: activeSpot?.stop.key, isOpen: mode === 'strip', final, forks, wanted, open }
  }, [layout.lines, activeSpot, mode, final, onActive, onOpen, onUnfold])

  const isWhole = mode === 'whole'
  return (
    <GraphContext value={state}>
      <div ref={holder} className={styles.canvas} data-mode={mode}>
        {/* biome-ignore lint/a11y/useSemanticElements: no element stands for a drawing that is walked by keys */}
        <div role="group" className={styles.fill} aria-label={text.process.line} onKeyDown={walk}>
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onMove={follow}
            onInit={() => settled.current()}
            onEdgeClick={(_, edge) => onOpen((edge.data as { line: Line }).line.edge.to)}
            onlyRenderVisibleElements
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            disableKeyboardA11y
            panActivationKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            deleteKeyCode={null}
            panOnScroll={isWhole}
            zoomOnScroll={false}
            zoomOnDoubleClick={false}
            zoomOnPinch={isWhole}
            preventScrolling={isWhole}
            minZoom={bounds.least}
            maxZoom={bounds.most}
            proOptions={{ hideAttribution: true }}
            role="presentation"
          >
            {isWhole && layout.spots.length > 24 && (
              <MiniMap
                className={styles.map}
                pannable
                ariaLabel={text.process.map}
                nodeColor={(node) => (node.type === 'frame' ? 'transparent' : 'var(--edge)')}
                nodeStrokeColor="transparent"
                maskColor="var(--map-mask)"
                bgColor="var(--sheet)"
              />
            )}
          </ReactFlow>
        </div>
        {isWhole && (
          <div className={styles.zoom}>
            <ActionIcon
              color="ink"
              aria-label={text.process.zoomIn}
              title={text.process.zoomIn}
              onClick={() => void flow.zoomIn()}
            >
              <IconZoomIn size={17} stroke={1.4} />
            </ActionIcon>
            <ActionIcon
              color="ink"
              aria-label={text.process.zoomOut}
              title={text.process.zoomOut}
              onClick={() => void flow.zoomOut()}
            >
              <IconZoomOut size={17} stroke={1.4} />
            </ActionIcon>
            <ActionIcon
              color="ink"
              aria-label={text.process.zoomAll}
              title={text.process.zoomAll}
              onClick={() => void flow.fitView({ padding: 0.04, maxZoom: 1 })}
            >
              <IconArrowsMaximize size={17} stroke={1.4} />
            </ActionIcon>
          </div>
        )}
      </div>
    </GraphContext>
  )
}
