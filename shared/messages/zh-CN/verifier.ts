import type { Problem } from '../../contract/vault.ts'
import { integrity } from './integrity.ts'

const told = ({ expected, found }: Problem) =>
  `${expected === null ? '' : `应为 ${expected}；`}${found === null ? '实际没有' : `实际为 ${found}`}`

/** `ledger 5`, `ledger head`: where in the ledger something is wrong; else the name of a file. */
function placeOf({ subject }: Problem): string {
  if (subject === 'ledger head') return '保管链末端'
  if (subject === 'ledger root') return '保管链根摘要'
  const seq = /^ledger (\d+)$/.exec(subject)?.[1]
  return seq === undefined ? `“${subject}”` : `保管链第 ${seq} 条`
}

/** The page for strangers: what an archive proves, whom one must believe for it, and what it does not prove. */
export const verifier = {
  title: '作证 · 存档核验',
  intro:
    '本页在您的浏览器中核验案件存档，不联网、不上传、不修改任何文件。同一份存档，在任何电脑上得出的结论都相同。',
  drop: '把存档文件夹或 ZIP 文件拖到这里',
  chooseFolder: '选择存档文件夹',
  chooseZip: '选择 ZIP 文件',
  chooseRoot: '添加您信任的根证书（PEM、DER）',
  rootsHint:
    '时间戳由签发机构的证书担保。存档所附的根证书由存档制作人指定；请从签发机构自己的渠道取得根证书后在此添加，再作判断。',
  rootsAdded: (count: number) => `已添加 ${count} 个根证书，已重新核验。`,
  rootUnreadable: (name: string) => `“${name}”不是可读取的证书，未添加。`,
  useEnclosed: '按存档所附的根证书核验',
  working: ({ done, total }: { done: string; total: string }) => `正在核验：已读取 ${done}，共 ${total}`,
  again: '核验另一份存档',
  print: '打印',
  language: 'English',
  notReadable: (name: string) => `“${name}”无法读取：它不是完整的 ZIP 文件，也不是存档文件夹。`,
  notBag: '这里没有存档：缺少 bagit.txt。请选择存档最外层的文件夹。',
  ok: '可以核验的内容全部相符',
  okText: (files: number) => `${files} 个文件逐一计算摘要，均与清单一致；未发现改动、缺失或多余的文件。`,
  failed: (count: number) => `发现 ${count} 处不符`,
  failedText: '不符之处逐条列在下面。请向提供存档的一方另取一份完整的副本。',
  proven: '证明了什么',
  notProven: '没有证明什么',
  problems: '不符之处',
  files: '案件文件',
  stamps: '时间戳',
  trustNobody: '无须信任任何人：可用 sha256sum 等通用工具自行重算。',
  trustMachine: '须信任存档制作人的电脑时钟。',
  trustAuthority: '须信任签发机构。',
  whole: (files: number) => `存档完整：${files} 个文件与清单逐一相符。`,
  wholeNot: '存档不完整或有改动，见“不符之处”。',
  ledger: ({ shown, withheld }: { shown: number; withheld: number }) =>
    withheld === 0
      ? `保管链首尾相接：${shown} 条记录的摘要逐条相符，没有缺号。`
      : `保管链相符：所附的 ${shown} 条记录与总账的根摘要一致；另有 ${withheld} 条的内容没有提供，只给出摘要。`,
  ledgerBroken: '保管链不符，见“不符之处”。',
  ledgerNone: '这里没有保管链：只核验了文件清单。',
  ledgerSpan: ({ from, to }: { from: string; to: string }) =>
    `记录中的时间从 ${from} 到 ${to}，取自制作存档的电脑，本身不能证明真实时间。`,
  recorded: (count: number) => `${count} 个案件文件的摘要均在保管链中有收入记录。`,
  statements: (count: number) => `当事人的 ${count} 项陈述与保管链中的摘要一致。`,
  statementsWithheld: '当事人陈述的原文未随本副本提供，只能核验其摘要在保管链中。',
  stampedFile: ({ file, time, signer }: { file: string; time: string; signer: string }) =>
    `“${file}”在 ${time} 之前已经存在，由“${signer}”签发的时间戳证明。`,
  stampedHead: ({ count, time, signer }: { count: number; time: string; signer: string }) =>
    `保管链的前 ${count} 条记录在 ${time} 之前已经存在，由“${signer}”签发的时间戳证明；其中收入的文件因此也在该时刻之前存在。`,
  trusted: (root: string) => `证书链通向您信任的根证书“${root}”。`,
  enclosed: (root: string) =>
    `证书链通向存档所附的根证书“${root}”。它由存档制作人指定，是否可信请向签发机构核对。`,
  untrusted: '签名有效，但没有可信的根证书可以对照：尚不能确认签发机构的身份。',
  ifTrusted: '如果签发机构可信：',
  stampedOther: ({ count, time, signer }: { count: number; time: string; signer: string }) =>
    `“${signer}”在 ${time} 签发的时间戳，盖的是一本有 ${count} 条记录的账本；未能证明这里的保管链由它接续而来，所以不能说明这里的文件何时存在。`,
  noStamp: '没有时间戳：没有任何第三方证明这些文件在何时之前存在。',
  revocation: '本页不联网，未查询证书是否已被吊销。',
  limits: [
    '图片由谁制作、生成记录的内容是否真实：核验只说明与收入时的登记相符。',
    '收入之前文件是否被改动过。',
    '最早一枚有效时间戳之前的时间：保管链中的时间取自制作存档的电脑，没有时间戳时整条链可能是后来写成的。',
    '案件是否还有未收入存档的材料；只给出摘要的账本记录写的是什么。',
    '作品是否受保护、侵权是否成立：这由法院判断。',
  ],
  columns: { name: '文件', entry: '保管链', at: '收入时间（制作人电脑）', state: '结论', digest: 'SHA-256' },
  states: {
    intact: '与收入记录一致',
    changed: '已改动',
    missing: '缺失',
    unrecorded: '保管链中没有',
    withheld: '本副本未提供',
  },
  tokenStates: {
    trusted: '有效，根证书可信',
    enclosed: '与存档所附的根证书相符',
    valid: '签名有效',
    unchecked: '未能核验',
    invalid: '无效',
  },
  problem: {
    changed: (p: Problem) => `“${p.subject}”的内容已改动：${told(p)}`,
    missing: (p: Problem) =>
      p.subject.startsWith('ledger ')
        ? `${placeOf(p)}登记收入的文件没有列在存档中，摘要 ${p.expected ?? ''}。`
        : `“${p.subject}”缺失。`,
    unlisted: (p: Problem) => `“${p.subject}”不在文件清单中。`,
    unreadable: (p: Problem) => `“${p.subject}”无法读取。`,
    link: (p: Problem) => `“${p.subject}”是指向别处的链接，存档中不应有链接。`,
    'unsafe-path': (p: Problem) => `清单中的“${p.subject}”指向存档之外。`,
    'listed-twice': (p: Problem) => `“${p.subject}”被列出两次。`,
    'names-alike': (p: Problem) => `“${p.subject}”与另一文件只有大小写或字符形式的差别。`,
    'bag-declaration': () => '缺少存档声明 bagit.txt，或其内容有误。',
    'manifest-missing': () => '缺少文件清单 manifest-sha256.txt。',
    'manifest-line': (p: Problem) => `“${p.subject}”中有一行无法读取：${p.found ?? ''}`,
    'tag-file-unreadable': (p: Problem) => `“${p.subject}”不是 UTF-8 文本。`,
    'payload-oxum': (p: Problem) => `文件总数或总字节数与 bag-info.txt 不符：${told(p)}`,
    'ledger-broken': (p: Problem) => `${placeOf(p)}不符：${told(p)}`,
    unrecorded: (p: Problem) => `“${p.subject}”在保管链中没有收入记录。`,
    'statement-changed': (p: Problem) => `${placeOf(p)}的陈述与其摘要不符：${told(p)}`,
    'statement-missing': (p: Problem) => `${placeOf(p)}的陈述缺失。`,
    'intake-changed': (p: Problem) => `${placeOf(p)}所收文件的名称或来源与其摘要不符：${told(p)}`,
    'record-changed': (p: Problem) => `${placeOf(p)}所收文件的生成记录与其摘要不符：${told(p)}`,
    'item-missing': (p: Problem) => `${placeOf(p)}所收文件的登记缺失。`,
    'row-changed': (p: Problem) => `登记“${p.subject}”与保管链的记载不符。`,
    'row-missing': (p: Problem) =>
      p.subject.startsWith('ledger ')
        ? `${placeOf(p)}所记的登记缺失。`
        : `保管链所记的登记“${p.subject}”缺失。`,
    'row-added': (p: Problem) => `登记“${p.subject}”在保管链中没有记载。`,
    'token-invalid': (p: Problem) => `时间戳“${p.subject}”不成立：${integrity.fault(p.found ?? '')}。`,
    'head-differs': (p: Problem) =>
      `“${p.subject}”所盖时间戳的账本与这里的账本不同：账本在盖戳之后被改写过，或者时间戳属于另一本账本。`,
  } as Readonly<Record<string, (problem: Problem) => string>>,
  otherProblem: (p: Problem) => `“${p.subject}”：${p.kind}，${told(p)}`,
  manifestDigest: '文件清单的 SHA-256',
  headDigest: '账本状态',
  headOf: ({ size, root }: { size: number; root: string }) => `第 ${size} 条，根摘要 ${root}`,
  compare: '请与纸质卷宗或通知中印出的值对照。',
} as const
