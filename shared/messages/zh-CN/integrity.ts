import type { Deposit, Rung, TokenCheck, TokenVerdict } from '../../contract/integrity.ts'
import { formatDay, formatInstant } from '../../format.ts'

type Details = Readonly<Record<string, string | number>>

const of = (details: Details, key: string) => String(details[key] ?? '')
const time = (details: Details, key: string) => formatInstant(of(details, key), 'zh-CN')
const by = (details: Details) => of(details, 'signer') || of(details, 'authority')
const from = (details: Details) => (details.imported === 1 ? '（由外部取得后收入）' : '')
const head = (details: Details) => `“${by(details)}”对保管链第 ${of(details, 'seq')} 条时的链头签发的时间戳`
const origin = (details: Details) => {
  const known = [of(details, 'by'), formatDay(of(details, 'at'), 'zh-CN')].filter((part) => part !== '')
  return known.length === 0 ? '' : `（${known.join('，')}）`
}
const noted = (name: string) => (details: Details) =>
  `当事人陈述的${name} ${of(details, 'number')}${origin(details)}；本程序未向该机构核对。`

const noRevocation = '未查询证书是否已被吊销。'

const checkNames: Readonly<Record<string, string>> = {
  format: '格式',
  status: '签发状态',
  digest: '摘要',
  signature: '签名',
  certificate: '签名证书的标识',
  usage: '证书用途',
  time: '证书有效期',
  chain: '证书链',
  nonce: '随机数',
  policy: '签发策略',
  revocation: '证书吊销',
  subject: '所盖戳的内容',
  'certificate-file': '证书文件',
}

const faults: Readonly<Record<string, string>> = {
  format: '文件不是完整的 RFC 3161 时间戳',
  status: '签发机构在应答中拒绝了申请',
  digest: '令牌中的摘要不是该内容的摘要',
  signature: '令牌的签名不成立，内容可能被改动过',
  certificate: '签名证书不是令牌中指明的那一张',
  usage: '签名证书不是专用于时间戳的证书',
  time: '签名证书在令牌所载时间不在有效期内',
  chain: '证书链在令牌所载时间不成立',
  nonce: '应答中的随机数不是申请时的随机数，可能是旧的应答',
  policy: '签发策略不是所申请的策略',
  subject: '证据库中没有与令牌摘要相符的文件、卷宗或链头',
  'certificate-file': '文件不是 X.509 证书',
}

const rungs: Readonly<Record<string, (details: Details) => string>> = {
  digest: () =>
    '文件内容的 SHA-256 摘要与登记的一致。任何人都能自行计算核对；摘要只证明内容相同，不证明时间。',
  'digest.changed': (d) => `原件现在的摘要是 ${of(d, 'found')}，与登记的不一致：内容已被改动。`,
  'digest.unreadable': () => '原件现在无法读取，不能核对摘要。',
  ledger: (d) =>
    `保管链第 ${of(d, 'seq')} 条登记了该文件，并已核对它在共 ${of(d, 'size')} 条的链中。先后由链保证，时刻出自本机时钟。`,
  'ledger.broken': (d) => `保管链第 ${of(d, 'seq')} 条不能证明该文件在链中，保管链可能被改动过。`,
  recorder: (d) =>
    `记录器于 ${time(d, 'seenAt')} 见到该文件出现，于 ${time(d, 'sealedAt')} 封存。时刻出自本机时钟。`,
  'recorder.catch-up': (d) =>
    `记录器开始工作时该文件已在文件夹中，于 ${time(d, 'sealedAt')} 封存；它何时出现，记录器并不知道。`,
  'stamp.trusted': (d) =>
    `“${by(d)}”对该文件的摘要签发的时间戳${from(d)}：摘要与签名相符，证书链通向您信任的根证书。${noRevocation}`,
  'stamp.valid': (d) =>
    `“${by(d)}”对该文件的摘要签发的时间戳${from(d)}：摘要与签名相符，但没有您信任的根证书为签发者作保。`,
  'stamp.unchecked': (d) =>
    `“${by(d)}”对该文件的摘要签发的时间戳${from(d)}：采用了本程序不能核验的算法（例如国密 SM2），或者读不到原件、算不出其摘要；前者请到签发机构核验。`,
  'stamp.invalid': (d) => `时间戳不成立：${faults[of(d, 'fault')] ?? '核验未通过'}。`,
  'stamp.pending': (d) =>
    `${time(d, 'requestedAt')} 已向“${of(d, 'authority')}”申请时间戳，尚未取得，已尝试 ${of(d, 'attempts')} 次。取得后以令牌所载时间为准。`,
  'stamp.failed': (d) => `向“${of(d, 'authority')}”申请的时间戳没有取得：${stampError(of(d, 'error'))}`,
  'head-stamp.trusted': (d) =>
    `${head(d)}：签名相符，证书链通向您信任的根证书；并已核对该文件的登记在当时的链中。${noRevocation}`,
  'head-stamp.valid': (d) =>
    `${head(d)}：签名相符，该文件的登记在当时的链中，但没有您信任的根证书为签发者作保。`,
  'head-stamp.unchecked': (d) =>
    `${head(d)}：该文件的登记在当时的链中，但令牌采用了本程序不能核验的算法，请到签发机构核验。`,
  'head-stamp.invalid': (d) => `链头的时间戳不成立：${faults[of(d, 'fault')] ?? '核验未通过'}。`,
  'head-stamp.other-ledger': (d) =>
    `现有保管链与当时盖戳的链头（第 ${of(d, 'seq')} 条）对不上：保管链在盖戳之后被改写过。`,
  'head-stamp.not-here': (d) =>
    `${head(d)}：本库是由存档恢复的节录，不含核对所需的其他案件记录；请用存档中的证明或原证据库核对。`,
  'deposit.blockchain': noted('区块链存证编号'),
  'deposit.notary': noted('公证书编号'),
  'deposit.registration': noted('登记证书编号'),
  'deposit.other': noted('其他存证编号'),
  'missing.time': () => '没有第三方的时间证明：时间目前只能依靠本机时钟。可以申请时间戳。',
}

