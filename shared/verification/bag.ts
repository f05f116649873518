import { createMD5, createSHA1, createSHA224, createSHA256, createSHA384, createSHA512 } from 'hash-wasm'
import type { Problem } from '../contract/vault.ts'
import {
  decode,
  fetchedPath,
  isBefore,
  leavesBag,
  linesOf,
  readDeclaration,
  readInfo,
  readManifestLine,
} from './bag-lines.ts'
import { toHex } from './bytes.ts'

/** A file of a bag, wherever it lies: in a folder, in a ZIP, dropped on a page. */
export interface BagFile {
  /** From the bag's root, `/` between. */
  readonly path: string
  readonly size: number
  /** `link`: a symbolic link, which a bag of ours never holds and no reader should follow. */
  readonly kind?: 'file' | 'link'
  readonly stream: () => AsyncIterable<Uint8Array>
}

/** One of RFC 8493, section 2.4, and its forerunners. */
const algorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const
export type BagAlgorithm = (typeof algorithms)[number]

/** Lower-case hex digests of a file, read once. */
export type DigestFile = (
  file: BagFile,
  wanted: readonly BagAlgorithm[],
) => Promise<Readonly<Partial<Record<BagAlgorithm, string>>>>

export interface BagOptions {
  /** Bytes hashed so far and in all. */
  readonly report?: (done: number, total: number) => void
  /** Throws to stop. */
  readonly check?: () => void
  /** A faster way to hash than WebAssembly, where there is one. */
  readonly digest?: DigestFile
  /** How many files are hashed side by side. */
  readonly parallel?: number
}

export interface BagVerdict {
  /** Complete and every digest as listed (RFC 8493, section 3). */
  readonly valid: boolean
  readonly version: string | null
  readonly checked: number
  readonly problems: readonly Problem[]
  /** What does not make it invalid and a careful reader should know. */
  readonly warnings: readonly Problem[]
  /** SHA-256 of the files that a manifest with that algorithm lists, by path. */
  readonly digests: ReadonlyMap<string, string>
  /** `bag-info.txt`, in order. */
  readonly info: readonly (readonly [label: string, value: string])[]
}

/** What file managers put into folders without being asked. */
const bookkeeping = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])
/** Tag files are read whole; one beyond this is none of ours and would only fill the memory. */
const largestTagFile = 512 * 1024 * 1024

/**
 * Judges a bag: declaration, manifests, completeness, every digest. Reads only, follows no path out of the bag, and
 * says the same on every system. Problems keep it from being valid, warnings do not.
 *
 * Versions 0.93 to 1.0 (RFC 8493 and the drafts before it).
 */
