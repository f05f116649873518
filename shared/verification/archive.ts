import type { TokenVerdict } from '../contract/integrity.ts'
import type { LedgerEntry, Problem } from '../contract/vault.ts'
import { type BagFile, type BagOptions, type BagVerdict, bytesOf, judgeBag } from './bag.ts'
import { fromBase64, fromHex, textOf } from './bytes.ts'
import { isDigestAlgorithm, newDigester, openSha256 } from './digests.ts'
import { judgeExtract, type LedgerExtract } from './extract.ts'
import { judgeHead, type StampedHead } from './heads.ts'
import type { Hash } from './merkle.ts'
import { judgeSayings } from './sayings.ts'
import { verifyToken } from './timestamp.ts'
import { isObject, textIn } from './values.ts'

/** A file of the case as the archive lists it, and whether it is what the ledger says came in. */
export interface FileFinding {
  /** Null where a service copy withholds the file. */
  readonly path: string | null
  /** Null where a service copy withholds the name too. */
  readonly name: string | null
  readonly role: string
  readonly sha256: string
  /** Its entry in the ledger, and the time of that entry by the clock of the machine that wrote it. */
  readonly seq: number
  readonly at: string | null
  readonly state: 'intact' | 'changed' | 'missing' | 'unrecorded' | 'withheld'
}

export interface TokenFinding {
  readonly file: string
  /** The stamped file; null where it is not in the archive. */
  readonly of: string | null
  readonly verdict: TokenVerdict
  /** For a stamped head of the ledger: whether this ledger only adds to it. */
  readonly head: (StampedHead & { readonly state: 'continues' | 'differs' | 'not-shown' }) | null
}

export interface ArchiveVerdict {
  /** Everything that could be checked holds. What could not be checked is told, and is no fault. */
  readonly ok: boolean
  readonly bag: BagVerdict
  readonly problems: readonly Problem[]
  /** Null where the bag holds no ledger of ours. */
  readonly ledger: {
    readonly size: number
    readonly root: string
    readonly hash: string
    readonly shown: number
    readonly withheld: number
    readonly from: string | null
    readonly to: string | null
  } | null
  readonly files: readonly FileFinding[]
  readonly tokens: readonly TokenFinding[]
  /** Statements of people whose words agree with the digest that the ledger holds; null where the words are withheld. */
  readonly statements: number | null
}

export interface ArchiveOptions extends BagOptions {
  /** Root certificates (DER) that the reader trusts for time stamps. */
  readonly roots?: readonly Uint8Array[]
}

const places = {
  ledger: 'data/ledger/ledger.json',
  files: 'data/records/files.json',
  tokens: 'data/timestamps/timestamps.json',
  rows: 'data/vault.jsonl',
} as const

/**
 * Judges an archive of a case (docs/archive.md) by itself: the bag, the ledger, every file against its entry, what
 * people stated against its digest, every time stamp. The same code runs in the program and in `verify.html`, so that
 * the same archive gets the same verdict. A bag of somebody else's is judged as a bag.
 */
export async function judgeArchive(
  listed: readonly BagFile[],
  options: ArchiveOptions = {},
): Promise<ArchiveVerdict> {
  const bag = await judgeBag(listed, options)
  const problems: Problem[] = [...bag.problems]
  const files = new Map(listed.map((file) => [file.path, file]))
  const hash = await openSha256()
  const extract = await judgeLedger(hash, files, problems)
  const entries = new Map((extract?.entries ?? []).map((entry) => [entry.seq, entry]))
  const found = await judgeFiles(files, bag, extract, entries, problems)
  const statements = extract
    ? await judgeSayings(hash, files.get(places.rows), extract, entries, problems)
    : null
  const tokens = await judgeTokens(hash, files, bag, extract, options.roots ?? [], problems)
  return {
    ok: problems.length === 0,
    bag,
    problems,
    ledger: extract && {
      size: extract.size,
      root: extract.root,
      hash: extract.hash,
      shown: extract.entries.length,
      withheld: extract.size - extract.entries.length,
      from: extract.entries[0]?.at ?? null,
      to: extract.entries.at(-1)?.at ?? null,
    },
    files: found,
    tokens,
    statements,
  }
}

type Files = ReadonlyMap<string, BagFile>

/** Longer than the ledger and the lists of any case; a file that says so only fills the memory. */
const largestJson = 1024 * 1024 * 1024
/** A token with all its certificates has some thousand bytes; what goes beyond this is cut off, and then is none. */
const largestToken = 1024 * 1024

/** The value of a JSON file; what cannot be read is told. Undefined where it is not there. */
async function readJson(files: Files, path: string, problems: Problem[]): Promise<unknown> {
  const file = files.get(path)
  if (!file) return undefined
  try {
    if (file.size <= largestJson) return JSON.parse(textOf(await bytesOf(file)))
  } catch {
    // Neither UTF-8 nor JSON: the archive's own manifest may still agree with it.
  }
  problems.push({ kind: 'unreadable', subject: path, expected: 'JSON', found: null })
  return null
}

