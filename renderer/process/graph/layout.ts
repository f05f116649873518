import type { Edge, Process, Round } from '../../../shared/contract/process.ts'
import { mainLine, type Stop, stopsOf, type Wish } from './stops.ts'

/** Measures of the drawing, in its own units (CSS pixels at full size). */
export const size = {
  width: 104,
  picture: 92,
  height: 140,
  /** From one node to the next in its lane. */
  column: 136,
  /** From one round to the next in another lane: enough to see which came first. */
  step: 40,
  lane: 160,
  heading: 40,
  gap: 28,
  pad: 14,
  /** A box is never narrower than the words over it. */
  box: 420,
  /** A row of short histories may be so wide before the next row begins. */
  row: 1400,
} as const

export interface Spot {
  readonly stop: Stop
  readonly x: number
  readonly y: number
  readonly lane: number
  readonly history: number
  /** On the line that leads to the final image. */
  readonly main: boolean
  /** Its place among the others is not established. */
  readonly loose: boolean
}

/** How an edge is drawn; its basis, not its score. */
export type Stroke = 'recorded' | 'strong' | 'supported' | 'related' | 'person'

export interface Line {
  readonly key: string
  readonly edge: Edge
  readonly from: Spot
  readonly to: Spot
  readonly stroke: Stroke
  readonly arrow: boolean
  /** On the line that leads to the final image. */
  readonly main: boolean
  /** Confirmed by the person. */
  readonly confirmed: boolean
  /** Cut by the person, or set aside for a parent of the person's own choice. */
  readonly off: boolean
}

