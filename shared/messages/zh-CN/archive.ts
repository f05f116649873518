interface Read {
  readonly title: string
  readonly program: string
  readonly writtenAt: string
  readonly files: number
  readonly entries: number
  readonly withheldEntries: number
  readonly seq: number
  readonly hash: string
  readonly root: string
  readonly tokens: number
  readonly isService: boolean
  readonly accounts: readonly string[]
  readonly withheldFiles: number
  readonly hasVerifier: boolean
}

const verifierLine = (has: boolean) =>
  has
    ? '1. 用任意现代浏览器打开本文件夹中的 verify.html（无需联网、无需安装），把整个文件夹或 ZIP 拖进去。'
    : '1. 用作证软件运行：zuozheng verify 本文件夹的路径'

const serviceNote = (d: Read) =>
  d.isService
    ? `

这是送达对方的副本
  证件号码、住址、电话等个人信息，以及身份证明文件，已从本存档中移除（另有 ${d.withheldFiles} 个文件未放入，理由见
  data/records/files.json）。这些文件和陈述的摘要仍在保管链中，法院副本可据以核对。原文件是逐字节复制的，没有作任何
  遮盖；图片画面中或压缩内容中的文字未经搜索，送达前请逐一查看。
  本副本中可以看到：保管链每条记录所写的操作时电脑账户名（${d.accounts.join('、')}），记录以摘要前后相连，隐去便无法核对；
  data/records/files.json 中未放入文件的名称（其中登记的个人信息已略去，未列入证据的文件不列名称）。
  本副本不能用于恢复。`
    : ''

const untoldOf: Readonly<Record<string, string>> = {
  objects: '文件的类型与存入时间',
  dossiers: '卷宗的文件名',
  recorders: '录制的文件夹及其状态',
  arrivals: '录制时文件的路径与变动',
  reproductions: '复现所用的服务与设置',
  timestamps: '向哪一机构申请时间戳、申请的进展',
}

