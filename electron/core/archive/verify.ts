import type { Verification } from '../../../shared/contract/vault.ts'
import { judgeArchive } from '../../../shared/verification/archive.ts'
import { digestFile, openSource } from './source.ts'

export interface ArchiveVerification extends Verification {
  readonly warnings: Verification['problems']
}

/** Judges a bag, of ours or of anybody, without a vault: what `verify.html` says of it, said by the same code. */
export async function verifyArchive(
  path: string,
  { signal, report }: { signal: AbortSignal; report: (done: number, total: number) => void },
): Promise<ArchiveVerification> {
  const source = await openSource(path)
  try {
    const check = () => signal.throwIfAborted()
    const { ok, bag, problems } = await judgeArchive(source.files, { check, report, digest: digestFile })
    return { ok, checked: bag.checked, problems: [...problems], warnings: [...bag.warnings] }
  } finally {
    source.close()
  }
}