async function judgeLedger(hash: Hash, files: Files, problems: Problem[]): Promise<LedgerExtract | null> {
  const value = await readJson(files, places.ledger, problems)
  if (value === undefined) return null
  const { problems: broken, extract } = judgeExtract(hash, value)
  for (const problem of broken) problems.push(problem)
  return extract
}

async function judgeFiles(
  files: Files,
  bag: BagVerdict,
  extract: LedgerExtract | null,
  entries: ReadonlyMap<number, LedgerEntry>,
  problems: Problem[],
): Promise<FileFinding[]> {
  const value = await readJson(files, places.files, problems)
  const lines = Array.isArray(value) ? value.filter(isObject) : []
  const told = new Set(problems.map(({ kind, subject }) => `${kind} ${subject}`))
  const findings = lines.map((line) => {
    const path = textIn(line.path)
    const name = textIn(line.name)
    const sha256 = textIn(line.sha256) ?? ''
    const seq = typeof line.ledgerSeq === 'number' ? line.ledgerSeq : 0
    const entry = entries.get(seq)
    const state = stateOf(path, sha256)
    const subject = path ?? name ?? `ledger ${seq}`
    // A manifest can be written anew to fit; what came in cannot.
    const isTold = told.has(`${state} ${subject}`)
    if (state !== 'intact' && state !== 'withheld' && !isTold) {
      const isUnrecorded = state === 'unrecorded'
      problems.push({
        kind: state,
        subject,
        expected: isUnrecorded ? (entry?.digests.join(' ') ?? null) : sha256,
        found: isUnrecorded ? sha256 : ((path && bag.digests.get(path)) ?? null),
      })
    }
    return { path, name, role: textIn(line.role) ?? '', sha256, seq, at: entry?.at ?? null, state }

    function stateOf(place: string | null, digest: string): FileFinding['state'] {
      const isRecorded = entry?.act === 'item.imported' && entry.digests.includes(digest)
      if (!isRecorded) return 'unrecorded'
      if (place === null) return 'withheld'
      if (!files.has(place)) return 'missing'
      return bag.digests.get(place) === digest ? 'intact' : 'changed'
    }
  })
  // A list that cannot be read has been told; one that leaves out a file that came in would hide it.
  const listed = new Set(findings.map(({ seq }) => seq))
  for (const { seq, act, caseId, digests } of value === null ? [] : entries.values()) {
    if (act !== 'item.imported' || caseId !== extract?.case || listed.has(seq)) continue
    problems.push({ kind: 'missing', subject: `ledger ${seq}`, expected: digests.join(' '), found: null })
  }
  return findings
}

async function judgeTokens(
  hash: Hash,
  files: Files,
  bag: BagVerdict,
  extract: LedgerExtract | null,
  roots: readonly Uint8Array[],
  problems: Problem[],
): Promise<TokenFinding[]> {
  const value = await readJson(files, places.tokens, problems)
  const lines = Array.isArray(value) ? value.filter(isObject) : []
  const findings: TokenFinding[] = []
  const seen = new Set<string>()
  for (const line of lines) {
    const path = textIn(line.file)
    const token = path === null ? undefined : files.get(path)
    // A token that is listed and not there has been named by the bag already.
    if (path === null || !token) continue
    if (seen.has(path)) {
      problems.push({ kind: 'listed-twice', subject: path, expected: null, found: places.tokens })
      continue
    }
    seen.add(path)
    const of = textIn(line.of)
    const stamped = of === null ? undefined : files.get(of)
    const verdict = await verifyToken(
      await bytesOf(token, largestToken),
      { digestOf: (algorithm) => digestOfFile(stamped, algorithm, bag) },
      { roots },
    )
    if (verdict.state === 'invalid') {
      const reason = verdict.checks.find(({ result }) => result === 'failed')?.code ?? 'format'
      problems.push({ kind: 'token-invalid', subject: path, expected: of, found: reason })
    }
    const head = extract && stamped ? await judgeHead(hash, stamped, extract) : null
    if (head?.state === 'differs') {
      problems.push({
        kind: 'head-differs',
        subject: path,
        expected: head.root,
        found: extract?.root ?? null,
      })
    }
    findings.push({ file: path, of, verdict, head })
  }
  return findings
}

async function digestOfFile(
  file: BagFile | undefined,
  algorithm: string,
  bag: BagVerdict,
): Promise<Uint8Array | null> {
  if (!file || !isDigestAlgorithm(algorithm)) return null
  const known = algorithm === 'SHA-256' ? bag.digests.get(file.path) : undefined
  if (known !== undefined) return fromHex(known)
  const digester = await newDigester(algorithm)
  for await (const chunk of file.stream()) digester.update(chunk)
  return digester.digest()
}

/** The certificates in a PEM file, as DER. */
export function certificatesIn(pem: string): Uint8Array[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)
  return [...blocks].map(([, base64 = '']) => fromBase64(base64))
}