/** A part of the drawing with a word over it: a history, rounds whose order is not known, or those nothing ties. */
export interface Frame {
  readonly key: string
  readonly kind: 'history' | 'unordered' | 'alone'
  readonly history: number
  readonly rounds: readonly Round[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `showOff`: lines that the person cut or set aside are drawn too. */
export type LayoutWish = Wish & { readonly showOff?: boolean }

export interface Layout {
  readonly spots: readonly Spot[]
  readonly lines: readonly Line[]
  readonly frames: readonly Frame[]
  /** Rounds that nothing ties to any other. They lie in the tray beside the graph; few of them are drawn as well. */
  readonly single: readonly Round[]
  readonly width: number
  readonly height: number
}

/**
 * Places rounds as a commit graph does: x is their order and never their time, a lane is a branch. The same process
 * gives the same drawing, and rounds that come later leave those before them where they were.
 */
export function layoutOf(process: Process, wish: LayoutWish): Layout {
  const asOne = isOneRow(process)
  const single = asOne ? [] : singleRounds(process, wish)
  const rounds = process.rounds.filter((round) => !single.includes(round))
  const stops = stopsOf({ ...process, rounds: asOne ? inOneRow(rounds) : rounds }, wish)
  const main = mainLine(process, wish.final)

  const histories = [...Map.groupBy(stops, (stop) => stop.rounds[0].history)].sort((a, b) => a[0] - b[0])
  const several = histories.length > 1
  const spots: Spot[] = []
  const frames: Frame[] = []
  let [x, y, rowHeight, width] = [0, 0, 0, 0]
  for (const [history, own] of histories) {
    const placed = placeHistory(own, main)
    const head = several ? size.heading : 0
    const limit = Math.max(size.row, width)
    if (x > 0 && (x + placed.width > limit || rowHeight - head < placed.height)) {
      y += rowHeight + size.gap
      x = 0
      rowHeight = 0
    }
    for (const spot of placed.spots) spots.push({ ...spot, x: spot.x + x, y: spot.y + y + head })
    for (const frame of placed.frames) frames.push({ ...frame, x: frame.x + x, y: frame.y + y + head })
    if (several) {
      const rounds = own.flatMap((stop) => stop.rounds)
      const box = { x, y, width: placed.width, height: placed.height + head }
      frames.push({ key: `history ${history}`, kind: 'history', history, rounds, ...box })
    }
    width = Math.max(width, x + placed.width)
    rowHeight = Math.max(rowHeight, placed.height + head)
    x += placed.width + size.gap * 2
    // The history of the final image stands alone, so that nothing is taken for a part of it.
    if (history === 0) x = Number.MAX_SAFE_INTEGER
  }
  if (single.length > 0 && single.length <= mostAlone) {
    const stops = single.map((round): Stop => ({ key: `round ${round.item}`, rounds: [round], fold: null }))
    const box = boxOf('alone', stops, main, 0)
    const top = y + rowHeight + size.gap
    for (const spot of box.spots) spots.push({ ...spot, y: spot.y + top })
    frames.push({ ...box.frame, y: top })
    width = Math.max(width, box.frame.width)
    rowHeight += size.gap + box.frame.height
  }
  // Whoever goes from one to the next without seeing them goes in their order.
  spots.sort((a, b) => a.stop.rounds[0].no - b.stop.rounds[0].no)
  const lines = linesBetween(process.edges, spots, main, wish.showOff ?? false)
  return { spots, lines, frames, single, width, height: y + rowHeight }
}

/** So many rounds that nothing ties have a place in the drawing as well as in the tray. */
const mostAlone = 12

/** So many rounds are still read in one row, whatever ties them. */
const mostInOneRow = 40

/** Where the person has put few rounds in order, their order is one row, and nothing needs a tray. */
function isOneRow(process: Process): boolean {
  const { rounds } = process
  return (
    process.orderBasis === 'person' && rounds.length <= mostInOneRow && rounds.every(({ ordered }) => ordered)
  )
}

/** The rounds as one history; those that no arrow reaches or leaves stand in the first lane, in their order. */
function inOneRow(rounds: readonly Round[]): Round[] {
  const parents = new Set(rounds.map(({ parent }) => parent))
  return rounds.map((round) => {
    const isLoose = round.parent === null && !parents.has(round.item)
    return { ...round, history: 0, branch: isLoose ? 0 : round.branch }
  })
}

/** Rounds that nothing ties to any other; the final image and what is looked at are always drawn. */
function singleRounds(process: Process, { active, showOff }: LayoutWish): Round[] {
  const standing = process.edges.filter(({ decision }) => showOff || decision?.kind !== 'cut')
  const tied = new Set(standing.flatMap(({ from, to }) => [from, to]))
  const sizes = Map.groupBy(process.rounds, (round) => round.history)
  return process.rounds.filter(
    ({ history, item, pictures }) =>
      history !== 0 &&
      sizes.get(history)?.length === 1 &&
      !tied.has(item) &&
      !pictures.some((picture) => picture.item === active),
  )
}

function placeHistory(stops: readonly Stop[], main: ReadonlySet<number>) {
  const ordered = stops.filter((stop) => stop.rounds[0].ordered)
  const loose = stops.filter((stop) => !stop.rounds[0].ordered)
  const lanes = [...new Set(ordered.map((stop) => stop.rounds[0].branch))].sort((a, b) => a - b)
  const spots: Spot[] = []
  const ends = new Map<number, number>()
  const placeOf = new Map<number, number>()
  let before = -size.step
  for (const stop of ordered) {
    const [first] = stop.rounds
    const lane = lanes.indexOf(first.branch)
    const parent = first.parent === null ? undefined : placeOf.get(first.parent)
    const x = Math.max(
      before + size.step,
      (ends.get(lane) ?? -size.column) + size.column,
      (parent ?? -size.column) + size.column,
    )
    for (const round of stop.rounds) placeOf.set(round.item, x)
    ends.set(lane, x)
    before = x
    const isMain = stop.rounds.some((round) => main.has(round.item))
    spots.push({ stop, x, y: lane * size.lane, lane, history: first.history, main: isMain, loose: false })
  }
  const reach = ordered.length > 0 ? Math.max(...spots.map((spot) => spot.x)) + size.width : 0
  const height = ordered.length > 0 ? (lanes.length - 1) * size.lane + size.height : 0
  if (loose.length === 0) return { spots, frames: [], width: reach, height }
  return withLoose(spots, loose, main, reach, height)
}

/** Rounds whose order is not known stand in a box of their own, row by row, behind those that are in order. */
function withLoose(
  spots: readonly Spot[],
  loose: readonly Stop[],
  main: ReadonlySet<number>,
  reach: number,
  height: number,
) {
  const left = reach > 0 ? reach + size.gap * 1.5 : 0
  const box = boxOf('unordered', loose, main, left)
  return {
    spots: [...spots, ...box.spots],
    frames: [box.frame],
    width: left + box.frame.width,
    height: Math.max(height, box.frame.height),
  }
}

/** A box in which left and right say nothing. */
function boxOf(kind: 'unordered' | 'alone', stops: readonly Stop[], main: ReadonlySet<number>, left: number) {
  const columns = Math.min(Math.max(2, Math.ceil(Math.sqrt(stops.length * 2))), 8, stops.length)
  const rows = Math.ceil(stops.length / columns)
  const spots = stops.map((stop, index): Spot => {
    const lane = Math.floor(index / columns)
    return {
      stop,
      x: left + size.pad + (index % columns) * size.column,
      y: size.heading + lane * size.lane,
      lane,
      history: stop.rounds[0].history,
      main: stop.rounds.some((round) => main.has(round.item)),
      loose: true,
    }
  })
  const history = stops[0]?.rounds[0].history ?? 0
  const frame: Frame = {
    key: `${kind} ${history}`,
    kind,
    history,
    rounds: stops.flatMap((stop) => stop.rounds),
    x: left,
    y: 0,
    width: Math.max(size.box, size.pad * 2 + (columns - 1) * size.column + size.width + size.gap),
    height: size.heading + (rows - 1) * size.lane + size.height + size.pad,
  }
  return { spots, frame }
}

function linesBetween(
  edges: readonly Edge[],
  spots: readonly Spot[],
  main: ReadonlySet<number>,
  showOff: boolean,
): Line[] {
  const at = new Map(spots.flatMap((spot) => spot.stop.rounds.map((round) => [round.item, spot] as const)))
  const chosen = new Set(edges.filter(({ decision }) => decision?.kind === 'drawn').map(({ to }) => to))
  const parents = new Map(
    spots.flatMap(({ stop }) => stop.rounds.map(({ item, parent }) => [item, parent] as const)),
  )
  const seen = new Set<string>()
  const lines: Line[] = []
  for (const edge of edges) {
    const [from, to] = [at.get(edge.from), at.get(edge.to)]
    if (!from || !to || from === to) continue
    const drawn = edge.decision?.kind === 'drawn'
    const directed = drawn || (edge.proposal !== null && edge.proposal.class !== 'related')
    // Kin has no direction: the pair is drawn once, whichever way it was found.
    if (!directed && seen.has(`${edge.to} ${edge.from}`)) continue
    seen.add(`${edge.from} ${edge.to}`)
    const off =
      edge.decision?.kind === 'cut' || (directed && chosen.has(edge.to) && parents.get(edge.to) !== edge.from)
    if (off && !showOff) continue
    lines.push({
      key: `${edge.from} ${edge.to}`,
      edge,
      from,
      to,
      stroke: drawn ? 'person' : (edge.proposal?.class ?? 'person'),
      arrow: directed,
      main: !off && directed && main.has(edge.from) && main.has(edge.to),
      confirmed: edge.decision?.kind === 'confirmed',
      off,
    })
  }
  return lines
}

/** Whether a line with one row of branches is all there is, so that both are seen above an open round. */
export function hasOneRowBelow({ frames, height }: Layout): boolean {
  return frames.length === 0 && height > size.height && height <= size.lane + size.height
}

/** The way of a line: out of the picture to the right, along the gap to the other lane, and in from the left. */
export function pathOf({ from, to, arrow }: Pick<Line, 'from' | 'to' | 'arrow'>): string {
  const middle = size.picture / 2
  const [startX, startY] = [from.x + size.width, from.y + middle]
  const [endX, endY] = [to.x, to.y + middle]
  const bend = from.x + size.width + 12
  if (endX < bend + 8) {
    const half = size.width / 2
    return `M${from.x + half} ${startY}L${to.x + half} ${endY}`
  }
  const stop = arrow ? endX - 4 : endX
  if (startY === endY) return `M${startX} ${startY}H${stop}`
  const round = Math.sign(endY - startY) * 8
  return (
    `M${startX} ${startY}H${bend - 8}Q${bend} ${startY} ${bend} ${startY + round}` +
    `V${endY - round}Q${bend} ${endY} ${bend + 8} ${endY}H${stop}`
  )
}