export async function judgeBag(listed: Iterable<BagFile>, options: BagOptions = {}): Promise<BagVerdict> {
  const problems: Problem[] = []
  const warnings: Problem[] = []
  const problem = (
    kind: string,
    subject: string,
    expected: string | null = null,
    found: string | null = null,
  ) => problems.push({ kind, subject, expected, found })
  const warn = (kind: string, subject: string, expected: string | null = null, found: string | null = null) =>
    warnings.push({ kind, subject, expected, found })
  const files = new Map<string, BagFile>()
  for (const file of listed) {
    if (file.kind === 'link') problem('link', file.path)
    else if (leavesBag(file.path)) problem('unsafe-path', file.path)
    else if (files.has(file.path)) problem('listed-twice', file.path)
    else files.set(file.path, file)
  }
  const find = finder(files)
  const verdict = (
    version: string | null,
    checked = 0,
    digests = new Map(),
    info: [string, string][] = [],
  ) => ({
    valid: problems.length === 0,
    version,
    checked,
    problems,
    warnings,
    digests,
    info,
  })

  const declared = files.get('bagit.txt')
  if (!declared) {
    problem('bag-declaration', 'bagit.txt', 'BagIt-Version', null)
    return verdict(null)
  }
  const declaration = readDeclaration(await bytesOf(declared, 4096))
  if (!declaration) {
    problem('bag-declaration', 'bagit.txt', 'BagIt-Version: 1.0', null)
    return verdict(null)
  }
  const { version, encoding } = declaration
  const isOld = isBefore(version, 1, 0)

  async function textOf(file: BagFile): Promise<string | null> {
    const text = file.size > largestTagFile ? null : decode(await bytesOf(file), encoding)
    if (text === null) problem('tag-file-unreadable', file.path, encoding, null)
    return text
  }

  /** The lines of a manifest by path; what is wrong with a line is told. */
  async function read(
    file: BagFile,
    algorithm: BagAlgorithm,
    isPayload: boolean,
  ): Promise<Map<string, string>> {
    const entries = new Map<string, string>()
    const folded = new Map<string, string>()
    for (const line of linesOf((await textOf(file)) ?? '')) {
      const entry = readManifestLine(line, version)
      if (!entry || entry.digest.length !== digestLengths[algorithm]) {
        problem('manifest-line', file.path, algorithm, line.slice(0, 200))
        continue
      }
      const { path, digest, odd } = entry
      if (leavesBag(path) || (isPayload && !path.startsWith('data/'))) {
        problem('unsafe-path', path, 'data/', file.path)
        continue
      }
      if (odd) warn(odd, path, null, file.path)
      const before = entries.get(path)
      if (before !== undefined) {
        if (isOld && before === digest) warn('listed-twice', path, null, file.path)
        else problem('listed-twice', path, before, digest)
      }
      const twin = folded.get(foldedPath(path))
      if (twin !== undefined && twin !== path) warn('names-alike', path, twin, file.path)
      folded.set(foldedPath(path), path)
      entries.set(path, digest)
    }
    return entries
  }

  const manifests: { algorithm: BagAlgorithm; isPayload: boolean; entries: Map<string, string> }[] = []
  for (const file of files.values()) {
    const match = /^(tag)?manifest-([a-z0-9]+)\.txt$/.exec(file.path)
    if (!match) continue
    const algorithm = algorithms.find((known) => known === match[2])
    if (!algorithm) warn('algorithm-unknown', file.path)
    else {
      const isPayload = match[1] === undefined
      manifests.push({ algorithm, isPayload, entries: await read(file, algorithm, isPayload) })
    }
  }
  const payloadManifests = manifests.filter(({ isPayload }) => isPayload)
  if (payloadManifests.length === 0) problem('manifest-missing', 'manifest-sha256.txt')
  const toFetch = files.get('fetch.txt')
  for (const line of linesOf(toFetch ? ((await textOf(toFetch)) ?? '') : '')) {
    const path = fetchedPath(line)
    if (path === null) problem('manifest-line', 'fetch.txt', null, line.slice(0, 200))
    else if (leavesBag(path) || !path.startsWith('data/')) problem('unsafe-path', path, 'data/', 'fetch.txt')
  }

  // Completeness: what is listed is there, what is there is listed (in every manifest since 1.0).
  const wanted = new Map<BagFile, { algorithm: BagAlgorithm; digest: string }[]>()
  const counts = new Map<BagFile, number>()
  let strays = false
  for (const { algorithm, isPayload, entries } of manifests) {
    const seen = new Set<BagFile>()
    for (const [path, digest] of entries) {
      const file = find(path)
      if (!file) {
        if (bookkeeping.has(nameOf(path))) {
          strays = true
          warn('system-file', path)
        } else problem('missing', path, digest, null)
        continue
      }
      if (file.path !== path) warn('names-alike', path, file.path)
      const checks = wanted.get(file) ?? []
      if (!checks.some((check) => check.algorithm === algorithm && check.digest === digest))
        checks.push({ algorithm, digest })
      wanted.set(file, checks)
      if (isPayload) seen.add(file)
    }
    for (const file of seen) counts.set(file, (counts.get(file) ?? 0) + 1)
  }
  const payload = [...files.values()].filter(({ path }) => path.startsWith('data/'))
  for (const file of payload) {
    const count = counts.get(file) ?? 0
    if (count > 0 && (isOld || count === payloadManifests.length)) continue
    if (bookkeeping.has(nameOf(file.path))) {
      strays = true
      warn('system-file', file.path)
    } else problem('unlisted', file.path)
  }

  const infoFile = files.get('bag-info.txt') ?? files.get('package-info.txt')
  const info = readInfo(infoFile ? ((await textOf(infoFile)) ?? '') : '')
  const oxum = info.find(([label]) => label.toLowerCase() === 'payload-oxum')?.[1]
  const found = `${payload.reduce((sum, { size }) => sum + size, 0)}.${payload.length}`
  if (oxum !== undefined && oxum !== found)
    (strays ? warn : problem)('payload-oxum', 'bag-info.txt', oxum, found)

  const digests = new Map<string, string>()
  await inTurns([...wanted], options, async ([file, checks]) => {
    const sums = await (options.digest ?? digestInMemory)(file, [
      ...new Set(checks.map((each) => each.algorithm)),
    ])
    if (sums.sha256) digests.set(file.path, sums.sha256)
    for (const { algorithm, digest } of checks) {
      const sum = sums[algorithm] ?? null
      if (sum !== digest) problem(sum === null ? 'unreadable' : 'changed', file.path, digest, sum)
    }
  })
  return verdict(version, wanted.size, digests, info)
}

