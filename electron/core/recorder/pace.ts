/** How patient a recorder is, in milliseconds. */
export interface Pace {
  /** Between two looks at what is waiting. */
  readonly step: number
  /** Without a change for this long, a file that shows its own end is read. */
  readonly quiet: number
  /** The same for all others, of which nothing but time tells that they are done. */
  readonly longQuiet: number
  /** Between two sealed versions of a log that goes on growing. */
  readonly growingPause: number
  /** A file that stays half for this long is sealed as it is, and called damaged. */
  readonly patience: number
  /** After this, a file that is gone was deleted and not renamed. */
  readonly grace: number
  /** Between two walks over the whole folder: hints of the system get lost. */
  readonly walk: number
  /** Between two signs of life in the database. */
  readonly heartbeat: number
  /** Standing still for this long, or clocks that drift apart by it: the machine slept, or its time was set. */
  readonly absence: number
  /** An owner that has been silent for this long is dead, whoever has its number now. */
  readonly silence: number
}

export const usualPace: Pace = {
  step: 200,
  quiet: 400,
  longQuiet: 2_000,
  growingPause: 60_000,
  patience: 60_000,
  grace: 3_000,
  walk: 30_000,
  heartbeat: 15_000,
  absence: 5_000,
  silence: 60_000,
}
