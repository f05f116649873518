import { existsSync } from 'node:fs'
import { messagesIn } from '../../../shared/messages/index.ts'
import type { Contents } from './contents.ts'
import { disclosedAccounts } from './extract.ts'
import type { ExportParts, ExportTarget, Snapshot } from './facts.ts'
import type { Stamps } from './timestamps.ts'
import type { Written } from './writer.ts'

/** As sha256sum writes it, in the order of the bytes of the paths. */
export function manifestOf(
  entries: ReadonlyMap<string, Written>,
  belongs: (path: string) => boolean,
): string {
  return [...entries]
    .filter(([path]) => belongs(path))
    .map(([path, { sha256 }]) => ({ path: Buffer.from(path), line: `${sha256}  ${path}\n` }))
    .sort((a, b) => Buffer.compare(a.path, b.path))
    .map(({ line }) => line)
    .join('')
}

/** `bag-info.txt` (RFC 8493, section 2.2.2), with the head of the ledger. */
export function bagInfo(
  { version }: ExportParts,
  { database, head, root, parts }: Snapshot,
  { caseId, copy }: ExportTarget,
  { facts }: Contents,
  oxum: string,
): string {
  // The first entry of a case is the same in every archive of it, and of no other case.
  const first = database
    .prepare<[number], string>('SELECT hash FROM ledger WHERE case_id = ? ORDER BY seq LIMIT 1')
    .pluck()
    .get(caseId)
  const title = (facts ?? parts).case.title.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  return [
    `External-Identifier: zuozheng-case-${caseId}-${first?.slice(0, 16)}`,
    `External-Description: ${title}`,
    `Bagging-Date: ${head.at.slice(0, 10)}`,
    `Bag-Software-Agent: Zuozheng ${version}`,
    `Payload-Oxum: ${oxum}`,
    `Zuozheng-Copy: ${copy}`,
    `Zuozheng-Ledger-Size: ${head.seq}`,
    `Zuozheng-Ledger-Hash: ${head.hash}`,
    `Zuozheng-Ledger-Root: ${root}`,
    '',
  ].join('\n')
}

/** What is here, how to check it and what that does not show, in both languages. */
export function* readmes(
  { version, verifier }: ExportParts,
  { database, head, root, parts }: Snapshot,
  { facts, listed }: Contents,
  stamps: Stamps,
  files: number,
): Generator<[path: string, text: string]> {
  const entries =
    database
      .prepare<[number], number>('SELECT COUNT(*) FROM ledger WHERE case_id = ? OR case_id IS NULL')
      .pluck()
      .get(parts.case.id) ?? 0
  for (const language of ['zh-CN', 'en'] as const) {
    const { archive } = messagesIn(language)
    yield [
      archive.readmeName,
      archive.readme({
        title: (facts ?? parts).case.title.toWellFormed(),
        program: version,
        writtenAt: head.at,
        files,
        entries,
        withheldEntries: head.seq - entries,
        seq: head.seq,
        hash: head.hash,
        root,
        tokens: stamps.tokens.length,
        isService: facts !== null,
        accounts: disclosedAccounts(database, parts.case.id, head.seq),
        withheldFiles: listed.filter(({ path }) => path === null).length,
        hasVerifier: existsSync(verifier),
      }),
    ]
  }
}
