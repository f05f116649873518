import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import { Deposit, type InclusionProof, type Rung, type Timestamp } from '../../shared/contract/integrity.ts'
import { formatInstant } from '../../shared/format.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { entryText, headText } from '../../shared/verification/ledger.ts'
import { splitOf } from '../../shared/verification/merkle.ts'
import type { Core } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { fits, readJson } from './input-file.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { count } from './values.ts'

/** What proves a file, from the top rung down. Status 3 where one of them fails. */
export async function showLadder(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const ladder = await core.call('ladders.get', { item: itemOf(given) })
  const { integrity } = session.messages
  const mark = {
    holds: '✓',
    'ends-soon': '!',
    ended: '!',
    pending: '…',
    unchecked: '?',
    fails: '✗',
    missing: '○',
  }
  const sinceLabel = ({ state }: Rung) => (state === 'unchecked' ? integrity.stated : integrity.since)
  session.output.document(ladder, () => [
    integrity.ladder,
    `SHA-256  ${ladder.sha256}`,
    ...(ladder.sm3 === null ? [] : [`SM3      ${ladder.sm3}`]),
    '',
    ...ladder.rungs.flatMap((rung) => [
      `${mark[rung.state]} ${integrity.states[rung.state]} · ${integrity.trust[rung.trust]}`,
      `    ${plain(integrity.rung(rung))}`,
      ...(rung.since === null
        ? []
        : [`    ${sinceLabel(rung)}  ${formatInstant(rung.since, session.language)}`]),
      ...(rung.until === null
        ? []
        : [`    ${integrity.until}  ${formatInstant(rung.until, session.language)}`]),
    ]),
  ])
  return ladder.rungs.some(({ state }) => state === 'fails') ? exitStatus.difference : exitStatus.done
}

/**
 * Writes what a stranger needs to check one file without this program: the entry in the bytes that were hashed, its
 * path to a head, the head in the bytes that were stamped, tokens, and what to do with them in both languages.
 */
export async function writeProof(session: Session, given: Arguments): Promise<number> {
  const out = resolve(given.required('out'))
  const core = await session.open()
  const item = await core.call('items.get', { item: itemOf(given) })
  const sound = async (query: { readonly item: number } | { readonly heads: true }) => {
    const { timestamps } = await core.call('timestamps.list', query)
    return timestamps.filter(({ verdict }) => verdict !== null && verdict.state !== 'invalid')
  }
  const heads = (await sound({ heads: true })).filter(({ head }) => head && head.seq >= item.ledgerSeq)
  const direct = await sound({ item: item.id })
  // The head that was stamped first says most of when; without one, the head as it is now.
  const headStamp = heads.at(-1)
  const head = headStamp?.head ?? (await core.call('ledgers.head', {}))
  const proof = await core.call('ledgers.prove', { seq: item.ledgerSeq, size: head.seq })
  // Where the ledger no longer leads to the head that was stamped, what is written would contradict itself.
  if (proof.root !== head.root) throw new AppError('ledger-broken', { seq: head.seq, reason: 'head' })
  await mustBeEmpty(out)
  const files: [name: string, text: string][] = [
    ['entry.json', entryText(proof.entry)],
    ['proof.json', `${JSON.stringify(proof, null, 2)}\n`],
    ['head.json', headText(head)],
  ]
  const tokens = [...(headStamp ? [headStamp] : []), ...direct]
  const named = tokens.map((stamp) => ({ stamp, name: `${stamp.head ? 'head' : 'file'}-${stamp.id}.tsr` }))
  for (const language of ['zh-CN', 'en'] as const) {
    const { proof: words } = messagesIn(language).integrity
    const lines = named.map(({ stamp, name }) => stampLine(language, stamp, name)).join('\n')
    const text = words.readme({
      name: item.name,
      sha256: item.sha256,
      seq: item.ledgerSeq,
      at: formatInstant(proof.entry.at, language),
      hash: proof.entry.hash,
      root: proof.root,
      steps: stepsOf(proof).join('\n'),
      stamps: lines === '' ? words.noStamps : words.stamps({ lines }),
    })
    files.push([words.readmeName, text])
  }
  await mkdir(out, { recursive: true })
  for (const [name, text] of files) await writeFile(join(out, name), text, { flag: 'wx' })
  for (const { stamp, name } of named) await copyToken(core, stamp, join(out, name))
  const written = [...files.map(([name]) => name), ...named.map(({ name }) => name)]
  session.output.document({ path: out, files: written, seq: proof.entry.seq, root: proof.root }, () => [
    session.messages.integrity.command.proofWritten({ path: out, files: written.length }),
  ])
  return exitStatus.done
}