/** Where all files lie below one folder with the bag in it, as in a ZIP, the files from there. */
export function withoutTopFolder(files: readonly BagFile[]): BagFile[] {
  if (files.some(({ path }) => path === 'bagit.txt')) return [...files]
  const tops = new Set(files.map(({ path }) => path.slice(0, path.indexOf('/') + 1)))
  const [top] = tops
  if (tops.size !== 1 || !top || !files.some(({ path }) => path === `${top}bagit.txt`)) return [...files]
  return files.map((file) => ({ ...file, path: file.path.slice(top.length) }))
}

export async function bytesOf(file: BagFile, limit = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of file.stream()) {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) break
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

const makers = {
  md5: createMD5,
  sha1: createSHA1,
  sha224: createSHA224,
  sha256: createSHA256,
  sha384: createSHA384,
  sha512: createSHA512,
}
const digestLengths = { md5: 32, sha1: 40, sha224: 56, sha256: 64, sha384: 96, sha512: 128 } as const

const digestInMemory: DigestFile = async (file, wanted) => {
  const hashers = await Promise.all(
    wanted.map(async (name) => [name, (await makers[name]()).init()] as const),
  )
  try {
    for await (const chunk of file.stream()) for (const [, hasher] of hashers) hasher.update(chunk)
  } catch {
    // No digest at all is told as `unreadable`, with the file's name.
    return {}
  }
  return Object.fromEntries(hashers.map(([name, hasher]) => [name, toHex(hasher.digest('binary'))]))
}

async function inTurns(
  entries: readonly [BagFile, { algorithm: BagAlgorithm; digest: string }[]][],
  { report, check, parallel = 4 }: BagOptions,
  judge: (entry: [BagFile, { algorithm: BagAlgorithm; digest: string }[]]) => Promise<void>,
): Promise<void> {
  const total = entries.reduce((sum, [file]) => sum + file.size, 0)
  let done = 0
  const queue = entries.values()
  async function work(): Promise<void> {
    for (const entry of queue) {
      check?.()
      await judge(entry)
      done += entry[0].size
      report?.(done, total)
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
}

/**
 * Finds a file by its name as it is written, else by the same letters in another Unicode form (RFC 8493,
 * section 5.1.2), else by the same letters in another case.
 */
function finder(files: ReadonlyMap<string, BagFile>): (path: string) => BagFile | undefined {
  const byForm = new Map<string, BagFile>()
  const byCase = new Map<string, BagFile>()
  for (const file of files.values()) {
    byForm.set(file.path.normalize(), file)
    byCase.set(foldedPath(file.path), file)
  }
  return (path) => files.get(path) ?? byForm.get(path.normalize()) ?? byCase.get(foldedPath(path))
}

/** Two names of one file where case and Unicode form do not count, as on Windows and macOS. */
export function foldedPath(path: string): string {
  return path.normalize().toLowerCase().normalize()
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
