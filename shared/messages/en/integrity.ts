import { formatDay, formatInstant } from '../../format.ts'
import type { integrity as source } from '../zh-CN/integrity.ts'

type Details = Readonly<Record<string, string | number>>

const of = (details: Details, key: string) => String(details[key] ?? '')
const time = (details: Details, key: string) => formatInstant(of(details, key), 'en')
const by = (details: Details) => of(details, 'signer') || of(details, 'authority')
const from = (details: Details) => (details.imported === 1 ? ' (made elsewhere and taken in)' : '')
const head = (details: Details) =>
  `Time stamp of “${by(details)}” over the head of the ledger at entry ${of(details, 'seq')}`
const origin = (details: Details) => {
  const known = [of(details, 'by'), formatDay(of(details, 'at'), 'en')].filter((part) => part !== '')
  return known.length === 0 ? '' : ` (${known.join(', ')})`
}
const noted = (name: string) => (details: Details) =>
  `${name} ${of(details, 'number')}${origin(details)}, as the party states it; this program has not asked there.`

const noRevocation = 'Whether the certificate was revoked was not asked.'

const checkNames: Readonly<Record<string, string>> = {
  format: 'Format',
  status: 'Status of the response',
  digest: 'Digest',
  signature: 'Signature',
  certificate: 'Identifier of the signing certificate',
  usage: 'Use of the certificate',
  time: 'Validity of the certificate',
  chain: 'Chain of certificates',
  nonce: 'Nonce',
  policy: 'Policy',
  revocation: 'Revocation',
  subject: 'What is stamped',
  'certificate-file': 'Certificate file',
}

const faults: Readonly<Record<string, string>> = {
  format: 'the file is not a whole RFC 3161 time stamp',
  status: 'the authority refused the request in its response',
  digest: 'the digest in the token is not that of this content',
  signature: 'the signature of the token does not hold; it may have been altered',
  certificate: 'the signing certificate is not the one that the token names',
  usage: 'the signing certificate is not one for time stamps alone',
  time: 'the signing certificate was not valid at the time the token states',
  chain: 'the chain of certificates did not hold at the time the token states',
  nonce: 'the nonce of the response is not that of the request; it may be an old response',
  policy: 'the policy is not the one that was asked for',
  subject: 'the vault holds no file, dossier or head with the digest of the token',
  'certificate-file': 'the file is not an X.509 certificate',
}

