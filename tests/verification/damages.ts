import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../../shared/canonical-json.ts'
import type { LedgerEntry } from '../../shared/contract/vault.ts'
import { utf8 } from '../../shared/verification/bytes.ts'
import { entryBytes, entryHash, genesis } from '../../shared/verification/ledger.ts'
import { leafHash, rootOf } from '../../shared/verification/merkle.ts'

/** Each way to damage or to forge an archive: what is done to a copy of a good one, and what must be named for it. */
export interface Damage {
  readonly name: string
  readonly kind: string
  /** What `sha256sum -c` says: a forger who writes the manifest anew gets past it. */
  readonly manifestHolds: boolean
  readonly apply: (bag: string) => void
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

function flip(path: string): void {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

const firstIn = (bag: string, folder: string, ending = ''): string => {
  const name = readdirSync(join(bag, folder)).find((each) => each.endsWith(ending))
  if (name === undefined) throw new Error(`nothing in ${folder} ends in ${ending}`)
  return join(bag, folder, name)
}

function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`nothing in ${path} was changed`)
  writeFileSync(path, after)
}

/** Writes the manifests and the totals anew, as a forger would. */
export function remanifest(bag: string): void {
  const digestOf = (path: string) => hex(sha256(readFileSync(join(bag, path))))
  const below = readdirSync(bag, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(bag, path)).isFile())
    .sort()
  const payload = below.filter((path) => path.startsWith('data/'))
  const bytes = payload.reduce((sum, path) => sum + statSync(join(bag, path)).size, 0)
  const info = readFileSync(join(bag, 'bag-info.txt'), 'utf8')
  writeFileSync(
    join(bag, 'bag-info.txt'),
    info.replace(/^Payload-Oxum:.*$/m, `Payload-Oxum: ${bytes}.${payload.length}`),
  )
  const lines = (paths: readonly string[]) => paths.map((path) => `${digestOf(path)}  ${path}\n`).join('')
  writeFileSync(join(bag, 'manifest-sha256.txt'), lines(payload))
  const tags = below.filter((path) => !path.startsWith('data/') && !path.startsWith('tagmanifest'))
  writeFileSync(join(bag, 'tagmanifest-sha256.txt'), lines(tags))
}

interface Extract {
  size: number
  root: string
  hash: string
  entries: LedgerEntry[]
  nodes: { start: number; end: number; hash: string }[]
}

const ledger = 'data/ledger/ledger.json'

function editLedger(bag: string, change: (extract: Extract) => void): void {
  const extract = JSON.parse(readFileSync(join(bag, ledger), 'utf8')) as Extract
  change(extract)
  writeFileSync(join(bag, ledger), JSON.stringify(extract))
}

/** The whole ledger written anew, every hash and the root computed again: inside it nothing is wrong any more. */
function rewriteLedger(extract: Extract): void {
  let prev = genesis
  extract.entries = extract.entries.map((entry) => {
    const body = { ...entry, actor: 'forger', prev }
    const hash = entryHash(sha256, body)
    prev = hash
    return { ...body, hash }
  })
  extract.hash = prev
  extract.root = hex(
    rootOf(
      sha256,
      extract.entries.map((entry) => leafHash(sha256, entryBytes(entry))),
    ),
  )
}

const forged =
  (change: (bag: string) => void): Damage['apply'] =>
  (bag) => {
    change(bag)
    remanifest(bag)
  }

