import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openJobs } from '../../../electron/core/jobs/jobs.ts'
import { silentLog } from '../../../electron/core/log.ts'
import { keepVerified } from '../../../electron/core/repair/repair.ts'
import { isDue } from '../../../electron/core/repair/schedule.ts'
import { openVault } from '../../../electron/core/vault/vault.ts'
import { importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { png } from '../../pictures.ts'

const day = 24 * 3_600_000

async function vaultWithOnePicture(): Promise<string> {
  const [directory, folder] = [temporaryFolder(), temporaryFolder()]
  writeFileSync(join(folder, '1.png'), png())
  const core = testCore(directory)
  const { id } = await core.call('cases.create', { title: '山风过处' })
  await importInto(core, id, [folder])
  await core.close()
  return directory
}

it('a verification is due when so many days have passed since the last, or since the first original', async () => {
  const directory = await vaultWithOnePicture()
  const vault = openVault({ directory, actor: 'tester' })
  const now = Date.now()
  expect(isDue(vault, 30, now)).toBe(false)
  expect(isDue(vault, 30, now + 29 * day)).toBe(false)
  expect(isDue(vault, 30, now + 31 * day)).toBe(true)
  expect(isDue(vault, 0, now + 3000 * day)).toBe(false)
  vault.close()

  const core = testCore(directory)
  await whenEnded(core, await core.call('vaults.verify', {}))
  await core.close()
  const again = openVault({ directory, actor: 'tester' })
  expect(isDue(again, 30, Date.now() + 29 * day)).toBe(false)
  // A clock that was put back a year.
  expect(isDue(again, 30, now - 365 * day)).toBe(true)
  again.close()
})

it('a due verification is started, never beside another', async () => {
  const vault = openVault({ directory: await vaultWithOnePicture(), actor: 'tester' })
  const jobs = openJobs({ database: vault.database, announce() {}, isAlive: () => true, log: silentLog })
  const end = Promise.withResolvers<void>()
  let started = 0
  const verify = () => {
    started += 1
    return jobs.start({ kind: 'verify', caseId: null, run: () => end.promise })
  }
  const parts = { vault, jobs, verify, log: silentLog, everyDays: () => 1e-9 }
  const schedule = keepVerified(parts, { first: 5, every: 5 })
  await expect.poll(() => started).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(started).toBe(1)
  end.resolve()
  await expect.poll(() => started).toBeGreaterThan(1)
  schedule.stop()
  await jobs.close()
  vault.close()
})