const rungs: Readonly<Record<string, (details: Details) => string>> = {
  digest: () =>
    'The SHA-256 of the file is the one that was recorded. Anybody can compute it; a digest shows that the content is the same, not when it was made.',
  'digest.changed': (d) =>
    `The original now has the digest ${of(d, 'found')}, not the one recorded: it was changed.`,
  'digest.unreadable': () => 'The original cannot be read now, so its digest cannot be checked.',
  ledger: (d) =>
    `Entry ${of(d, 'seq')} of the ledger records the file, and was checked to stand among its ${of(d, 'size')} entries. The chain proves the order; the time is that of this machine’s clock.`,
  'ledger.broken': (d) =>
    `Entry ${of(d, 'seq')} does not prove that the file stands in the ledger; the ledger may have been altered.`,
  recorder: (d) =>
    `The recorder saw the file appear at ${time(d, 'seenAt')} and sealed it at ${time(d, 'sealedAt')}, by this machine’s clock.`,
  'recorder.catch-up': (d) =>
    `The file lay in the folder when the recorder began and was sealed at ${time(d, 'sealedAt')}; when it appeared the recorder does not know.`,
  'stamp.trusted': (d) =>
    `Time stamp of “${by(d)}” over the digest of the file${from(d)}: digest and signature agree, and the chain of certificates leads to a root that you trust. ${noRevocation}`,
  'stamp.valid': (d) =>
    `Time stamp of “${by(d)}” over the digest of the file${from(d)}: digest and signature agree, but no root that you trust vouches for the signer.`,
  'stamp.unchecked': (d) =>
    `Time stamp of “${by(d)}” over the digest of the file${from(d)}: it uses an algorithm that this program cannot check (such as SM2; have it checked by the authority), or the original cannot be read for its digest.`,
  'stamp.invalid': (d) => `The time stamp does not hold: ${faults[of(d, 'fault')] ?? 'a check failed'}.`,
  'stamp.pending': (d) =>
    `A time stamp was asked of “${of(d, 'authority')}” at ${time(d, 'requestedAt')} and is not there yet (tried ${of(d, 'attempts')} times). The time that will count is that of the token.`,
  'stamp.failed': (d) =>
    `The time stamp asked of “${of(d, 'authority')}” was not had: ${stampError(of(d, 'error'))}`,
  'head-stamp.trusted': (d) =>
    `${head(d)}: the signature agrees, the chain of certificates leads to a root that you trust, and the entry of the file was checked to stand in the ledger as it was then. ${noRevocation}`,
  'head-stamp.valid': (d) =>
    `${head(d)}: the signature agrees and the entry of the file stood in the ledger as it was then, but no root that you trust vouches for the signer.`,
  'head-stamp.unchecked': (d) =>
    `${head(d)}: the entry of the file stood in the ledger as it was then, but the token uses an algorithm that this program cannot check; have it checked by the authority.`,
  'head-stamp.invalid': (d) =>
    `The time stamp of the head does not hold: ${faults[of(d, 'fault')] ?? 'a check failed'}.`,
  'head-stamp.other-ledger': (d) =>
    `The ledger does not lead to the head that was stamped (entry ${of(d, 'seq')}): it was rewritten after the stamp.`,
  'head-stamp.not-here': (d) =>
    `${head(d)}: this ledger was restored from an archive and leaves out entries of other cases that the check takes; check it with the proofs of the archive or in the vault it came from.`,
  'deposit.blockchain': noted('Blockchain deposit'),
  'deposit.notary': noted('Notarial deed'),
  'deposit.registration': noted('Certificate of registration'),
  'deposit.other': noted('Other deposit'),
  'missing.time': () =>
    'Nobody outside vouches for the time: it rests on this machine’s clock alone. A time stamp can be asked for.',
}

const errorWords: Readonly<Record<string, (reason: string) => string>> = {
  'server-unreachable': (reason) =>
    `the authority cannot be reached${reason && ` (${reason})`}; it will be tried again.`,
  'server-refused': (reason) =>
    `the authority refused the request (${reason}); check its address and what it asks for, then try again.`,
  'token-invalid': (reason) => `the response did not hold: ${faults[reason] ?? reason}. It was not taken in.`,
  'not-found': () => 'the authority is no longer among the settings, or has no address.',
}

function stampError(told: string): string {
  const [code = '', ...reason] = told.split(' ')
  return errorWords[code]?.(reason.join(' ')) ?? told
}

