import type { ErrorCode, ErrorDetails } from '../../contract/errors.ts'
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
  return subject === '' ? words : `${words}：${subject}`
}

/** One sentence a code: what happened to which file, and what to do. */
/** What an operation may not find. */
const things: Readonly<Record<string, string>> = {
  authority: '签发机构',
  capture: '取证记录',
  case: '案件',
  certificate: '证书',
  dossier: '卷宗',
  file: '文件',
  item: '文件',
  job: '任务',
  'ledger-entry': '保管链条目',
  link: '比对',
  recorder: '记录器',
  statement: '陈述',
  timestamp: '时间戳',
  work: '作品',
}

export const errors: Record<ErrorCode, (details: ErrorDetails) => string> = {
  'invalid-input': (d) => {
    const refusal = archive.refusals[of(d, 'reason')]
    return refusal === undefined
      ? `“${of(d, 'field', '输入')}”的内容不合要求（${of(d, 'reason')}），请改正后重试。`
      : `未使用“${of(d, 'field')}”：${refusal}`
  },
  'unknown-operation': (d) => `没有名为“${of(d, 'name')}”的操作，请检查拼写或升级程序。`,
  'not-found': (d) => `找不到${things[of(d, 'what')] ?? '所指的内容'}（${of(d, 'id')}），请刷新后重新选择。`,
  'not-allowed': (d) => `不能使用“${of(d, 'path')}”：请在窗口中选择或拖入该文件。`,
  'vault-busy': () => '另一个程序正在写入证据库，请稍候片刻再试，未丢失任何内容。',
  'vault-newer': (d) =>
    `证据库“${of(d, 'path')}”由更新版本的作证（数据格式 ${of(d, 'found')}）写成，请升级程序后打开，库中内容未作任何改动。`,
  'vault-missing': (d) => `“${of(d, 'path')}”处没有证据库，请检查路径，或先新建案件。`,
  'vault-unwritable': (d) => `无法写入“${of(d, 'path')}”，请检查该文件夹的权限或磁盘是否只读，已有内容完好。`,
  'vault-network-drive': (d) =>
    `证据库“${of(d, 'path')}”位于网络驱动器，无法保证数据安全，请改放到本机磁盘。`,
  'vault-damaged': (d) => `证据库“${of(d, 'path')}”的数据库已损坏，请保留该文件夹原样，并从备份恢复。`,
  'disk-full': (d) => `磁盘已满，无法写入“${of(d, 'path')}”，请腾出空间后再次运行，已完成的部分已经保存。`,
  'file-unreadable': (d) => `无法读取“${of(d, 'path')}”，请检查文件权限，或将文件复制到本机磁盘后重试。`,
  'file-not-found': (d) => `找不到文件“${of(d, 'path')}”，请检查路径后重试。`,
  'file-unsupported': (d) =>
    `“${of(d, 'path')}”不是可识别的文件类型，未导入；若确需作为证据，请将其压缩为 ZIP 后导入。`,
  'file-changed': (d) => `“${of(d, 'path')}”在读取过程中被改动，未导入，请待其写完后重试。`,
  'hash-mismatch': (d) =>
    `“${of(d, 'path')}”的现存内容与导入时的摘要不一致，已停止；请从备份取回原件，不要改动证据库。`,
  'ledger-broken': (d) => `保管链在第 ${of(d, 'seq')} 条处断开，请保留证据库原样并运行校验。`,
  'nothing-to-show': (d) => `案件“${of(d, 'title')}”中还没有可写入卷宗的内容，请先导入作品图片。`,
  'upload-too-large': (d) => `“${of(d, 'path')}”超过单个文件 ${of(d, 'limit')} 的上限，请用命令行导入。`,
  'vault-read-only': (d) =>
    `证据库“${of(d, 'path')}”已损坏，目前只读：${repair.reasons[of(d, 'reason')] ?? of(d, 'reason')}。其中的文件未作任何改动；请保留整个文件夹，从备份恢复并校验后再写入。`,
  'vault-not-empty': (d) => `“${of(d, 'path')}”处已有证据库，恢复只能写入新的证据库，请另选一个空文件夹。`,
  'archive-damaged': (d) =>
    `存档“${of(d, 'path')}”未通过检查（${damage(d)}），没有从中取用任何内容，请换用另一份副本。`,
  'token-invalid': (d) =>
    `“${of(d, 'path')}”未收入：${integrity.fault(of(d, 'reason'))}。请确认它属于该文件，或向签发机构重新取得。`,
  'server-unreachable': (d) => `连接不上“${of(d, 'url')}”，请确认该服务正在运行、网络可用，然后重试。`,
  'server-refused': (d) => `“${of(d, 'url')}”拒绝了请求（${of(d, 'reason')}），请按其提示改正后重试。`,
  'address-not-allowed': (d) => `“${of(d, 'url')}”不是可以使用的地址，请填写完整的 http 或 https 地址。`,
  'recipe-incomplete': (d) =>
    `“${of(d, 'path')}”的记录缺少${of(d, 'missing')}，无法据此复现，缺失的内容不会由程序补填。`,
  'no-work': (d) =>
    `案件“${of(d, 'title')}”还没有作品，请先选定作品的最终图（窗口的“作品”一步，或命令 work set CASE ITEM --final）。`,
  'final-is-reproduction': (d) =>
    `“${of(d, 'path')}”是事后复现的图片，不能作为作品的最终图，请另选创作当时的图片。`,
  cancelled: () => '已取消，此前完成的部分均已保存。',
  internal: (d) =>
    `程序内部出错（编号 ${of(d, 'reference')}），已保存的内容未受影响；请附上该编号与日志反馈给我们。`,
}
