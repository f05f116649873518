import type { Job } from './job.ts'
import type { RecordedFile, Recorder } from './recorder.ts'

/** What the core announces unasked. Events are hints; the database is the truth. */
export type CoreEvent =
  | { readonly type: 'job.changed'; readonly job: Job }
  /** Something of this case was written, by this program. */
  | { readonly type: 'case.changed'; readonly caseId: number }
  /** A recorder of this program sealed files, or is otherwise not what it was. */
  | {
      readonly type: 'recorder.changed'
      readonly recorder: Recorder
      readonly files: readonly RecordedFile[]
    }
  /** Another program wrote to the vault. */
  | { readonly type: 'vault.changed' }

/** What the desktop shell adds on the same road. */
export type ShellEvent =
  /** Files chosen in a native dialog opened from the menu. */
  | { readonly type: 'shell.files-chosen'; readonly paths: readonly string[] }
  | {
      readonly type: 'shell.menu'
      readonly command: 'new-case' | 'open-sample' | 'import' | 'build-dossier' | 'verify' | 'language'
    }
  /** The engine process died and was started again. */
  | { readonly type: 'shell.engine-restarted' }

export type AppEvent = CoreEvent | ShellEvent
export type Listener = (event: AppEvent) => void