export const integrity: typeof source = {
  ladder: 'Proof ladder',
  ladderHint:
    'From the top: first what needs nobody’s word, then what needs that of this machine, an authority or a party.',
  states: {
    holds: 'Holds',
    'ends-soon': 'Ends soon',
    ended: 'Certificate ended',
    pending: 'Waiting',
    unchecked: 'Not checked',
    fails: 'Does not hold',
    missing: 'Missing',
  },
  trust: {
    nobody: 'Nobody to trust',
    'this-machine': 'Trust in this machine’s clock',
    authority: 'Trust in the authority',
    party: 'Trust in the party',
  },
  trustHead: 'Whom to trust',
  since: 'Existed at the latest',
  stated: 'Time stated',
  until: 'Certificate valid until',
  rung: ({ code, details }) => rungs[code]?.(details) ?? code,
  tokenStates: {
    trusted:
      'Holds: digest and signature agree, and the chain leads to a root that you trust; revocation was not asked',
    valid: 'Digest and signature agree, but no root that you trust vouches for the signer',
    unchecked:
      'Not checked: it uses an algorithm that this program cannot check, or the original cannot be read',
    invalid: 'Does not hold',
  },
  checkResults: { ok: 'agrees', failed: 'does not agree', 'not-checked': 'not checked' },
  checkName: (code) => checkNames[code] ?? code,
  check: ({ code, result }) => {
    const name = checkNames[code] ?? code
    if (result === 'failed') return `${name}: ${faults[code] ?? 'does not agree'}`
    return `${name}: ${result === 'ok' ? 'agrees' : 'not checked'}`
  },
  fault: (code) => faults[code] ?? code,
  stampStates: { queued: 'Waiting', stamped: 'Stamped', failed: 'Not had' },
  stampError,
  gap: (d) =>
    `Asked for at ${formatInstant(d.requestedAt, 'en')} (this machine’s clock), stamped at ${formatInstant(d.time, 'en')} (as the token states).`,
  subjects: { item: 'File', capture: 'Capture', dossier: 'Dossier', head: 'Head of the ledger' },
  unverifiedAcceptance:
    'Whether Chinese courts accept foreign or free time-stamping services has not been verified; ask a lawyer or the court first.',
  depositKinds: {
    blockchain: 'Blockchain deposit',
    notary: 'Notary',
    registration: 'Registration',
    other: 'Other',
  },
  reminder: (d) =>
    `The certificates of ${d.count} time stamp(s) end within 90 days or have ended; stamp again.`,
  settings: {
    sm3: 'SM3 digests beside SHA-256',
    verifyEveryDays: 'Days between automatic verifications (0: never)',
    authority: 'Time-stamping authority that is asked when none is named',
  },
  command: {
    requested: (d) => `Time stamps: ${d.stamped} stamped, ${d.waiting} waiting, ${d.failed} not had.`,
    none: 'No time stamps.',
    noAuthorities: 'No authorities. Add one with timestamp authority add.',
    noRoots: 'No trusted root certificates. Add one with timestamp trust.',
    authorities: 'Authorities',
    roots: 'Trusted root certificates',
    ends: (d) => `certificate valid until ${d.at}`,
    trusted: (d) => `Root certificate trusted: ${d.subject}\nSHA-256 ${d.fingerprint}`,
    imported: (d) => `Time stamp taken in: ${d.path}\n  ${d.subject}  ${d.time}\n  ${d.state}`,
    proofWritten: (d) => `Proof written: ${d.path} (${d.files} files)`,
    grows: (d) =>
      `The first ${d.first} entries lead to the ${d.second} there are now; nothing between was rewritten.\nMerkle root of the first ${d.first}: ${d.root}`,
    yes: 'yes',
    no: 'no',
    notSet: 'not set',
  },
  proof: {
    readmeName: 'README.txt',
    readme: (d) => `Proof of one file

File: ${d.name}
SHA-256: ${d.sha256}
Recorded: entry ${d.seq} of the ledger, ${d.at} (clock of the machine that recorded it)

Each step uses common tools alone, not our software. Run them in this folder, in order.

1. The file in your hands is the one that was recorded
   sha256sum YOUR-FILE
   must give ${d.sha256}, which stands in entry.json under digests.

2. The entry is as it was written
   sha256sum entry.json
   must give ${d.hash}

3. The entry stands in the ledger
   From the entry up to the Merkle root (RFC 9162: byte 00 before a leaf, byte 01 before a node):
${d.steps}
   The last result must be ${d.root}, the root in head.json.
${d.stamps}
What is not proven
   Digest and chain show “not changed since”; not when, by whom or how the file was made before it was recorded.
   A time without a time stamp is only that of the clock of the machine that recorded it.
   Whether the certificate of an authority was revoked was not asked.
`,
    noStamps: `
4. Time
   There is no time stamp: the time of the entry is only that of the machine’s clock.
`,
    stamps: (d) => `
4. Time (trust in the authority; get its root.pem from it yourself)
${d.lines}
`,
    yourFile: 'YOUR-FILE',
    stampLine: (d) => `   ${d.time}  ${d.signer}\n   ${d.command}`,
  },
}