/** 存档、恢复与备份的文字。 */
export const archive = {
  readmeName: 'README-请先读.txt',
  readme: (d: Read) => `案件存档：${d.title}

由作证 Zuozheng ${d.program} 于 ${d.writtenAt}（本机时钟，UTC）写成。文件 ${d.files} 个，保管链记录 ${d.entries} 条。

这里有什么
  data/originals  data/captures  data/documents   导入时的原文件，逐字节相同，沿用原来的文件名
  data/records      从文件中读出的生成记录（records.json、records.csv）、案件资料和创作过程
  data/dossiers     已生成的卷宗（PDF）
  data/other        保管链提到的其他文件（导出过的表格、过程图），以摘要为名
  data/timestamps   时间戳令牌 ${d.tokens} 个，以及使用者自己指定信任的根证书
  data/ledger       保管链节录：本案的全部记录和不属于任何案件的记录；其他案件的 ${d.withheldEntries} 条只留摘要
  data/vault.jsonl  恢复案件所需的数据（送达副本中没有）
  格式说明：BagIt 1.0（RFC 8493）${serviceNote(d)}

怎样核对（不需要我们的软件）
  ${verifierLine(d.hasVerifier)}
  2. 核对每个文件：在本文件夹中运行  sha256sum -c manifest-sha256.txt
     （macOS：shasum -a 256 -c manifest-sha256.txt）
     清单本身：sha256sum -c tagmanifest-sha256.txt
  3. 核对时间戳：openssl ts -verify -data 被盖戳的文件 -in 令牌.tsr -CAfile data/timestamps/trusted-roots.pem
     （扩展名为 .tst 的令牌另加 -token_in）
     哪个令牌对应哪个文件，见 data/timestamps/timestamps.json。
  4. 核对卷宗上印的保管链末端：与下面的数值或保管链节录中同一序号的记录比较。

保管链末端
  序号    ${d.seq}
  摘要  ${d.hash}
  默克尔根  ${d.root}

核对通过说明什么
  清单中的文件自写成存档以来没有改变、没有缺少；保管链节录前后相连，没有增删改。
  有效的时间戳说明：被盖戳的内容在那个时间已经存在，出具时间的是时间戳机构。

核对通过不说明什么
  不说明文件中写的时间、作者、参数属实：那是文件自己的说法。
  不说明导入之前发生过什么；导入时间不是创作时间，它来自本机时钟。
  没有时间戳时，不说明保管链不是事后整本重做的：请与更早印出或盖过时间戳的保管链末端比较。
  不说明作品受保护或者侵权成立：这由法院判断。
`,
  verdict: {
    good: (d: { checked: number }) => `核对通过：${d.checked} 个文件与清单一致。`,
    bad: (d: { checked: number; problems: number }) =>
      `核对未通过：检查 ${d.checked} 个文件，发现 ${d.problems} 处问题。请换用另一份副本。`,
    warnings: (d: { warnings: number }) => `另有 ${d.warnings} 处值得注意，不影响结论：`,
  },
  problems: {
    missing: '文件缺失',
    changed: '内容已改变',
    unreadable: '无法读取',
    unlisted: '清单中没有',
    link: '是链接，未跟随',
    'unsafe-path': '路径指向存档之外',
    'listed-twice': '重复列出',
    'names-alike': '名称只有大小写或字符形式不同',
    'relative-path': '路径前有 ./',
    'binary-mark': '名称前有星号',
    'system-file': '系统自动放入的文件',
    'algorithm-unknown': '未知的摘要算法',
    'bag-declaration': '不是 BagIt 存档，或声明有误',
    'manifest-missing': '没有清单',
    'manifest-line': '清单中有一行无法读懂',
    'tag-file-unreadable': '无法按声明的编码读取',
    'payload-oxum': '字节数或文件数不符',
    'ledger-broken': '保管链不相连',
    'statement-changed': '陈述与保管链不符',
    'statement-missing': '陈述缺失',
    'intake-changed': '导入信息与保管链不符',
    'record-changed': '生成记录与保管链不符',
    'item-missing': '保管链中的文件没有数据',
    'row-changed': '登记与保管链不符',
    'row-missing': '保管链所记的登记缺失',
    'row-added': '有登记而保管链中无记载',
    'row-damaged': '数据无法读懂',
    zip: 'ZIP 文件损坏',
    database: '数据库有问题',
    'ledger-behind': '备份的保管链与记载不符',
  },
  jobs: {
    archive: '写存档',
    restore: '恢复',
    backup: '备份',
    verify: '核对存档',
  },
  written: (d: { path: string; files: number; size: string; manifest: string }) =>
    `存档已写成：${d.path}（${d.files} 个文件，${d.size}）\n清单 manifest-sha256.txt 的 SHA-256：${d.manifest}`,
  /** 送达副本写成后，提醒其中可以看到的名称。 */
  serviceTells: (d: { accounts: readonly string[]; withheldNames: readonly string[] }) =>
    `送达前请知悉，收件人可以在本副本中看到保管链所写的电脑账户名：${d.accounts.join('、')}${
      d.withheldNames.length > 0 ? `；以及未放入的文件的名称：${d.withheldNames.join('、')}` : ''
    }。`,
  restored: (d: { cases: readonly number[]; items: number }) =>
    `已恢复：案件 ${d.cases.join('、')}，文件 ${d.items} 个。每个文件与其摘要一致，各项登记与保管链的记载一致。`,
  restoredUnsound: (d: { cases: readonly number[]; items: number; problems: number }) =>
    `已按原样恢复备份：案件 ${d.cases.join('、')}，文件 ${d.items} 个；其中 ${d.problems} 处与保管链不符，请保留备份并运行 zuozheng verify：`,
  /** 按存档原样写入、保管链没有记载的内容，按数据表。 */
  untold: (d: { tables: readonly string[] }) =>
    `保管链没有记载、按存档原样写入的：${d.tables.map((table) => untoldOf[table] ?? table).join('；')}。`,
  backedUp: (d: { path: string; copied: number; kept: number; size: string; verified: boolean }) =>
    `备份完成${d.verified ? '并已核对' : ''}：${d.path}（新复制 ${d.copied} 个文件，已有 ${d.kept} 个，共 ${d.size}）`,
  backedUpUnsound:
    '证据库中有与保管链不符的内容，已按原样复制，未称核对通过：请运行 zuozheng verify 查看，并保留以前的备份。',
  /** 为什么不用某个文件夹或文件。 */
  refusals: {
    'there-already': '此处已有其他内容，不会替换或混入，请另选一个空文件夹或新的名称。',
    'being-written': '另一个程序正在写入此处，请等它完成后再试，或另选一个位置。',
    'other-vault': '此处是另一个证据库的备份，或比本证据库更新的备份，不会覆盖，请另选一个空文件夹。',
    'is-backup': '这是备份，直接打开会改动它；请用 zuozheng restore 恢复到新的证据库。',
    'service-copy': '这是送达副本，可以核对，不能恢复，请换用法院副本。',
  } as Readonly<Record<string, string>>,
}
