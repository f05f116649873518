import type { ErrorDetails } from '../../contract/errors.ts'
import type { errors as source } from '../zh-CN/errors.ts'
import { archive } from './archive.ts'
import { integrity } from './integrity.ts'
import { repair } from './repair.ts'

const of = (details: ErrorDetails, key: string, other = '') => String(details[key] ?? other)

/** What is wrong with an archive: the kind in words, and where. */
function damage(details: ErrorDetails): string {
  const [kind, reason] = [of(details, 'kind'), of(details, 'reason')]
  const words = (archive.problems as Readonly<Record<string, string>>)[kind]
  if (words === undefined) return reason
  const subject = reason.startsWith(`${kind}: `) ? reason.slice(kind.length + 2) : ''
  return subject === '' ? words : `${words}: ${subject}`
}

export const errors: typeof source = {
  'invalid-input': (d) => {
    const refusal = archive.refusals[of(d, 'reason')]
    return refusal === undefined
      ? `“${of(d, 'field', 'The input')}” cannot be used as it is (${of(d, 'reason')}); correct it and try again.`
      : `“${of(d, 'field')}” was not used: ${refusal}`
  },
  'unknown-operation': (d) =>
    `There is no operation named “${of(d, 'name')}”; check the spelling or update the program.`,
  'not-found': (d) =>
    `The ${of(d, 'what', 'thing asked for').replace('-', ' ')} (${of(d, 'id')}) was not found; refresh and choose again.`,
  'not-allowed': (d) => `“${of(d, 'path')}” cannot be used: choose the file in the window or drop it there.`,
  'vault-busy': () =>
    'Another program is writing to the vault; wait a moment and try again, nothing was lost.',
  'vault-newer': (d) =>
    `The vault “${of(d, 'path')}” was written by a newer Zuozheng (data format ${of(d, 'found')}); update the program to open it, nothing in it was touched.`,
  'vault-missing': (d) => `There is no vault at “${of(d, 'path')}”; check the path, or create a case first.`,
  'vault-unwritable': (d) =>
    `“${of(d, 'path')}” cannot be written; check the folder's permissions or whether the disk is read-only, what is there is intact.`,
  'vault-network-drive': (d) =>
    `The vault “${of(d, 'path')}” is on a network drive, where data cannot be kept safe; move it to a disk of this machine.`,
  'vault-damaged': (d) =>
    `The database of the vault “${of(d, 'path')}” is damaged; leave the folder as it is and restore it from a backup.`,
  'disk-full': (d) =>
    `The disk is full and “${of(d, 'path')}” could not be written; free some space and run this again, what was finished is kept.`,
  'file-unreadable': (d) =>
    `“${of(d, 'path')}” could not be read; check its permissions, or copy it to a disk of this machine and try again.`,
  'file-not-found': (d) => `The file “${of(d, 'path')}” was not found; check the path and try again.`,
  'file-unsupported': (d) =>
    `“${of(d, 'path')}” is not of a known kind and was not taken in; if it is evidence, pack it into a ZIP file and import that.`,
  'file-changed': (d) =>
    `“${of(d, 'path')}” was changed while it was being read and was not taken in; wait until it is written and try again.`,
  'hash-mismatch': (d) =>
    `“${of(d, 'path')}” no longer has the digest it had when it was taken in, so this was stopped; fetch the original from a backup and leave the vault as it is.`,
  'ledger-broken': (d) =>
    `The ledger is broken at entry ${of(d, 'seq')}; leave the vault as it is and run a verification.`,
  'nothing-to-show': (d) =>
    `The case “${of(d, 'title')}” holds nothing to put into a dossier yet; import the pictures of the work first.`,
  'upload-too-large': (d) =>
    `“${of(d, 'path')}” is larger than the limit of ${of(d, 'limit')} a file; import it on the command line.`,
  'vault-read-only': (d) =>
    `The vault “${of(d, 'path')}” is damaged and open to read only: ${repair.reasons[of(d, 'reason')] ?? of(d, 'reason')}. Nothing in it was touched; keep the whole folder, restore it from a backup and verify it before writing on.`,
  'vault-not-empty': (d) =>
    `There is a vault at “${of(d, 'path')}” already; an archive is restored into a new one, so choose an empty folder.`,
  'archive-damaged': (d) =>
    `The archive “${of(d, 'path')}” did not pass its check (${damage(d)}) and nothing was taken from it; use another copy of it.`,
  'token-invalid': (d) =>
    `“${of(d, 'path')}” was not taken in: ${integrity.fault(of(d, 'reason'))}. Check that it belongs to this file, or get it from the authority again.`,
  'server-unreachable': (d) =>
    `“${of(d, 'url')}” cannot be reached; see that it is running and the network is there, then try again.`,
  'server-refused': (d) =>
    `“${of(d, 'url')}” refused the request (${of(d, 'reason')}); correct what it names and try again.`,
  'address-not-allowed': (d) =>
    `“${of(d, 'url')}” is not an address that can be used; give a whole http or https address.`,
  'recipe-incomplete': (d) =>
    `The record of “${of(d, 'path')}” lacks ${of(d, 'missing')}, so it cannot be run again; what is missing is not filled in.`,
  'no-work': (d) =>
    `The case “${of(d, 'title')}” has no work yet; name its final image first (the step “Work” of the window, or work set CASE ITEM --final).`,
  'final-is-reproduction': (d) =>
    `“${of(d, 'path')}” is a later reproduction and cannot be the work’s final image; choose a picture of the making itself.`,
  cancelled: () => 'Cancelled; what was finished before is kept.',
  internal: (d) =>
    `Something went wrong inside the program (reference ${of(d, 'reference')}); what was saved is not affected. Send us this reference with the log.`,
}
