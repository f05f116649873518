import type { Problem } from '../../contract/vault.ts'
import type { Shape } from '../shape.ts'
import type { verifier as source } from '../zh-CN/verifier.ts'
import { integrity } from './integrity.ts'

const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

const told = ({ expected, found }: Problem) =>
  `${expected === null ? '' : `expected ${expected}; `}${found === null ? 'found none' : `found ${found}`}`

function placeOf({ subject }: Problem): string {
  if (subject === 'ledger head') return 'the head of the ledger'
  if (subject === 'ledger root') return 'the root of the ledger'
  const seq = /^ledger (\d+)$/.exec(subject)?.[1]
  return seq === undefined ? `“${subject}”` : `entry ${seq} of the ledger`
}

export const verifier: Shape<typeof source> = {
  title: 'Zuozheng · Archive check',
  intro:
    'This page checks the archive of a case in your browser. It sends nothing, changes nothing and needs no network. The same archive gets the same verdict on any computer.',
  drop: 'Drop the folder of the archive or its ZIP file here',
  chooseFolder: 'Choose the folder',
  chooseZip: 'Choose a ZIP file',
  chooseRoot: 'Add a root certificate you trust (PEM, DER)',
  rootsHint:
    'A time stamp rests on the certificate of the authority that issued it. The root certificates in the archive were named by whoever made it; get the root from the authority itself, add it here, and judge then.',
  rootsAdded: (count) =>
    count === 1
      ? 'One root certificate added; checked again.'
      : `${count} root certificates added; checked again.`,
  rootUnreadable: (name) => `“${name}” is not a certificate that can be read and was not added.`,
  useEnclosed: 'Check against the root certificates in the archive',
  working: ({ done, total }) => `Checking: ${done} of ${total} read`,
  again: 'Check another archive',
  print: 'Print',
  language: '中文',
  notReadable: (name) =>
    `“${name}” cannot be read: it is neither a whole ZIP file nor the folder of an archive.`,
  notBag: 'There is no archive here: bagit.txt is missing. Choose the outermost folder of the archive.',
  ok: 'Everything that can be checked agrees',
  okText: (files) =>
    `The digests of ${counted(files, 'file', 'files')} were computed one by one and agree with the manifest; nothing was changed, is missing or was added.`,
  failed: (count) => (count === 1 ? 'One thing does not agree' : `${count} things do not agree`),
  failedText:
    'Each of them is listed below. Ask the party that gave you the archive for another, whole copy.',
  proven: 'What is proven',
  notProven: 'What is not proven',
  problems: 'What does not agree',
  files: 'Files of the case',
  stamps: 'Time stamps',
  trustNobody: 'Nobody need be believed: any common tool such as sha256sum computes it again.',
  trustMachine: 'The clock of the computer that made the archive must be believed.',
  trustAuthority: 'The authority that issued it must be believed.',
  whole: (files) =>
    `The archive is whole: ${counted(files, 'file agrees', 'files agree')} with the manifest, one by one.`,
  wholeNot: 'The archive is not whole or was changed; see “What does not agree”.',
  ledger: ({ shown, withheld }) =>
    withheld === 0
      ? `The ledger is in one piece: the digests of its ${shown} entries agree one by one, and no number is left out.`
      : `The ledger agrees: the ${shown} entries given here lead to the root of the whole ledger; ${counted(withheld, 'other entry is', 'other entries are')} not given, only digests of them.`,
  ledgerBroken: 'The ledger does not agree; see “What does not agree”.',
  ledgerNone: 'There is no ledger here: only the manifest was checked.',
  ledgerSpan: ({ from, to }) =>
    `Times in it run from ${from} to ${to}. They are those of the computer that made the archive and prove no real time by themselves.`,
  recorded: (count) =>
    `${counted(count, 'file of the case stands', 'files of the case stand')} in the ledger as taken in, by digest.`,
  statements: (count) =>
    `${counted(count, 'statement of the party agrees with its digest', 'statements of the party agree with their digests')} in the ledger.`,
  statementsWithheld:
    'The words of the party’s statements are not part of this copy; only their digests in the ledger could be checked.',
  stampedFile: ({ file, time, signer }) =>
    `“${file}” existed before ${time}, as a time stamp issued by “${signer}” proves.`,
  stampedHead: ({ count, time, signer }) =>
    `The first ${count} entries of the ledger existed before ${time}, as a time stamp issued by “${signer}” proves; and so did the files that they took in.`,
  trusted: (root) => `Its certificates lead to the root “${root}”, which you trust.`,
  enclosed: (root) =>
    `Its certificates lead to the root “${root}” in the archive, named by whoever made it; ask the authority whether it is theirs.`,
  ifTrusted: 'If the authority can be trusted: ',
  untrusted:
    'The signature holds, but there is no trusted root to compare with: who the authority is cannot be confirmed yet.',
  stampedOther: ({ count, time, signer }) =>
    `The time stamp issued by “${signer}” at ${time} covers a ledger of ${counted(count, 'entry', 'entries')}. That the ledger here goes on from it could not be shown, so the stamp does not say since when the files here exist.`,
  noStamp: 'There is no time stamp: no third party proves before when these files existed.',
  revocation: 'This page uses no network and did not ask whether certificates were revoked.',
  limits: [
    'Who made the pictures, and whether their generation records are true: the check says only that they are as they were entered.',
    'Whether files were changed before they were taken in.',
    'Any time before the earliest valid time stamp: times in the ledger are those of the computer that made it, and without a stamp the whole ledger may have been written later.',
    'Whether the case has material that is not in the archive, and what the ledger entries say that stand as digests only.',
    'Whether the work is protected or was infringed: that is for the court.',
  ],
  columns: {
    name: 'File',
    entry: 'Ledger',
    at: 'Taken in (maker’s computer)',
    state: 'Verdict',
    digest: 'SHA-256',
  },
  states: {
    intact: 'as entered',
    changed: 'changed',
    missing: 'missing',
    unrecorded: 'not in the ledger',
    withheld: 'not in this copy',
  },
  tokenStates: {
    trusted: 'valid, root trusted',
    enclosed: 'agrees with the root in the archive',
    valid: 'signature holds',
    unchecked: 'could not be checked',
    invalid: 'not valid',
  },
  problem: {
    changed: (p) => `“${p.subject}” was changed: ${told(p)}`,
    missing: (p) =>
      p.subject.startsWith('ledger ')
        ? `The file that ${placeOf(p)} took in is not listed in the archive, digest ${p.expected ?? ''}.`
        : `“${p.subject}” is missing.`,
    unlisted: (p) => `“${p.subject}” is not in the manifest.`,
    unreadable: (p) => `“${p.subject}” cannot be read.`,
    link: (p) => `“${p.subject}” is a link to another place; an archive holds none.`,
    'unsafe-path': (p) => `The manifest names “${p.subject}”, which leads out of the archive.`,
    'listed-twice': (p) => `“${p.subject}” is listed twice.`,
    'names-alike': (p) => `“${p.subject}” differs from another file in case or Unicode form only.`,
    'bag-declaration': () => 'The declaration bagit.txt is missing or wrong.',
    'manifest-missing': () => 'The manifest manifest-sha256.txt is missing.',
    'manifest-line': (p) => `A line of “${p.subject}” cannot be read: ${p.found ?? ''}`,
    'tag-file-unreadable': (p) => `“${p.subject}” is not UTF-8 text.`,
    'payload-oxum': (p) => `The number of files or bytes differs from bag-info.txt: ${told(p)}`,
    'ledger-broken': (p) => `The ledger does not agree at ${placeOf(p)}: ${told(p)}`,
    unrecorded: (p) => `“${p.subject}” has no entry in the ledger.`,
    'statement-changed': (p) => `The statement of ${placeOf(p)} differs from its digest: ${told(p)}`,
    'statement-missing': (p) => `The statement of ${placeOf(p)} is missing.`,
    'intake-changed': (p) =>
      `The name or origin of the file of ${placeOf(p)} differs from its digest: ${told(p)}`,
    'record-changed': (p) =>
      `The generation record of the file of ${placeOf(p)} differs from its digest: ${told(p)}`,
    'item-missing': (p) => `The row of the file that ${placeOf(p)} took in is missing.`,
    'row-changed': (p) => `The row “${p.subject}” is not as the ledger tells of it.`,
    'row-missing': (p) =>
      p.subject.startsWith('ledger ')
        ? `The row that ${placeOf(p)} speaks of is missing.`
        : `The row “${p.subject}”, of which the ledger speaks, is missing.`,
    'row-added': (p) => `The ledger knows nothing of the row “${p.subject}”.`,
    'token-invalid': (p) => `The time stamp “${p.subject}” does not hold: ${integrity.fault(p.found ?? '')}.`,
    'head-differs': (p) =>
      `The ledger that was stamped in “${p.subject}” is not the one here: it was rewritten after the stamp, or the stamp belongs to another ledger.`,
  },
  otherProblem: (p) => `“${p.subject}”: ${p.kind}, ${told(p)}`,
  manifestDigest: 'SHA-256 of the manifest',
  headDigest: 'State of the ledger',
  headOf: ({ size, root }) => `entry ${size}, root ${root}`,
  compare: 'Compare them with what is printed in the dossier or a notice.',
}
