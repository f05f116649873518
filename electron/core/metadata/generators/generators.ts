import { readHistories } from '../histories/histories.ts'
import type { Statement } from '../statement.ts'
import { readA1111 } from './a1111.ts'
import { readComfyUi } from './comfyui/comfyui.ts'
import { readDrawThings } from './drawthings.ts'
import { readEasyDiffusion } from './easydiffusion.ts'
import { readFooocus } from './fooocus.ts'
import { readInvokeAi } from './invokeai.ts'
import { readMidjourney } from './midjourney.ts'
import { readMochi } from './mochi.ts'
import { readNovelAi } from './novelai.ts'
import type { GenerationReader, Reading } from './reading.ts'
import { readServices } from './services.ts'
import { readSwarmUi } from './swarmui.ts'

/** Most particular first: who comes first reads a statement, and names the program where several do. */
const readers: readonly GenerationReader[] = [
  readHistories,
  readServices,
  readSwarmUi,
  readFooocus,
  readInvokeAi,
  readNovelAi,
  readEasyDiffusion,
  readDrawThings,
  readMidjourney,
  readMochi,
  readComfyUi,
  readA1111,
]

/** Every generation record of a file, each statement read once, records of several statements kept apart. */
export function readGenerations(statements: readonly Statement[]): Reading[] {
  const taken = new Set<Statement>()
  const readings: Reading[] = []
  for (const reader of readers) {
    const found = reader(statements.filter((statement) => !taken.has(statement)))
    for (const reading of found) {
      readings.push(reading)
      taken.add(reading.statement)
      for (const claimed of reading.claims ?? []) taken.add(claimed)
    }
  }
  return readings
}
