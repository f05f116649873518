import { AppError } from '../../../shared/contract/errors.ts'
import type { integrityOperations } from '../../../shared/contract/operations/integrity.ts'
import type { Handlers, Source } from '../../../shared/contract/operations.ts'
import { type Integrity, proveEntry, proveGrowth } from '../integrity/integrity.ts'
import type { Vault } from '../vault/vault.ts'

type Asked = keyof typeof integrityOperations

export function integrityHandlers(vault: Vault, integrity: Integrity): Pick<Handlers, Asked> {
  const { authorities, deposits, settings } = integrity
  return {
    'ledgers.prove': ({ seq, size }) => proveEntry(vault, seq, size),
    'ledgers.compare': ({ first, second }) => proveGrowth(vault, first, second),

    'timestamps.request': async ({ subjects, authority }) => ({
      timestamps: await integrity.request(subjects, authority),
    }),
    'timestamps.retry': () => integrity.retry(),
    'timestamps.import': ({ source, subject }) => integrity.importToken(pathOf(source), subject),
    'timestamps.list': async (query) => ({ timestamps: await integrity.list(query) }),

    'authorities.get': () => authorities.get(),
    'authorities.set': ({ authorities: stated }) => authorities.set(stated),
    'authorities.trust': ({ source }) => authorities.trust(pathOf(source)),
    'authorities.distrust': ({ fingerprint }) => authorities.distrust(fingerprint),

    'ladders.get': ({ item }) => integrity.ladder(item),
    'ladders.reminders': async () => ({ timestamps: await integrity.reminders() }),
    'deposits.get': ({ item }) => ({ deposits: deposits.get(item) }),
    'deposits.set': ({ item, deposits: stated }) => ({ deposits: deposits.set(item, stated) }),

    'settings.get': () => settings.get(),
    'settings.set'(changes) {
      const now = settings.set(changes)
      if (changes.sm3) integrity.digestMissing()
      return now
    },
  }
}

/** Uploads are known to the loopback server only, which turns them into paths before it asks. */
function pathOf(source: Source): string {
  if (source.kind === 'upload') throw new AppError('not-allowed', { path: source.id })
  return source.path
}
