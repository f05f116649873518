import type { Arguments } from './arguments.ts'
import type { OptionName } from './options.ts'
import type { Session } from './session.ts'

/** Returns the exit status. */
export type Run = (session: Session, given: Arguments) => Promise<number>

interface CommandShape {
  readonly name: string
  readonly usage: string
  readonly options: readonly OptionName[]
  /** How many words must and may follow the name. */
  readonly words: readonly [least: number, most: number]
  /** Absent for `help`, which itself reads this table. */
  readonly load?: () => Promise<Run>
}

const recordOptions = [
  'url',
  'platform',
  'account',
  'account-id',
  'published',
  'captured',
  'captured-until',
  'title',
  'views',
  'likes',
  'method',
  'operator',
  'device',
  'os',
  'tool',
  'network',
  'steps',
  'check',
  'not-captured',
  'found',
  'note',
  'record',
] as const satisfies readonly OptionName[]

const any = Number.POSITIVE_INFINITY

/** A command's code is loaded only when it is called: `inspect` on one file should not wait for the server. */
const table = [
  {
    name: 'inspect',
    usage: 'inspect PATH… [--no-pixels] [--no-digest]',
    options: ['no-pixels', 'no-digest'],
    words: [1, any],
    load: async () => (await import('./inspect.ts')).inspect,
  },
  {
    name: 'case create',
    usage:
      'case create --title T [--author NAME] [--plaintiff NAME]… [--defendant NAME]… [--agent NAME]… [--court C] [--case-number N]',
    options: ['title', 'author', 'plaintiff', 'defendant', 'agent', 'court', 'case-number'],
    words: [0, 0],
    load: async () => (await import('./case.ts')).createCase,
  },
  {
    name: 'case list',
    usage: 'case list',
    options: [],
    words: [0, 0],
    load: async () => (await import('./case.ts')).listCases,
  },
  {
    name: 'case show',
    usage: 'case show CASE',
    options: [],
    words: [1, 1],
    load: async () => (await import('./case.ts')).showCase,
  },
  {
    name: 'case edit',
    usage: 'case edit CASE --file case.json',
    options: ['file'],
    words: [1, 1],
    load: async () => (await import('./case.ts')).editCase,
  },
  {
    name: 'import',
    usage: 'import PATH… --case CASE [--role work|process|capture|document]',
    options: ['case', 'role'],
    words: [1, any],
    load: async () => (await import('./import.ts')).importFiles,
  },
  {
    name: 'item list',
    usage: 'item list CASE [--role work|process|capture|document]',
    options: ['role'],
    words: [1, 1],
    load: async () => (await import('./item.ts')).listItems,
  },
  {
    name: 'item note',
    usage:
      'item note CASE --item ITEM [--role R] [--exhibit-name N] [--source S] [--proves T] [--translation T] [--negative-translation T] [--note T] [--include|--exclude]',
    options: [
      'item',
      'role',
      'exhibit-name',
      'source',
      'proves',
      'translation',
      'negative-translation',
      'note',
      'include',
      'exclude',
    ],
    words: [1, 1],
    load: async () => (await import('./item.ts')).noteItem,
  },
  {
    name: 'search',
    usage:
      'search [WORD…] [--case CASE] [--role R] [--generator ID]… [--model NAME]… [--from DAY] [--to DAY] [--date-of imported|claimed] [--with-record|--without-record] [--with-label|--without-label] [--sort ORDER] [--limit N] [--offset N] [--facets]',
    options: [
      'case',
      'role',
      'generator',
      'model',
      'from',
      'to',
      'date-of',
      'with-record',
      'without-record',
      'with-label',
      'without-label',
      'sort',
      'limit',
      'offset',
      'facets',
    ],
    words: [0, any],
    load: async () => (await import('./search.ts')).search,
  },
  {
    name: 'statement',
    usage: 'statement ITEM [N]',
    options: [],
    words: [1, 2],
    load: async () => (await import('./records.ts')).showStatements,
  },
  {
    name: 'times',
    usage: 'times ITEM',
    options: [],
    words: [1, 1],
    load: async () => (await import('./records.ts')).showTimes,
  },
  {
    name: 'histories',
    usage: 'histories CASE',
    options: [],
    words: [1, 1],
    load: async () => (await import('./records.ts')).showHistories,
  },
  {
    name: 'records',
    usage: 'records CASE --out FILE.csv|FILE.json',
    options: ['out'],
    words: [1, 1],
    load: async () => (await import('./records.ts')).exportRecords,
  },
  {
    name: 'work set',
    usage:
      'work set CASE ITEM [--title T] [--final] [--work WORK|--new] [--author NAME] [--completed DAY] [--published-url URL] [--published-at TIME] [--published-platform P] [--published-account A] [--signature S] [--idea T] [--contribution T]',
    options: [
      'title',
      'final',
      'work',
      'new',
      'author',
      'completed',
      'published-url',
      'published-at',
      'published-platform',
      'published-account',
      'signature',
      'idea',
      'contribution',
    ],
    words: [1, 2],
    load: async () => (await import('./work.ts')).setWork,
  },
  {
    name: 'process show',
    usage: 'process show CASE [--work WORK]',
    options: ['work'],
    words: [1, 1],
    load: async () => (await import('./process.ts')).showProcess,
  },
  {
    name: 'process note',
    usage:
      'process note CASE --item ITEM [--reason TEXT] [--selected|--rejected|--undecided] [--selection-reason TEXT] [--effect TEXT] [--tag TAG]…',
    options: ['item', 'reason', 'selected', 'rejected', 'undecided', 'selection-reason', 'effect', 'tag'],
    words: [1, 1],
    load: async () => (await import('./process.ts')).noteRound,
  },
  {
    name: 'process arrange',
    usage: 'process arrange CASE ITEM… [--work WORK]',
    options: ['work'],
    words: [2, any],
    load: async () => (await import('./process.ts')).arrangeRounds,
  },
  {
    name: 'process decide',
    usage:
      'process decide CASE --from ITEM --to ITEM (--confirm|--cut|--draw|--undo) [--note TEXT] [--work WORK]',
    options: ['from', 'to', 'confirm', 'cut', 'draw', 'undo', 'note', 'work'],
    words: [1, 1],
    load: async () => (await import('./process.ts')).decideEdge,
  },
  {
    name: 'process export',
    usage: 'process export CASE --out FILE.jsonld [--work WORK]',
    options: ['out', 'work'],
    words: [1, 1],
    load: async () => (await import('./process.ts')).exportProcess,
  },
  {
    name: 'reproduce recipe',
    usage: 'reproduce recipe ITEM [--form FORM] [--out FILE]',
    options: ['form', 'out'],
    words: [1, 1],
    load: async () => (await import('./reproduce.ts')).showRecipes,
  },
  {
    name: 'reproduce run',
    usage: 'reproduce run ITEM --server URL [--form txt2img|comfy-prompt]',
    options: ['server', 'form'],
    words: [1, 1],
    load: async () => (await import('./reproduce.ts')).runRecipe,
  },
  {
    name: 'reproduce list',
    usage: 'reproduce list CASE',
    options: [],
    words: [1, 1],
    load: async () => (await import('./reproduce.ts')).listReproductions,
  },
  {
    name: 'record start',
    usage: 'record start [FOLDER…] [--case CASE] [--new-only] [--stamp]',
    options: ['case', 'new-only', 'stamp'],
    words: [0, any],
    load: async () => (await import('./record.ts')).startRecording,
  },
  {
    name: 'record status',
    usage: 'record status [--case CASE]',
    options: ['case'],
    words: [0, 0],
    load: async () => (await import('./record.ts')).showRecorders,
  },
  {
    name: 'record stop',
    usage: 'record stop [ID…] [--all]',
    options: ['all'],
    words: [0, any],
    load: async () => (await import('./record.ts')).stopRecording,
  },
  {
    name: 'capture add',
    usage:
      'capture add FILE… --case CASE --url URL [--platform P] [--account A] [--account-id ID] [--published TIME] [--captured TIME] [--captured-until TIME] [--title T] [--views N] [--likes N] [--method M] [--operator NAME] [--device D] [--os S] [--tool T] [--network N] [--steps T] [--check C]… [--not-captured T] [--found up|changed|removed] [--note T] [--record record.json]',
    options: ['case', ...recordOptions],
    words: [1, any],
    load: async () => (await import('./capture.ts')).addCapture,
  },
  {
    name: 'capture list',
    usage: 'capture list CASE',
    options: [],
    words: [1, 1],
    load: async () => (await import('./capture.ts')).listCaptures,
  },
  {
    name: 'capture edit',
    usage: 'capture edit CASE --capture CAPTURE [--url URL] [--platform P] … [--record record.json]',
    options: ['capture', ...recordOptions],
    words: [1, 1],
    load: async () => (await import('./capture.ts')).editCapture,
  },
  {
    name: 'link',
    usage:
      'link CASE --work WORK --capture CAPTURE [--same KIND[:TEXT]]… [--different KIND[:TEXT]]… [--signature T] [--remarks T] [--statement statement.json]',
    options: ['work', 'capture', 'same', 'different', 'signature', 'remarks', 'statement'],
    words: [1, 1],
    load: async () => (await import('./link.ts')).link,
  },
  {
    name: 'claim set',
    usage: 'claim set CASE --file claims.json',
    options: ['file'],
    words: [1, 1],
    load: async () => (await import('./claim.ts')).setClaims,
  },
  {
    name: 'claim show',
    usage: 'claim show CASE',
    options: [],
    words: [1, 1],
    load: async () => (await import('./claim.ts')).showClaims,
  },
  {
    name: 'claim apology',
    usage: 'claim apology CASE',
    options: [],
    words: [1, 1],
    load: async () => (await import('./claim.ts')).draftApology,
  },
  {
    name: 'dossier',
    usage: 'dossier CASE --out FILE.pdf [--lang zh-CN|en] [--copy court|service]',
    options: ['out', 'copy'],
    words: [1, 1],
    load: async () => (await import('./dossier.ts')).dossier,
  },
  {
    name: 'export',
    usage: 'export CASE --out DIR [--zip] [--copy court|service] [--case-uco] | export --vault DIR --out DIR',
    options: ['out', 'zip', 'copy', 'case-uco'],
    words: [0, 1],
    load: async () => (await import('./export.ts')).exportCase,
  },
  {
    name: 'restore',
    usage: 'restore DIR|ZIP',
    options: [],
    words: [1, 1],
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    name: 'timestamp add',
    usage: 'timestamp add CASE --item ITEM… | --capture CAPTURE | --dossier DOSSIER [--authority NAME]',
    options: ['item', 'capture', 'dossier', 'authority'],
    words: [1, any],
    load: async () => (await import('./timestamp.ts')).addTimestamps,
  },
  {
    name: 'timestamp head',
    usage: 'timestamp head [--authority NAME]',
    options: ['authority'],
    words: [0, 0],
    load: async () => (await import('./timestamp.ts')).stampHead,
  },
  {
    name: 'timestamp list',
    usage: 'timestamp list [CASE] [--item ITEM]',
    options: ['item'],
    words: [0, 1],
    load: async () => (await import('./timestamp.ts')).listTimestamps,
  },
  {
    name: 'timestamp retry',
    usage: 'timestamp retry',
    options: [],
    words: [0, 0],
    load: async () => (await import('./timestamp.ts')).retryTimestamps,
  },
  {
    name: 'timestamp import',
    usage: 'timestamp import FILE… [--item ITEM]',
    options: ['item'],
    words: [1, any],
    load: async () => (await import('./timestamp.ts')).importTimestamps,
  },
  {
    name: 'timestamp authority',
    usage:
      'timestamp authority add NAME [--url URL] [--policy OID] [--note T] | timestamp authority list | timestamp authority remove NAME',
    options: ['url', 'policy', 'note'],
    words: [1, 2],
    load: async () => (await import('./timestamp.ts')).authorities,
  },
  {
    name: 'timestamp trust',
    usage: 'timestamp trust CERT.pem',
    options: [],
    words: [1, 1],
    load: async () => (await import('./timestamp.ts')).trustRoot,
  },
  {
    name: 'timestamp distrust',
    usage: 'timestamp distrust SHA-256',
    options: [],
    words: [1, 1],
    load: async () => (await import('./timestamp.ts')).distrustRoot,
  },
  {
    name: 'ladder',
    usage: 'ladder ITEM',
    options: [],
    words: [1, 1],
    load: async () => (await import('./proof.ts')).showLadder,
  },
  {
    name: 'proof item',
    usage: 'proof item ITEM --out DIR',
    options: ['out'],
    words: [1, 1],
    load: async () => (await import('./proof.ts')).writeProof,
  },
  {
    name: 'proof consistency',
    usage: 'proof consistency --first N',
    options: ['first'],
    words: [0, 0],
    load: async () => (await import('./proof.ts')).proveGrowth,
  },
  {
    name: 'deposits',
    usage: 'deposits ITEM [--file deposits.json]',
    options: ['file'],
    words: [1, 1],
    load: async () => (await import('./proof.ts')).deposits,
  },
  {
    name: 'settings show',
    usage: 'settings show',
    options: [],
    words: [0, 0],
    load: async () => (await import('./settings.ts')).showSettings,
  },
  {
    name: 'settings set',
    usage: 'settings set [--sm3 on|off] [--verify-every DAYS] [--authority NAME]',
    options: ['sm3', 'verify-every', 'authority'],
    words: [0, 0],
    load: async () => (await import('./settings.ts')).setSettings,
  },
  {
    name: 'verify',
    usage: 'verify [PATH] [--deep] [--head SHA-256 --seq N]',
    options: ['deep', 'head', 'seq'],
    words: [0, 1],
    load: async () => (await import('./verify.ts')).verify,
  },
  {
    name: 'health',
    usage: 'health',
    options: [],
    words: [0, 0],
    load: async () => (await import('./repair.ts')).health,
  },
  {
    name: 'repair',
    usage: 'repair --rebuild | repair --fetch DIR|ZIP',
    options: ['rebuild', 'fetch'],
    words: [0, 0],
    load: async () => (await import('./repair.ts')).repair,
  },
  {
    name: 'serve',
    usage: 'serve [--port N] [--no-open]',
    options: ['port', 'no-open'],
    words: [0, 0],
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'demo',
    usage: 'demo [--out DIR]',
    options: ['out'],
    words: [0, 0],
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'help',
    usage: 'help [COMMAND]',
    options: [],
    words: [0, 2],
  },
] as const satisfies readonly CommandShape[]

export type CommandName = (typeof table)[number]['name']
export interface Command extends CommandShape {
  readonly name: CommandName
}

export const commands: readonly Command[] = table
