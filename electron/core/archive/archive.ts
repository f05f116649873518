/** The offline archive of a case and the backup of a vault, out and back. The layout stands in docs/archive.md. */
export { backUp, isBackup, restoreBackup } from './backup.ts'
export { verifyDossierFolder } from './dossier-folder.ts'
export { exportedFile, exportsIn } from './download.ts'
export { exportCase } from './export.ts'
export type { CaseParts, ExportParts } from './facts.ts'
export { type RestoreParts, restoreCase } from './restore.ts'
export { type ArchiveVerification, verifyArchive } from './verify.ts'
