import type { Verification } from '../../../shared/contract/vault.ts'
import { bytesOf } from '../../../shared/verification/bag.ts'
import { judgeExtract } from '../../../shared/verification/extract.ts'
import { sha256 } from '../vault/vault.ts'
import { judgeSource, openSource } from './source.ts'

export interface ArchiveVerification extends Verification {
  readonly warnings: Verification['problems']
}

/** Judges a bag, of ours or of anybody, without a vault; the ledger's extract too, where there is one. */
export async function verifyArchive(
  path: string,
  { signal, report }: { signal: AbortSignal; report: (done: number, total: number) => void },
): Promise<ArchiveVerification> {
  const source = await openSource(path)
  try {
    const verdict = await judgeSource(source, { check: () => signal.throwIfAborted(), report })
    const problems = [...verdict.problems]
    const ledger = source.files.find((file) => file.path === 'data/ledger/ledger.json')
    if (ledger) {
      let value: unknown = null
      try {
        value = JSON.parse(Buffer.from(await bytesOf(ledger)).toString())
      } catch (error) {
        // A text that is no JSON, or longer than a text can be, is no extract; the judge says so.
        if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      }
      problems.push(...judgeExtract(sha256, value).problems)
    }
    const { checked, warnings } = verdict
    return { ok: problems.length === 0, checked, problems, warnings: [...warnings] }
  } finally {
    source.close()
  }
}
