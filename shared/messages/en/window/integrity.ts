import type { Shape } from '../../shape.ts'
import type { integrity as source } from '../../zh-CN/window/integrity.ts'

const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const integrity: Shape<typeof source> = {
  prove: 'How it is proven to be unchanged',
  stamp: 'Ask for a time stamp',
  restamp: 'Stamp again',
  headOf: (seq) => `ledger up to entry ${seq}`,
  stampHead: 'Time-stamp the head of the ledger',
  stampHeadHint:
    'One stamp proves that every file taken in before existed at that time; the authority sees none of the contents.',
  importToken: 'Take in a time stamp you have',
  importTokenHint: 'A .tsa, .tsr or .tst file from an authority; it is matched by its digest.',
  imported: 'The time stamp was taken in.',
  noAuthority: 'No time-stamping authority is set yet: ',
  toSettings: 'set one',
  checks: 'Each check',
  deposits: 'Deposit, notary and registration numbers',
  depositsHint: 'As you state them; the program does not ask the institutions.',
  depositKind: 'Kind',
  depositNumber: 'Number',
  depositNumberMissing: 'Give the number, or remove this line.',
  depositBy: 'Issued by',
  depositAt: 'Date',
  addDeposit: 'Add a number',
  removeDeposit: (number) => `Remove number ${number}`,
  saveDeposits: 'Save the numbers',

  stamps: 'Trusted time',
  stampsHint:
    'Time stamps are issued by the authority you choose and prove that a file existed before a certain time. Only digests are sent to it.',
  authorities: 'Authorities',
  authorityName: 'Name',
  authorityNameMissing: 'Give the name, or remove this line.',
  authorityUrl: 'Address of the service',
  authorityPolicy: 'Policy (may be empty)',
  addAuthority: 'Add an authority',
  removeAuthority: (name) => `Remove ${name}`,
  saveAuthorities: 'Save the authorities',
  roots: 'Trusted root certificates',
  rootsHint:
    'Get them from the authority’s own site. Without a root the signature of a stamp can be checked, but not who made it.',
  addRoot: 'Add a root certificate (PEM, DER)',
  removeRoot: (name) => `Trust ${name} no longer`,
  noRoots: 'No root certificate is trusted yet.',
  waiting: (count) => `${counted(count, 'time stamp waits', 'time stamps wait')} to be issued.`,
  refused: (count) => `${counted(count, 'time stamp was', 'time stamps were')} not had.`,
  retry: 'Try now',
  sm3: 'Compute SM3 digests too',
  verifyEvery: 'Verify by itself',
  verifyEveryDays: (days) => (days === 0 ? 'never' : days === 1 ? 'every day' : `every ${days} days`),

  archive: 'Archive',
  archiveHint:
    'Originals, records, time stamps and ledger of the whole case; anybody can check it without this program.',
  caseUco: 'Add a CASE/UCO record',
  writeArchive: 'Export an archive (ZIP)',
  writing: 'Writing the archive',
  archiveReady: ({ files, size }) => `The archive is written: ${counted(files, 'file', 'files')}, ${size}.`,
  download: (name) => `Download ${name}`,
  manifestDigest: 'SHA-256 of the manifest',
  serviceCaution:
    'The copy for the other side leaves out the identity and contact data that the case holds of the parties; words inside pictures are not blacked out, so look at each before you serve it. Computer accounts in the ledger and the names of files left out can still be read.',

  restore: 'Restore an archive or backup',
  restoreHint:
    'It is checked as a whole first and then written into this empty vault, with the same digests, times and numbers.',
  restoreDrop: 'Drop the ZIP of an archive here, or press to choose',
  restored: (items) =>
    `${counted(items, 'file was', 'files were')} restored. Every file fits its digest, and every row what the ledger tells of it.`,
  restoredUnsound: (items) =>
    `${counted(items, 'file was', 'files were')} restored as they stand, but the backup does not fit its ledger: keep it, and verify the vault in the settings.`,

  backup: 'Backup',
  backupHint:
    'Copies the vault to a folder on another disk: only what is new, checked afterwards, also while the vault is in use.',
  backupDrop: 'Drop the backup folder here to back up now',
  backupCommand: 'A browser cannot choose a folder of this machine; run:',
  backedUp: ({ copied, kept, verified }) =>
    `Backed up${verified ? ' and checked' : ''}: ${counted(copied, 'file', 'files')} copied, ${kept} there before.`,

  damaged: 'The vault is damaged and open to read only',
  damagedHint:
    'Its files are as they were and nothing was deleted. Keep the whole folder, and restore a backup or archive into a new vault. Where a whole database has been put back, verify again in the settings: once nothing is found, the vault can be written to.',
  lost: (count) => `${counted(count, 'original is', 'originals are')} missing or changed`,
  lostHint:
    'If you have an archive, a backup or the original folder, they can be fetched back by digest; a changed file is kept aside, never deleted.',
  fetch: 'Drop an archive (folder or ZIP), a backup or the original folder',
  fetched: ({ fetched, wanted }) => `${wanted} missing, ${fetched} fetched back.`,
  rebuild: 'Make derived data again',
  rebuildHint:
    'Thumbnails, fingerprints, search index and Merkle tree; originals and records are not touched.',
  rebuilt: 'Derived data was made again.',
  root: 'Merkle root',
}
