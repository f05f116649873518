import { type Edge, type Node, Position } from '@xyflow/react'
import { type Layout, type Line, type Spot, size } from './layout.ts'

/** The library calls every node a "node" in English for a reader of the screen; the buttons in them say more. */
const quiet = { domAttributes: { 'aria-roledescription': undefined } }

/** A node of the canvas for a round or a fold. */
export function stopNode(spot: Spot): Node {
  return {
    id: spot.stop.key,
    type: 'stop',
    position: { x: spot.x, y: spot.y },
    width: size.width,
    height: size.height,
    measured: { width: size.width, height: size.height },
    handles: [
      { type: 'target', position: Position.Left, x: 0, y: size.picture / 2, width: 1, height: 1 },
      { type: 'source', position: Position.Right, x: size.width, y: size.picture / 2, width: 1, height: 1 },
    ],
    data: { spot },
    zIndex: 2,
    ...quiet,
  }
}

export function frameNode(frame: Layout['frames'][number]): Node {
  return {
    id: frame.key,
    type: 'frame',
    position: { x: frame.x, y: frame.y },
    width: frame.width,
    height: frame.height,
    measured: { width: frame.width, height: frame.height },
    data: { frame },
    zIndex: 0,
    ...quiet,
  }
}

export function flowEdge(line: Line, words: string): Edge {
  return {
    id: line.key,
    type: 'line',
    source: line.from.stop.key,
    target: line.to.stop.key,
    data: { line },
    zIndex: 1,
    ariaLabel: words,
    ...quiet,
  }
}
