import type { RecorderState } from '../../contract/recorder.ts'

const states: Record<RecorderState, string> = {
  running: 'Recording',
  waiting: 'Not recording now',
  stopped: 'Ended',
}

interface Tally {
  readonly state: RecorderState
  readonly today: number
  readonly pending: number
  readonly last: { readonly name: string; readonly time: string } | null
}

function trouble(code: string): string {
  switch (code) {
    case 'missing':
      return 'The folder is not there (a drive may have been pulled). Recording goes on by itself when it is back; files that appeared meanwhile are marked as caught up.'
    case 'unreadable':
      return 'The folder cannot be read; please check its permissions. Recording goes on by itself when it can.'
    case 'disk-full':
      return 'The disk of the vault is full; please make room. Waiting files are then sealed by themselves.'
    case 'vault-busy':
      return 'Another program is using the vault; this is tried again by itself.'
    default:
      return `Nothing can be sealed just now (${code}); this is tried again by itself. The log says more.`
  }
}

export const recorder = {
  states,
  trouble,
  alive({ state, today, pending, last }: Tally): string {
    const parts = [
      states[state],
      `${today} sealed today`,
      pending > 0 ? `${pending} waiting` : '',
      last ? `last ${last.time} ${last.name}` : '',
    ]
    return parts.filter(Boolean).join(' · ')
  },
  cli: {
    begun: (d: { count: number }) =>
      `Recording ${d.count} ${d.count === 1 ? 'folder' : 'folders'}; new files are sealed within seconds. Ctrl+C leaves, zuozheng record stop ends it from elsewhere.`,
    folder: (d: { id: number; folder: string }) => `  ${d.id}  ${d.folder}`,
    sealed: (d: { time: string; name: string; sha256: string; catchUp: boolean; damaged: boolean }) =>
      `${d.time} sealed ${d.name} ${d.sha256}${d.catchUp ? ' (caught up)' : ''}${d.damaged ? ' (incomplete, sealed as it is)' : ''}`,
    left: 'Left; the recording has not ended: zuozheng record start or the desktop window goes on with it, and files that appear meanwhile are marked as caught up.',
    stopped: 'The recording has ended.',
    noRecorders: 'There is no recorder yet. Begin: zuozheng record start FOLDER --case CASE',
    status: (d: { id: number; caseId: number; folder: string }) => `${d.id}  case ${d.caseId}  ${d.folder}`,
    totals: (d: { sealed: number; failed: number; deleted: number; renamed: number }) =>
      [
        `${d.sealed} in all`,
        d.failed > 0 ? `${d.failed} could not be sealed` : '',
        d.renamed > 0 ? `${d.renamed} renamed since` : '',
        d.deleted > 0 ? `${d.deleted} deleted since (the sealed copies are kept)` : '',
      ]
        .filter(Boolean)
        .join(', '),
    stoppedOne: (d: { id: number; folder: string }) => `Ended recorder ${d.id}: ${d.folder}`,
    nothingRuns: 'No recording is under way.',
  },
  tray: {
    alive: (today: number) => `Recording, ${today} sealed today`,
    waiting: 'Recording is paused',
    troubled: 'The recorder needs attention; please open the window',
    open: 'Open the window',
    pause: 'Pause recording',
    resume: 'Go on recording',
    quit: 'Quit (recording stops)',
    staysTitle: 'Still recording',
    stays:
      'The window is closed; recording goes on in the background. To stop it, use the icon in the notification area.',
  },
  window: {
    label: 'Recorder',
    strip({ today, last }: { today: number; last: string | null }): string {
      return last === null
        ? `Recording · ${today} sealed today`
        : `Recording · ${today} sealed today · last ${last}`
    },
    pending: (count: number) => `${count} waiting`,
    waiting: 'Not recording now; press to go on',
    troubled: ({ today }: { today: number }) => `The recorder needs attention · ${today} sealed today`,
    begin: 'Record a folder',
    title: 'Record the folder of a generator',
    hint: 'Point it at the output folder of a generator. From then on every new file is sealed within seconds: taken into the vault, chained in the ledger, its arrival time kept.',
    today: 'Sealed today',
    all: 'Sealed in all',
    pendingLabel: 'Waiting',
    last: (time: string, name: string) => `last ${time} ${name}`,
    failed: (count: number) => `${count} could not be sealed`,
    renamed: (count: number) => `${count} renamed since`,
    deleted: (count: number) => `${count} deleted since (the sealed copies are kept)`,
    ofCase: (title: string) => `Case “${title}”`,
    interrupted: 'Interrupted',
    stop: 'End recording',
    again: 'Go on recording',
    seen: (time: string) => `last alive ${time}`,
    choose: 'Choose a folder…',
    existing: 'Also seal what is in the folder already, marked as caught up',
    byCommand: 'A web page cannot name a folder of this machine. Please run in a terminal:',
    command: (caseId: number) => `zuozheng record start FOLDER --case ${caseId}`,
    copied: 'Copied.',
    copy: 'Copy the command',
    none: 'No folder is recorded here yet.',
    started: 'Recording has begun.',
  },
} as const
