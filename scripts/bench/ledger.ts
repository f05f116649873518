import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { proveEntry, proveGrowth } from '../../electron/core/integrity/integrity.ts'
import { openVault, sha256, type Vault } from '../../electron/core/vault/vault.ts'
import { fromHex } from '../../shared/verification/bytes.ts'
import { entryLeaf } from '../../shared/verification/ledger.ts'
import { checkInclusion } from '../../shared/verification/merkle.ts'
import { type Figure, middle } from './measure.ts'

const entries = 1_000_000
const proofs = 101

/** The ledger at 1,000,000 entries: appending, proving and checking, with its tree kept up with every entry. */
export async function ledgerBench(place: string): Promise<Figure[]> {
  const directory = join(place, 'ledger')
  mkdirSync(directory)
  const vault = openVault({ directory, actor: 'bench' })
  try {
    const single = append(vault, 500, 1)
    const half = append(vault, entries / 2 - vault.ledger.head().seq, 100)
    const rest = append(vault, entries - vault.ledger.head().seq, 100)
    const head = timed(() => vault.tree.checkpoint())
    const inclusion = await middle(proofs, (run) => timed(() => proveEntry(vault, seqOf(run))))
    const growth = await middle(proofs, (run) => timed(() => proveGrowth(vault, seqOf(run))))
    const proof = proveEntry(vault, seqOf(50))
    const check = await middle(proofs, () => timed(() => isProven(proof)))
    const rebuild = timed(() => vault.tree.rebuild())
    return [
      {
        name: 'ledger: appends a second, one a transaction',
        value: rate(500, single),
        note: 'each durable on disk',
      },
      {
        name: 'ledger: appends a second, 100 a transaction',
        value: rate(entries / 2, half),
        note: 'first half million',
      },
      { name: '', value: rate(entries / 2, rest), note: 'second half million' },
      { name: `ledger: head with root at ${entries}`, value: milliseconds(head) },
      { name: 'ledger: proof of an entry', value: milliseconds(inclusion), note: `middle of ${proofs}` },
      {
        name: '',
        value: `${proof.path.length * 32} B`,
        note: `${proof.path.length} hashes; ${JSON.stringify(proof).length} B as JSON with the entry`,
      },
      {
        name: 'ledger: check of that proof',
        value: milliseconds(check),
        note: isProven(proof) ? 'holds' : 'FAILS',
      },
      { name: 'ledger: proof that it only grew', value: milliseconds(growth), note: `middle of ${proofs}` },
      { name: 'ledger: tree made again', value: `${(rebuild / 1000).toFixed(1)} s` },
    ]
  } finally {
    vault.close()
  }
}

/** Seconds for so many entries like those of an import. */
function append(vault: Vault, count: number, perTransaction: number): number {
  return (
    timed(() => {
      for (let done = 0; done < count; done += perTransaction) {
        vault.write(() => {
          for (let n = 0; n < perTransaction; n++) {
            const data = { intake: 'cd'.repeat(32), item: done + n, role: 'process' }
            vault.ledger.append({ act: 'item.imported', caseId: 1, digests: ['ab'.repeat(32)], data })
          }
        })
      }
    }) / 1000
  )
}

function isProven({ entry, index, size, root, path }: ReturnType<typeof proveEntry>): boolean {
  const leaf = entryLeaf(sha256, entry)
  return checkInclusion(sha256, { leaf, index, size, root: fromHex(root), path: path.map(fromHex) })
}

function seqOf(run: number): number {
  return 1 + ((run * 7_919_993) % (entries - 1))
}

function timed(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

function rate(count: number, seconds: number): string {
  return String(Math.round(count / seconds))
}

function milliseconds(value: number): string {
  return `${value.toFixed(2)} ms`
}
