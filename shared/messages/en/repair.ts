import type { Shape } from '../shape.ts'
import type { repair as source } from '../zh-CN/repair.ts'

export const repair: Shape<typeof source> = {
  kinds: {
    missing: 'original missing',
    changed: 'original changed',
    unreadable: 'original cannot be read',
    size: 'size is not the one recorded',
    'kind-changed': 'kind of file is not the one recorded',
    'record-changed': 'record is not what the original says',
    'intake-changed': 'record of the import changed',
    'item-missing': 'record of an import missing',
    'statement-changed': 'statement of a person changed',
    'statement-missing': 'statement of a person missing',
    'row-changed': 'record changed',
    'row-missing': 'record that the ledger speaks of is missing',
    'row-added': 'recorded, but not in the ledger',
    'ledger-broken': 'ledger broken',
    'head-differs': 'ledger is not the one whose head was given out',
    'entries-withheld': 'entries of the ledger not handed over with the archive',
    database: 'database damaged',
    wal: 'write-ahead log of the database damaged',
    token: 'time stamp is not the one recorded',
    derived: 'derived data wrong, can be made again',
    unrecorded: 'file that is not recorded (left as it is)',
  },
  reasons: {
    database: 'the database is damaged',
    ledger: 'the ledger is broken',
    wal: 'the log of the latest writes is damaged',
  },
  notes: (d) =>
    `Beside these ${d.count} note(s) that concern no evidence (derived data, files that are not recorded).`,
  whole: 'No damage to the database or the ledger is known; the vault can be written to.',
  readOnly: (d) =>
    `The vault is open to read only: ${d.reason}. Its files are as they were; keep the whole folder, restore it from a backup and verify again.`,
  neverChecked: 'Never verified.',
  checkedAt: (d) => `Last verified: ${d.at}`,
  lost: (d) =>
    `${d.count} original(s) missing or changed. From an archive, a backup or the folder they came from, zuozheng repair --fetch FOLDER-OR-ZIP fetches them back.`,
  rebuilt: (d) =>
    `Thumbnails and fingerprints (${d.pictures}), the search index and the Merkle tree of the ledger were made again; nothing else was touched.`,
  fetched: (d) => `${d.wanted} lost, ${d.fetched} fetched back.`,
  keptAside: (d) => `The changed original was not destroyed; it is kept as aside/${d.name}`,
  stillLost: (d) => `Still lost: ${d.name} (SHA-256 ${d.sha256})`,
  rebuilding: 'Rebuild',
  fetching: 'Fetch originals',
}
