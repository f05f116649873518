import type { archive as source } from '../zh-CN/archive.ts'

const untoldOf: Readonly<Record<string, string>> = {
  objects: 'the kind of each file and when it was stored',
  dossiers: 'file names of dossiers',
  recorders: 'recorded folders and how they stand',
  arrivals: 'paths of recorded files and what became of them',
  reproductions: 'server and settings of reruns',
  timestamps: 'whom time stamps were asked of, and how far that has come',
}

export const archive: typeof source = {
  readmeName: 'README.txt',
  readme: (d) => `Archive of a case: ${d.title}

Written by Zuozheng ${d.program} at ${d.writtenAt} (clock of that machine, UTC). ${d.files} files, ${d.entries} entries of the ledger.

What is here
  data/originals  data/captures  data/documents   the files as they were taken in, byte for byte, under their own names
  data/records      generation records read from the files (records.json, records.csv), the case and the creative process
  data/dossiers     dossiers that were built (PDF)
  data/other        files that entries of the ledger name besides (tables and graphs that were exported), by digest
  data/timestamps   ${d.tokens} time-stamp token(s), and the root certificates that the user chose to trust
  data/ledger       extract of the ledger: all entries of this case and of none; of ${d.withheldEntries} entries about other cases only hashes
  data/vault.jsonl  what a restore needs (not in a service copy)
  Format: BagIt 1.0 (RFC 8493)${
    d.isService
      ? `

This is a copy for the other side
  Personal data (ID number, address, phone) and proofs of identity were taken out of this archive (${d.withheldFiles} more
  file(s) are not in it; data/records/files.json says why). The digests of these files and statements remain in the
  ledger and can be compared with the court's copy. Originals are copied byte for byte and nothing in them is covered;
  words within pictures or compressed content were not searched: look at each before you hand it over.
  What can be read in it: the account of the computer that each entry of the ledger was made on (${d.accounts.join(', ')}),
  which cannot be left out, because the entries are chained by digests over it; in data/records/files.json the names of
  files that are not in it (without the personal data that the case holds; no names of files kept out of the evidence).
  This copy cannot be restored.`
      : ''
  }

How to check it (without our software)
  ${
    d.hasVerifier
      ? '1. Open verify.html in this folder in any current browser (no network, nothing to install) and drop the whole folder or ZIP on it.'
      : '1. With Zuozheng: zuozheng verify PATH-OF-THIS-FOLDER'
  }
  2. Every file: in this folder run  sha256sum -c manifest-sha256.txt
     (macOS: shasum -a 256 -c manifest-sha256.txt)
     The manifest itself: sha256sum -c tagmanifest-sha256.txt
  3. Time stamps: openssl ts -verify -data STAMPED-FILE -in TOKEN.tsr -CAfile data/timestamps/trusted-roots.pem
     (with -token_in besides for one that ends in .tst)
     data/timestamps/timestamps.json says which token is of which file.
  4. The head printed in a dossier: compare it with the one below, or with the entry of that number in the extract.

Head of the ledger
  number       ${d.seq}
  hash         ${d.hash}
  Merkle root  ${d.root}

What a passed check shows
  The files of the manifest have not been changed and none is missing since the archive was written; the extract of
  the ledger hangs together, with nothing put in, left out or changed.
  A valid time stamp shows that what was stamped existed at that time; the time is the authority's word.

What it does not show
  Not that times, authors or settings written in a file are true: that is what the file says.
  Not what happened before the files were taken in; that moment is not when they were made, and it is this machine's clock.
  Without a time stamp not that the ledger was not made anew as a whole: compare it with a head printed or stamped before.
  Not that a work is protected or that there is an infringement: that is for a court.
`,
  verdict: {
    good: (d) => `The check passed: ${d.checked} files are as the manifests list them.`,
    bad: (d) =>
      `The check did not pass: ${d.checked} files checked, ${d.problems} problem(s) found. Use another copy.`,
    warnings: (d) => `${d.warnings} more to know, which do not change the result:`,
  },
  problems: {
    missing: 'file missing',
    changed: 'content changed',
    unreadable: 'cannot be read',
    unlisted: 'not in the manifest',
    link: 'a link, not followed',
    'unsafe-path': 'path leads out of the archive',
    'listed-twice': 'listed twice',
    'names-alike': 'names differ in case or form of letters only',
    'relative-path': './ before the path',
    'binary-mark': 'asterisk before the name',
    'system-file': 'file put there by the system',
    'algorithm-unknown': 'unknown digest algorithm',
    'bag-declaration': 'no BagIt archive, or its declaration is wrong',
    'manifest-missing': 'no manifest',
    'manifest-line': 'a line of the manifest cannot be read',
    'tag-file-unreadable': 'cannot be read in the encoding declared',
    'payload-oxum': 'number of bytes or files differs',
    'ledger-broken': 'ledger broken',
    'statement-changed': 'statement differs from the ledger',
    'statement-missing': 'statement missing',
    'intake-changed': 'intake differs from the ledger',
    'record-changed': 'generation record differs from the ledger',
    'item-missing': 'no data for a file of the ledger',
    'row-changed': 'a row differs from the ledger',
    'row-missing': 'a row that the ledger speaks of is missing',
    'row-added': 'a row that the ledger knows nothing of',
    'row-damaged': 'data cannot be read',
    zip: 'ZIP file damaged',
    database: 'database fault',
    'ledger-behind': 'ledger of the backup is not the one it names',
  },
  jobs: {
    archive: 'Writing the archive',
    restore: 'Restoring',
    backup: 'Backing up',
    verify: 'Checking the archive',
  },
  written: (d) =>
    `Archive written: ${d.path} (${d.files} files, ${d.size})\nSHA-256 of manifest-sha256.txt: ${d.manifest}`,
  serviceTells: (d) =>
    `Before you hand it over: whoever gets this copy can read the computer accounts in the ledger (${d.accounts.join(', ')})${
      d.withheldNames.length > 0 ? `, and the names of files left out: ${d.withheldNames.join(', ')}` : ''
    }.`,
  restored: (d) =>
    `Restored: ${d.cases.length === 1 ? 'case' : 'cases'} ${d.cases.join(', ')}; ${d.items} ${d.items === 1 ? 'file' : 'files'}. Every file fits its digest, and every row what the ledger tells of it.`,
  restoredUnsound: (d) =>
    `Backup restored as it stands: ${d.cases.length === 1 ? 'case' : 'cases'} ${d.cases.join(', ')}; ${d.items} ${d.items === 1 ? 'file' : 'files'}. ${d.problems} ${d.problems === 1 ? 'thing does' : 'things do'} not fit the ledger. Keep the backup and run zuozheng verify:`,
  untold: (d) =>
    `Taken as the archive has it, because the ledger does not tell: ${d.tables.map((table) => untoldOf[table] ?? table).join('; ')}.`,
  backedUp: (d) =>
    `Backup made${d.verified ? ' and verified' : ''}: ${d.path} (${d.copied} file(s) copied now, ${d.kept} there already, ${d.size} in all)`,
  backedUpUnsound:
    'Something in the vault does not fit its ledger. It was copied as it stands and is not called verified: run zuozheng verify, and keep earlier backups.',
  /** Why a folder or a file is not used. */
  refusals: {
    'there-already':
      'it holds something else, which is never replaced or mixed with; choose an empty folder or a new name.',
    'being-written': 'another program is writing to it; wait until that has ended, or choose another place.',
    'other-vault':
      'it holds the backup of another vault, or a later one of this vault, which is never replaced; choose an empty folder.',
    'is-backup':
      'it is a backup, which opening would change; bring it back into a new vault with zuozheng restore.',
    'service-copy': 'it is a service copy, which can be verified and not be restored; use the court copy.',
  } as Readonly<Record<string, string>>,
}