function editRows(bag: string, change: (lines: string[]) => string[]): void {
  edit(join(bag, 'data/vault.jsonl'), (text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`)
}

const isRow = (table: string) => (line: string) => line.includes(`"table":"${table}"`)

export const damages: readonly Damage[] = [
  {
    name: 'a flipped bit in an original',
    kind: 'changed',
    manifestHolds: false,
    apply: (bag) => flip(firstIn(bag, 'data/originals')),
  },
  {
    name: 'an original that is gone',
    kind: 'missing',
    manifestHolds: false,
    apply: (bag) => rmSync(firstIn(bag, 'data/originals')),
  },
  {
    name: 'an original under another name',
    kind: 'missing',
    manifestHolds: false,
    apply: (bag) => renameSync(firstIn(bag, 'data/originals'), join(bag, 'data/originals/other.png')),
  },
  {
    name: 'a file that was put in',
    kind: 'unlisted',
    manifestHolds: true,
    apply: (bag) => writeFileSync(join(bag, 'data/originals/extra.png'), 'extra'),
  },
  {
    name: 'a file cut short',
    kind: 'changed',
    manifestHolds: false,
    apply: (bag) => writeFileSync(firstIn(bag, 'data/captures'), ''),
  },
  {
    name: 'a line taken out of the manifest',
    kind: 'unlisted',
    manifestHolds: true,
    apply: (bag) => edit(join(bag, 'manifest-sha256.txt'), (text) => text.replace(/^.*originals.*\n/m, '')),
  },
  {
    name: 'a manifest that leads out of the archive',
    kind: 'unsafe-path',
    manifestHolds: false,
    apply: (bag) =>
      edit(join(bag, 'manifest-sha256.txt'), (text) => text.replace('data/originals/', '../../')),
  },
  {
    name: 'a manifest that is gone',
    kind: 'manifest-missing',
    manifestHolds: false,
    apply: (bag) => rmSync(join(bag, 'manifest-sha256.txt')),
  },
  {
    name: 'a broken declaration',
    kind: 'bag-declaration',
    manifestHolds: true,
    apply: (bag) => writeFileSync(join(bag, 'bagit.txt'), 'BagIt-Version: one\n'),
  },
  {
    name: 'an original replaced, the manifest written anew',
    kind: 'changed',
    manifestHolds: true,
    apply: forged((bag) => flip(firstIn(bag, 'data/originals'))),
  },
  {
    name: 'an original taken out, the manifest written anew',
    kind: 'missing',
    manifestHolds: true,
    apply: forged((bag) => rmSync(firstIn(bag, 'data/originals'))),
  },
  {
    name: 'an original replaced, the manifest and the list of files written anew',
    kind: 'unrecorded',
    manifestHolds: true,
    apply: forged((bag) => {
      const path = firstIn(bag, 'data/originals')
      const before = hex(sha256(readFileSync(path)))
      flip(path)
      const after = hex(sha256(readFileSync(path)))
      edit(join(bag, 'data/records/files.json'), (text) => text.replaceAll(before, after))
    }),
  },
  {
    name: 'an original taken out, the manifest and the list of files written anew',
    kind: 'missing',
    manifestHolds: true,
    apply: forged((bag) => {
      const path = firstIn(bag, 'data/originals')
      rmSync(path)
      edit(join(bag, 'data/records/files.json'), (text) =>
        JSON.stringify(
          (JSON.parse(text) as { path: string | null }[]).filter(
            (line) => line.path === null || !path.endsWith(line.path),
          ),
        ),
      )
    }),
  },
  {
    name: 'a time stamp listed for a second file',
    kind: 'listed-twice',
    manifestHolds: true,
    apply: forged((bag) =>
      edit(join(bag, 'data/timestamps/timestamps.json'), (text) => {
        const lines = JSON.parse(text) as object[]
        return JSON.stringify([...lines, { ...lines[0], of: 'data/records/case.json' }])
      }),
    ),
  },
  {
    name: 'a digest exchanged in an entry of the ledger',
    kind: 'ledger-broken',
    manifestHolds: true,
    apply: forged((bag) =>
      editLedger(bag, ({ entries }) => {
        const entry = entries.find(({ act }) => act === 'item.imported')
        entry?.digests.splice(0, 1, 'f'.repeat(64))
      }),
    ),
  },
  {
    name: 'an entry dated back, its own hash computed again',
    kind: 'ledger-broken',
    manifestHolds: true,
    apply: forged((bag) =>
      editLedger(bag, ({ entries }) => {
        const [entry] = entries
        if (!entry) return
        const back = { ...entry, at: '2020-01-01T00:00:00.000Z' }
        entries.splice(0, 1, { ...back, hash: entryHash(sha256, back) })
      }),
    ),
  },
  {
    name: 'an entry taken out of the ledger',
    kind: 'ledger-broken',
    manifestHolds: true,
    apply: forged((bag) => editLedger(bag, ({ entries }) => void entries.splice(2, 1))),
  },
  {
    name: 'another root of the ledger',
    kind: 'ledger-broken',
    manifestHolds: true,
    apply: forged((bag) =>
      editLedger(bag, (extract) => {
        extract.root = hex(sha256(utf8('another')))
      }),
    ),
  },
  {
    name: 'a whole ledger written anew',
    kind: 'head-differs',
    manifestHolds: true,
    apply: forged((bag) => editLedger(bag, rewriteLedger)),
  },
  {
    name: 'a ledger that is no JSON',
    kind: 'unreadable',
    manifestHolds: true,
    apply: forged((bag) => writeFileSync(join(bag, ledger), '{')),
  },
  {
    name: 'a reworded statement',
    kind: 'statement-changed',
    manifestHolds: true,
    apply: forged((bag) =>
      editRows(bag, (lines) =>
        lines.map((line) => (isRow('statements')(line) ? line.replace('柔和', '明亮') : line)),
      ),
    ),
  },
  {
    name: 'a statement taken out',
    kind: 'statement-missing',
    manifestHolds: true,
    apply: forged((bag) =>
      editRows(bag, (lines) => lines.toSpliced(lines.findLastIndex(isRow('statements')), 1)),
    ),
  },
  {
    name: 'another name for a file that came in',
    kind: 'intake-changed',
    manifestHolds: true,
    apply: forged((bag) =>
      editRows(bag, (lines) =>
        lines.map((line) => {
          if (!isRow('items')(line)) return line
          const value = JSON.parse(line) as { row: { name: string } }
          return canonicalJson({ ...value, row: { ...value.row, name: 'other.png' } })
        }),
      ),
    ),
  },
  {
    name: 'a flipped bit in a time stamp',
    kind: 'token-invalid',
    manifestHolds: true,
    apply: forged((bag) => flip(firstIn(bag, 'data/timestamps', '.tsr'))),
  },
  {
    name: 'a time stamp of another file',
    kind: 'token-invalid',
    manifestHolds: true,
    apply: forged((bag) => {
      const [one = '', other = ''] = readdirSync(join(bag, 'data/timestamps')).filter((name) =>
        name.endsWith('.tsr'),
      )
      writeFileSync(join(bag, 'data/timestamps', one), readFileSync(join(bag, 'data/timestamps', other)))
    }),
  },
  {
    name: 'another head put under a time stamp',
    kind: 'token-invalid',
    manifestHolds: true,
    apply: forged((bag) =>
      edit(firstIn(bag, 'data/timestamps', '-head.json'), (text) => text.replace(/"seq":(\d+)/, '"seq":1')),
    ),
  },
]
