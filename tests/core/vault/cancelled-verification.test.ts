import { expect, test } from 'vitest'
import { openVault, verifyVault } from '../../../electron/core/vault/vault.ts'
import { temporaryFolder } from '../../open-core.ts'

test('a verification that is cancelled while a thread reads the database leaves nothing that ends the program', async () => {
  const vault = openVault({ directory: temporaryFolder(), actor: 'tester' })
  const unheard: unknown[] = []
  const hear = (error: unknown) => unheard.push(error)
  process.on('unhandledRejection', hear)
  try {
    const abort = new AbortController()
    const thread = Promise.withResolvers<never>()
    const verification = verifyVault(vault, {
      check: async () => [],
      checkDatabase: () => thread.promise,
      width: 1,
      deep: false,
      report() {},
      signal: abort.signal,
      pause: async () => {},
      more: [],
    })
    abort.abort()
    await expect(verification).rejects.toThrow()
    thread.reject(new Error('the worker thread ended'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(unheard).toEqual([])
  } finally {
    process.off('unhandledRejection', hear)
    vault.close()
  }
})
