import { AppError } from '../../../shared/contract/errors.ts'
import type { RecordedFile } from '../../../shared/contract/recorder.ts'
import type { Intake } from '../cases/cases.ts'
import type { Log } from '../log.ts'
import type { Vault } from '../vault/vault.ts'
import { listenForAbsence } from './absence.ts'
import { openFolder } from './folder.ts'
import type { Pace } from './pace.ts'
import { openPresence } from './presence.ts'
import { rest } from './rest.ts'
import type { RecorderRow, RecorderRows } from './rows.ts'
import { type Candidate, isSame, openWaiting } from './waiting.ts'
import { type Finished, writeArrivals } from './write.ts'

/** One recorder at work in this program. */
export interface Watching {
  /** Writes what is sealed already and lets go. Does not wait for files that are not whole. */
  readonly end: () => Promise<void>
  readonly over: Promise<void>
  /** Once it has seen what is there: what appears from then on appears under its eyes. */
  readonly begun: Promise<void>
  /** How things stand this moment: the row may be half a second behind, or a full disk may keep it from being written. */
  readonly state: () => { readonly pending: number; readonly trouble: string | null }
}

export interface Surroundings {
  readonly vault: Vault
  readonly rows: RecorderRows
  readonly intake: Intake
  readonly threads: number
  readonly log: Log
  readonly pace: Pace
  /** This program, as the row names it. */
  readonly owner: string
  readonly changed: (id: number, files: readonly RecordedFile[]) => void
}

/** Files whose rows are written in one transaction. */
const batchSize = 100

/**
 * Watches one folder until it is told to end or the row says that another program does. Each step: see whether the
 * folder is there, hear the hints, walk where it is time, hand quiet files to the threads, write the rows.
 */
