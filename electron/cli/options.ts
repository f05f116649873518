/** Every option of every command, with its kind. One name means one thing everywhere. */
export const optionKinds = {
  vault: 'text',
  json: 'flag',
  ndjson: 'flag',
  lang: 'text',
  help: 'flag',
  version: 'flag',

  title: 'text',
  author: 'text',
  plaintiff: 'texts',
  defendant: 'texts',
  agent: 'texts',
  court: 'text',
  'case-number': 'text',
  file: 'text',

  case: 'text',
  role: 'text',

  work: 'text',
  new: 'flag',
  final: 'flag',
  completed: 'text',
  'published-url': 'text',
  'published-at': 'text',
  'published-platform': 'text',
  'published-account': 'text',
  signature: 'text',
  idea: 'text',
  contribution: 'text',

  item: 'text',
  reason: 'text',
  effect: 'text',
  'selection-reason': 'text',
  selected: 'flag',
  rejected: 'flag',
  undecided: 'flag',
  tag: 'texts',

  'exhibit-name': 'text',
  source: 'text',
  proves: 'text',
  note: 'text',
  translation: 'text',
  'negative-translation': 'text',
  include: 'flag',
  exclude: 'flag',

  url: 'text',
  platform: 'text',
  account: 'text',
  'account-id': 'text',
  published: 'text',
  captured: 'text',
  'captured-until': 'text',
  views: 'text',
  likes: 'text',
  method: 'text',
  operator: 'text',
  device: 'text',
  os: 'text',
  tool: 'text',
  network: 'text',
  steps: 'text',
  check: 'texts',
  'not-captured': 'text',
  found: 'text',
  record: 'text',

  capture: 'text',
  same: 'texts',
  different: 'texts',
  statement: 'text',
  remarks: 'text',

  form: 'text',
  server: 'text',

  generator: 'texts',
  model: 'texts',
  from: 'text',
  to: 'text',
  'date-of': 'text',
  'with-record': 'flag',
  'without-record': 'flag',
  'with-label': 'flag',
  'without-label': 'flag',
  sort: 'text',
  limit: 'text',
  offset: 'text',
  facets: 'flag',

  out: 'text',
  copy: 'text',
  port: 'text',
  'no-open': 'flag',
  'no-pixels': 'flag',
  'no-digest': 'flag',
} as const satisfies Record<string, 'text' | 'texts' | 'flag'>

export type OptionName = keyof typeof optionKinds

/** Options that every command takes. */
export const generalOptions = ['vault', 'json', 'ndjson', 'lang', 'help', 'version'] as const

export function isOption(name: string): name is OptionName {
  return Object.hasOwn(optionKinds, name)
}
