import { AppError } from '../../../shared/contract/errors.ts'
import type { ItemRole } from '../../../shared/contract/item.ts'
import { asAppError } from '../database/database.ts'
import type { SealInput, SealOutput } from '../jobs/tasks/seal.ts'
import type { Log } from '../log.ts'
import type { Vault } from '../vault/vault.ts'
import type { Items, SealedFile, Sighting } from './items.ts'

export type SealFile = (input: SealInput) => Promise<SealOutput>

/** The one road of a file into the vault, whoever brings it: an import or a recorder. */
export interface Intake {
  /**
   * Copies, hashes and flushes a file. Never throws for what is wrong with the file; `vaultFault` is set where the
   * vault's own disk is to blame, so that the next file would fail like this one.
   */
  readonly seal: (
    source: Pick<SealInput, 'path' | 'ownTimes' | 'onlyWhole'>,
  ) => Promise<{ output: SealOutput; vaultFault: AppError | null }>
  /**
   * Writes the row of a sealed file, inside a transaction. Where the program stumbles over this file, its row alone
   * is taken back, and the answer is the reference of the fault.
   */
  readonly add: (
    caseId: number,
    role: ItemRole,
    file: SealedFile,
    sighting?: Sighting,
  ) => { id: number; duplicate: boolean } | string
}

export function openIntake({
  vault,
  items,
  seal,
  log,
}: {
  vault: Vault
  items: Items
  seal: SealFile
  log: Log
}): Intake {
  return {
    async seal(source) {
      const input = { ...source, objects: vault.objects.directory }
      try {
        const output = await seal({ ...input, readsRecord: true }).catch((error: unknown) => {
          if (asAppError(error, vault.directory) instanceof AppError) throw error
          // Whatever a reader stumbled over, the file itself is evidence and is taken in.
          log.fault(error)
          return seal({ ...input, readsRecord: false })
        })
        return { output, vaultFault: null }
      } catch (error) {
        const known = asAppError(error, vault.directory)
        const details = { path: source.path }
        if (known instanceof AppError)
          return { output: { state: 'failed', code: known.code, details }, vaultFault: known }
        const reference = log.fault(error)
        return {
          output: { state: 'failed', code: 'internal', details: { ...details, reference } },
          vaultFault: null,
        }
      }
    },
    add(caseId, role, file, sighting) {
      try {
        return vault.database.transaction(() => items.add(caseId, role, file, sighting))()
      } catch (error) {
        const known = asAppError(error, vault.directory)
        if (known instanceof AppError || !(error instanceof TypeError || error instanceof RangeError))
          throw known
        return log.fault(error)
      }
    },
  }
}