export function watchFolder(row: RecorderRow, around: Surroundings): Watching {
  const { vault, rows, intake, threads, log, pace, owner, changed } = around
  const hints = new Set<string>()
  let walkAt = 0
  /** What is found while this is true appeared when nobody watched. */
  let catchingUp = true
  /** It was asked to look again since the last walk began. */
  let isAgain = false
  let ending = false
  let trouble: string | null = null
  let vaultTrouble: string | null = null
  let restUntil = 0
  let told = ''
  let toldAt = Number.NEGATIVE_INFINITY
  let finished: Finished[] = []
  const hands = new Set<Promise<void>>()
  let ready: Candidate[] = []
  const wake = new AbortController()
  const begun = Promise.withResolvers<void>()

  const folder = openFolder(row.folder, vault.directory, (path) => {
    if (path === null) walkAt = 0
    else hints.add(path)
  })
  const waiting = openWaiting(pace)
  const presence = openPresence(rows.present(row.id))

  function note(sight: Candidate['sight']): void {
    const known = presence.get(sight.path)
    presence.isBack(sight.path)
    if (known && isSame(known, sight) && known.code !== 'file-unreadable') return
    const sealedAgo = known?.sealedAt ? Date.now() - Date.parse(known.sealedAt) : null
    waiting.note(sight, { catchUp: catchingUp, sealedAgo })
  }

  async function hear(): Promise<void> {
    const paths = [...hints].slice(0, 1_000)
    for (const path of paths) hints.delete(path)
    const found = await Promise.all(paths.map((path) => folder.lookAt(path)))
    for (const [index, sight] of found.entries()) {
      const path = paths[index] ?? ''
      if (sight === 'folder' || (sight === null && presence.isFolder(path))) walkAt = 0
      else if (sight === null) presence.isGone(path)
      else if (sight !== undefined) note(sight)
    }
  }

  async function walk(): Promise<void> {
    const begun = performance.now()
    isAgain = false
    const { files, folders, unread } = await folder.look()
    const isNewlyHeard = await folder.listenTo(folders)
    for (const sight of files) note(sight)
    // An empty folder where there were files may be the place of a drive that is not there.
    if (!(catchingUp && files.length === 0)) presence.compare(files, unread)
    if (isAgain) return
    catchingUp = false
    // What came between the look and the listening is found by looking once more.
    const pause = Math.max(pace.walk, 20 * (performance.now() - begun))
    walkAt = isNewlyHeard ? 0 : performance.now() + pause
  }

  async function take(candidate: Candidate): Promise<void> {
    const { path } = candidate.sight
    const now = await folder.lookAt(path)
    if (now === undefined) {
      candidate.dueAt = performance.now() + pace.walk
      return
    }
    if (now === null || now === 'folder') {
      waiting.drop(path)
      presence.isGone(path)
      return
    }
    if (!isSame(candidate.sight, now)) {
      note(now)
      candidate.dueAt = performance.now() + pace.quiet
      return
    }
    const waited = performance.now() - candidate.changedAt
    const { output, vaultFault } = await intake.seal({
      path: folder.pathOf(path),
      ownTimes: true,
      onlyWhole: waited < pace.patience,
    })
    const again = performance.now()
    if (vaultFault) {
      vaultTrouble = vaultFault.code
      restUntil = again + 25 * pace.step
    } else if (output.state === 'unfinished') {
      candidate.dueAt = Math.min(candidate.changedAt + pace.patience, again + 10 * pace.quiet)
    } else if (output.state === 'failed' && output.code === 'file-changed') {
      candidate.changedAt = again
      candidate.dueAt = again + pace.quiet
    } else if (output.state === 'failed' && output.code === 'file-not-found') {
      candidate.dueAt = again
    } else if (output.state === 'failed' && output.code === 'file-unreadable' && waited < pace.patience) {
      // Whoever writes it may keep it locked until it is done.
      candidate.dueAt = again + 10 * pace.quiet
    } else {
      finished.push({ candidate, sight: now, output, late: waited >= pace.patience })
    }
  }

  /** As many as the threads can have waiting; the rest follows as soon as one is done, not with the next step. */
  function handOut(): void {
    if (ending || performance.now() < restUntil) return
    while (hands.size < threads * 4 && finished.length < 4 * batchSize) {
      const candidate = ready.shift()
      if (!candidate) return
      if (candidate.isInHand || candidate.dueAt > performance.now()) continue
      candidate.isInHand = true
      const hand = take(candidate)
        .catch((error: unknown) => {
          log.fault(error)
          candidate.dueAt = performance.now() + pace.walk
        })
        .finally(() => {
          if (!finished.some((each) => each.candidate === candidate)) candidate.isInHand = false
          hands.delete(hand)
          handOut()
        })
      hands.add(hand)
    }
  }

  async function write(): Promise<void> {
    while (finished.length > 0) {
      const batch = finished.slice(0, batchSize)
      await vault.objects.settle(
        batch.flatMap(({ output }) => (output.state === 'sealed' ? [output.sha256] : [])),
      )
      const files = writeArrivals({ row, vault, rows, intake, owner, presence, pathOf: folder.pathOf }, batch)
      finished = finished.slice(batch.length)
      for (const { candidate, sight } of batch) {
        if (isSame(candidate.sight, sight)) waiting.drop(sight.path)
        else Object.assign(candidate, { isInHand: false, dueAt: performance.now() + pace.quiet })
      }
      vaultTrouble = null
      changed(row.id, files)
    }
    const gone = presence.deleted(pace.grace, waiting.sizes)
    // A folder that is gone itself says nothing of what is in it.
    if (gone.length === 0 || (await folder.trouble()) !== null) return
    const at = new Date().toISOString()
    vault.write(() => {
      mustOwn()
      for (const { id, sha256 } of gone) {
        rows.remove(id, at)
        if (sha256 === null) continue
        const data = { recorder: row.id }
        vault.ledger.append({ act: 'recorder.file-deleted', caseId: row.case_id, digests: [sha256], data })
      }
    })
    for (const { path } of gone) presence.forget(path)
    changed(row.id, [])
  }

  function mustOwn(): void {
    if (rows.get(row.id)?.owner !== owner) throw new AppError('cancelled')
  }

  /** False once the recorder was stopped, or another program has taken it over. */
  function isOurs(): boolean {
    const now = rows.get(row.id)
    return now !== undefined && now.owner === owner && now.stopped_at === null
  }

  const state = () => ({ pending: waiting.size(), trouble: trouble ?? vaultTrouble })

  /**
   * Tells how things stand: at once when they changed (twice a second at most), else as a sign of life. A disk so
   * full that the row cannot be written does not keep it from those who listen.
   */
  function tell(): void {
    const now = state()
    const text = JSON.stringify(now)
    const isNew = text !== told
    const since = performance.now() - toldAt
    if (isNew ? since < 500 : since < pace.heartbeat) return
    told = text
    toldAt = performance.now()
    try {
      vault.write(() => rows.tell(row.id, owner, { at: new Date().toISOString(), ...now }))
    } catch (error) {
      isTroubledBy(error)
    }
    if (isNew) changed(row.id, [])
  }

  function isTroubledBy(error: unknown): void {
    vaultTrouble = error instanceof AppError ? error.code : 'internal'
    if (!(error instanceof AppError)) log.fault(error)
    restUntil = performance.now() + 25 * pace.step
  }

  async function step(): Promise<void> {
    trouble = await folder.trouble()
    if (trouble !== null) {
      folder.close()
      presence.pardon()
      lookAgain()
    } else {
      if (performance.now() >= walkAt) await walk()
      await hear()
      ready = waiting.due()
      handOut()
    }
    await write()
    if (waiting.size() === 0) vaultTrouble = null
  }

  /** For what appeared when nobody watched. */
  function lookAgain(): void {
    walkAt = 0
    catchingUp = true
    isAgain = true
  }

  async function run(): Promise<void> {
    while (!ending) {
      try {
        if (!isOurs()) break
        await step()
      } catch (error) {
        if (error instanceof AppError && error.code === 'cancelled') break
        isTroubledBy(error)
      }
      tell()
      begun.resolve()
      await rest(performance.now() < restUntil ? 5 * pace.step : pace.step, wake.signal)
    }
    ending = true
    begun.resolve()
    absence.close()
    folder.close()
    await Promise.allSettled(hands)
    await write().catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'cancelled')) log.fault(error)
    })
    vault.write(() => {
      rows.tell(row.id, owner, { at: new Date().toISOString(), pending: waiting.size(), trouble: null })
      rows.release(row.id, owner)
    })
    changed(row.id, [])
  }

  const absence = listenForAbsence(pace.absence, lookAgain)
  const over = run().catch((error: unknown) => void log.fault(error))
  return {
    over,
    begun: begun.promise,
    state,
    async end() {
      ending = true
      wake.abort()
      await over
    },
  }
}