const errorWords: Readonly<Record<string, (reason: string) => string>> = {
  'server-unreachable': (reason) => `连接不上签发机构${reason && `（${reason}）`}，稍后会自动重试。`,
  'server-refused': (reason) => `签发机构拒绝了申请（${reason}）。请检查其网址与要求后重试。`,
  'token-invalid': (reason) => `应答未通过核验：${faults[reason] ?? reason}。未收入。`,
  'not-found': () => '设置中已没有这家签发机构，或它没有网址。',
}

/** `server-unreachable HTTP 503`: a code with its reason, as a request keeps them. */
function stampError(told: string): string {
  const [code = '', ...reason] = told.split(' ')
  return errorWords[code]?.(reason.join(' ')) ?? told
}

/** 摘要、保管链、可信时间戳与证明阶梯的文字；窗口、命令行、卷宗与核验页面共用。 */
export const integrity = {
  ladder: '证明阶梯',
  ladderHint: '从上到下：先是无需相信任何人的，再是要相信本机、签发机构或当事人的。',
  states: {
    holds: '成立',
    'ends-soon': '即将到期',
    ended: '证书已到期',
    pending: '等待中',
    unchecked: '未能核验',
    fails: '不成立',
    missing: '缺失',
  } satisfies Record<Rung['state'], string>,
  trust: {
    nobody: '无需相信任何人',
    'this-machine': '须相信本机时钟',
    authority: '须相信签发机构',
    party: '须相信当事人',
  } satisfies Record<Rung['trust'], string>,
  trustHead: '须相信谁',
  since: '最迟在此时已存在',
  /** 未经核验的时间：只是令牌或当事人这样说。 */
  stated: '所称时间',
  until: '证书有效至',
  rung: ({ code, details }: Pick<Rung, 'code' | 'details'>) => rungs[code]?.(details) ?? code,
  tokenStates: {
    trusted: '核验通过：摘要、签名相符，证书链通向您信任的根证书；未查询证书是否已被吊销',
    valid: '签名与摘要相符，但没有您信任的根证书为签发者作保',
    unchecked: '未能核验：采用了本程序不能核验的算法，或者读不到原件',
    invalid: '核验未通过',
  } satisfies Record<TokenVerdict['state'], string>,
  checkResults: { ok: '相符', failed: '不符', 'not-checked': '未核验' } satisfies Record<
    TokenCheck['result'],
    string
  >,
  checkName: (code: string) => checkNames[code] ?? code,
  /** One line for one check: its name, its result, and of a failure what it means. */
  check: ({ code, result }: Pick<TokenCheck, 'code' | 'result'>) => {
    const name = checkNames[code] ?? code
    if (result === 'failed') return `${name}：${faults[code] ?? '不符'}`
    return `${name}：${result === 'ok' ? '相符' : '未核验'}`
  },
  fault: (code: string) => faults[code] ?? code,
  stampStates: { queued: '等待签发', stamped: '已签发', failed: '未取得' },
  stampError,
  gap: (d: { requestedAt: string; time: string }) =>
    `申请于 ${formatInstant(d.requestedAt, 'zh-CN')}（本机时钟），签发于 ${formatInstant(d.time, 'zh-CN')}（令牌所载）。`,
  subjects: { item: '文件', capture: '取证记录', dossier: '卷宗', head: '保管链链头' },
  unverifiedAcceptance: '外国或免费时间戳服务机构在中国法院的采信情况未经核实，请先向律师或受诉法院确认。',
  depositKinds: {
    blockchain: '区块链存证',
    notary: '公证',
    registration: '登记',
    other: '其他',
  } satisfies Record<Deposit['kind'], string>,
  reminder: (d: { count: number }) => `有 ${d.count} 个时间戳的证书将在 90 天内到期或已到期，请重新盖戳。`,
  settings: {
    sm3: '同时计算 SM3 摘要',
    verifyEveryDays: '自动校验间隔（天，0 为不自动校验）',
    authority: '默认的时间戳签发机构',
  },
  command: {
    requested: (d: { stamped: number; waiting: number; failed: number }) =>
      `时间戳：已签发 ${d.stamped} 个，等待 ${d.waiting} 个，未取得 ${d.failed} 个。`,
    none: '没有时间戳。',
    noAuthorities: '没有设置签发机构。用 timestamp authority add 添加。',
    noRoots: '没有信任的根证书。用 timestamp trust 添加。',
    authorities: '签发机构',
    roots: '信任的根证书',
    ends: (d: { at: string }) => `证书有效至 ${d.at}`,
    trusted: (d: { subject: string; fingerprint: string }) =>
      `已信任根证书：${d.subject}\nSHA-256 ${d.fingerprint}`,
    imported: (d: { path: string; subject: string; time: string; state: string }) =>
      `已收入时间戳：${d.path}\n  ${d.subject}  ${d.time}\n  ${d.state}`,
    proofWritten: (d: { path: string; files: number }) => `证明已写入：${d.path}（${d.files} 个文件）`,
    grows: (d: { first: number; second: number; root: string }) =>
      `前 ${d.first} 条与现有的 ${d.second} 条相接，中间没有改写。\n前 ${d.first} 条的默克尔根 ${d.root}`,
    yes: '是',
    no: '否',
    notSet: '未设置',
  },
  proof: {
    readmeName: '请先读.txt',
    readme: (d: ProofReadme) => `一个文件的证明

文件：${d.name}
SHA-256：${d.sha256}
登记：保管链第 ${d.seq} 条，${d.at}（登记时的本机时钟）

下面的每一步都只用常见工具，不需要我们的软件。请在本文件夹中依次运行。

1. 您手里的文件就是登记的那一个
   sha256sum 您的文件
   结果应是 ${d.sha256}，并出现在 entry.json 的 digests 中。

2. 登记的内容没有改动
   sha256sum entry.json
   结果应是 ${d.hash}

3. 登记在保管链中
   从登记算到默克尔根（RFC 9162：叶子前加字节 00，节点前加字节 01）：
${d.steps}
   最后的结果应是 ${d.root}，与 head.json 中的 root 相同。
${d.stamps}
没有证明什么
   摘要和链证明的是“此后未改”，不证明文件在登记之前何时、由谁、怎样作出。
   没有时间戳的时刻只出自登记时的本机时钟。
   没有查询时间戳签发机构的证书是否被吊销。
`,
    noStamps: `
4. 时间
   没有可用的时间戳：登记时刻只出自本机时钟。
`,
    stamps: (d: { lines: string }) => `
4. 时间（须相信签发机构；root.pem 由您自己向签发机构取得）
${d.lines}
`,
    yourFile: '您的文件',
    stampLine: (d: { time: string; signer: string; command: string }) =>
      `   ${d.time}  ${d.signer}\n   ${d.command}`,
  },
}

interface ProofReadme {
  readonly name: string
  readonly sha256: string
  readonly seq: number
  readonly at: string
  readonly hash: string
  readonly root: string
  readonly steps: string
  readonly stamps: string
}
