import type { Printed, PrintInput } from './print.ts'

/** The dossier of a case: facts gathered, laid out, printed. `collect.ts` -> `layout.ts` -> `paper/`. */
export type { Block } from './blocks.ts'
export { collectFacts, recordOf } from './collect.ts'
export { type Exhibit, numberExhibits } from './exhibits.ts'
export type { DossierFacts, DossierSources } from './facts.ts'
export { layoutDossier } from './layout.ts'
export { personalValues } from './redaction.ts'

/** The printing itself, loaded only where it is asked for: it brings the PDF library and the picture decoder. */
export async function printDossier(input: PrintInput): Promise<Printed> {
  return (await import('./print.ts')).printDossier(input)
}
