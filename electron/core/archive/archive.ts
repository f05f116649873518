/** The offline archive of a case and the backup of a vault, out and back. The layout stands in docs/archive.md. */
export { type ExportParts, exportCase } from './export.ts'
export type { CaseParts } from './facts.ts'
export { ledgerGaps } from './gaps.ts'