function stampLine(language: 'zh-CN' | 'en', { verdict, head }: Timestamp, name: string): string {
  const isBare = verdict?.checks.find(({ code }) => code === 'status')?.result === 'not-checked'
  const { proof } = messagesIn(language).integrity
  const data = head ? 'head.json' : proof.yourFile
  return proof.stampLine({
    time: verdict?.time ?? '',
    signer: verdict?.signer ?? '',
    command: `openssl ts -verify -data ${data} -in ${name}${isBare ? ' -token_in' : ''} -CAfile root.pem`,
  })
}

/** From the leaf to the root as lines for a shell: each hashes the result before with its neighbour. */
function stepsOf({ index, size, path }: InclusionProof): string[] {
  const sides = sidesOf(index, size)
  const steps = path.map((hash, step) =>
    sides[step] === 'left'
      ? `   H=$(printf %s 01${hash}\${H} | xxd -r -p | sha256sum | cut -c1-64)`
      : `   H=$(printf %s 01\${H}${hash} | xxd -r -p | sha256sum | cut -c1-64)`,
  )
  return [`   H=$( (printf '\\0'; cat entry.json) | sha256sum | cut -c1-64)`, ...steps, '   echo $H']
}

/** On which side of it the neighbours of a leaf stand, from the bottom up (RFC 9162, section 2.1.3.1). */
function sidesOf(index: number, size: number): ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      sides.push('right')
      end = middle
    } else {
      sides.push('left')
      start = middle
    }
  }
  return sides.reverse()
}

async function copyToken(core: Core, { token }: Timestamp, out: string): Promise<void> {
  const file = token === null ? null : core.fileOf({ kind: 'file', sha256: token })
  if (!file) throw new AppError('not-found', { what: 'timestamp', id: token ?? '' })
  await copyFile(file.path, out)
}

async function mustBeEmpty(out: string): Promise<void> {
  const there = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new UsageError('outNoFolder', { path: out })
  })
  if (there.length > 0) throw new UsageError('outThere', { path: out })
}

/** Whether the ledger of that time leads to the ledger of now. */
export async function proveGrowth(session: Session, given: Arguments): Promise<number> {
  const first = count(given.required('first'), '--first', { least: 1 })
  const core = await session.open()
  const proof = await core.call('ledgers.compare', { first })
  const root = proof.firstRoot
  session.output.document(proof, () => [
    session.messages.integrity.command.grows({ first, second: proof.second, root }),
  ])
  return exitStatus.done
}

/** Deposits with a chain or a notary as the person states them; `--file` sets them. */
export async function deposits(session: Session, given: Arguments): Promise<number> {
  const path = given.text('file')
  const item = itemOf(given)
  const stated = path === undefined ? null : fits(Deposit.array(), await readJson(path), path)
  const core = await session.open()
  const answer =
    stated === null
      ? await core.call('deposits.get', { item })
      : await core.call('deposits.set', { item, deposits: stated })
  const { depositKinds } = session.messages.integrity
  session.output.document(answer, () =>
    answer.deposits.map(({ kind, number, by, at }) =>
      plain([depositKinds[kind], number, by ?? '', at ?? ''].filter((part) => part !== '').join('  ')),
    ),
  )
  return exitStatus.done
}

function itemOf(given: Arguments): number {
  const word = given.words[0] ?? ''
  if (!/^[1-9]\d{0,14}$/.test(word)) throw new AppError('not-found', { what: 'item', id: word })
  return Number(word)
}
