import type { Shape } from '../../shape.ts'
import type { frame as source } from '../../zh-CN/window/frame.ts'

const files = (count: number) => (count === 1 ? '1 file' : `${count} files`)
const rounds = (count: number) => (count === 1 ? '1 round' : `${count} rounds`)

export const frame: Shape<typeof source> = {
  skip: 'Skip to content',
  close: 'Close',
  clear: 'Clear',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Saved.',
  unsaved: 'Not saved yet',
  discard: 'Discard changes',
  back: 'Back',
  more: 'Show all',
  less: 'Show less',
  loading: 'Reading',
  dropHere: (role) => `Let go to import as “${role}”; originals are copied and never changed`,
  remove: (name) => (name ? `Remove “${name}”` : 'Remove'),
  languages: { 'zh-CN': '中文', en: 'English' },
  rail: { label: 'Main', cases: 'Cases', settings: 'Settings' },
  versus({ plaintiff, defendant }) {
    if (!plaintiff && !defendant) return 'No parties yet'
    return `${plaintiff || 'No claimant yet'} v. ${defendant || 'No defendant yet'}`
  },
  sampleTag: 'Sample',
  places: { label: 'Case file', parties: 'Parties', facts: 'Facts', documents: 'Documents' },
  steps: {
    label: 'Steps of the case',
    empty: 'not started',
    done: 'done',
    missing: (count) => `${count} missing`,
  },
  missingLabel: 'What this step still needs',
  missing: {
    'work.final': () => 'No final image has been chosen.',
    'work.title': () => 'The work has no title.',
    'work.author': () => 'The author is not named.',
    'work.completed': () => 'There is no completion date.',
    'work.publication': () => 'There is no link or time of first publication.',
    'process.rounds': () => 'A creative process needs at least two rounds; import the drafts.',
    'process.reasons': (count) => `${rounds(count)} without a reason for the change.`,
    'process.selection': () => 'No round is marked as selected.',
    'process.translation': (count) =>
      `${rounds(count)} with a foreign-language prompt and no Chinese translation; add it in the panel at the right.`,
    'infringement.capture': () => 'There is no capture of the infringement.',
    'infringement.url': () => 'A capture has no address.',
    'infringement.time': () => 'A capture has no time.',
    'comparison.link': () => 'The work has not been held beside a capture.',
    'comparison.marks': () => 'Nothing is marked as the same or different.',
    'claims.none': () => 'Nothing is asked for yet.',
    'claims.amount': () => 'There is no amount of damages.',
    'claims.apology': () => 'The apology has no text.',
    'claims.errors': (count) =>
      `${count === 1 ? 'One point' : `${count} points`} of the claims do not fit the statute; see what to note.`,
    'claims.vouchers': () => 'An expense has no voucher.',
    'dossier.none': () => 'No dossier has been built.',
    'dossier.outdated': () => 'The case has changed since the dossier was built; build it again.',
    'parties.plaintiff': () => 'The claimant is not named.',
    'parties.defendant': () => 'The defendant is not named.',
  },
  missingOther: (code) => `Something else is missing (${code}).`,
  caseNotOpened: 'This case cannot be opened',
  backToCases: 'Back to the cases',
  openCaseFirst: 'Open a case first.',
  engineRestarted:
    'The background process stopped unexpectedly and was started again; what was saved is intact, unfinished work can be run again.',
  jobs: {
    kinds: {
      import: 'Import',
      pictures: 'Thumbnails',
      dossier: 'Dossier',
      verify: 'Verification',
      sample: 'Sample case',
      export: 'Export of records',
      reproduction: 'Reproduction',
      timestamps: 'Time stamps',
      digests: 'SM3 digests',
      archive: 'Archive',
      restore: 'Restore',
      backup: 'Backup',
      repair: 'Repair',
    },
    progress({ kind, share, left, more }) {
      const parts = [share === null ? '' : ` ${share}%`, left === null ? '' : `, about ${left} min`]
      return `${kind}${parts.join('')}${more > 0 ? `, ${more} more waiting` : ''}`
    },
    cancelled: 'Cancelled; what was finished before is kept.',
  },
  sending: ({ done, total }) => `Sending files ${done}/${total}`,
  imported({ imported, duplicates, failed, noted }) {
    const parts = [
      imported > 0 || (duplicates === 0 && failed === 0) ? `${files(imported)} imported` : '',
      duplicates > 0 ? `${duplicates} already in the case` : '',
      noted > 0 ? `${noted} with something to note` : '',
      failed > 0 ? `${failed} could not be imported` : '',
    ]
    return `${parts.filter(Boolean).join(', ')}.`
  },
  report: {
    title: 'Result of the import',
    failed: 'Not imported',
    noted: 'Imported, with something to note',
    unknown: 'For an unknown reason; see the log.',
    more: (count) => `${count} more are not listed.`,
    understood: 'I see',
  },
  picture: {
    pending: 'Making the thumbnail',
    none(format) {
      if (format === 'empty') return 'Empty file'
      return format === 'unknown' ? 'No preview' : `${format.toUpperCase()} file`
    },
  },
  status: {
    vault: ({ cases, items }) => `Vault: ${cases === 1 ? '1 case' : `${cases} cases`}, ${files(items)}`,
    ledger: 'Ledger',
    verified: 'verified',
    unverified: 'not verified',
    broken: 'verification found differences',
  },
  calendar: {
    month: 'MMMM YYYY',
    labels: {
      monthLevelControl: 'Choose a month',
      yearLevelControl: 'Choose a year',
      nextMonth: 'Next month',
      previousMonth: 'Previous month',
      nextYear: 'Next year',
      previousYear: 'Previous year',
      nextDecade: 'Next decade',
      previousDecade: 'Previous decade',
    },
  },
  instantWrong: 'Write it like “2026-03-03 20:15”.',
  instantHint: 'Beijing time, to the minute or second',
  moneyWrong: 'Write an amount with at most two decimals.',
  yuan: 'CNY',
  chooseFiles: 'Choose imported files',
  noDocuments: 'No such file; import it under “Documents” first',
  itemNo: (id) => `File ${id}`,
}
