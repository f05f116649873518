/** 校验所见、证据库的状况与修复。 */
export const repair = {
  /** By the kind of a finding. */
  kinds: {
    missing: '原件缺失',
    changed: '原件内容已变',
    unreadable: '原件无法读取',
    size: '大小与登记不符',
    'kind-changed': '文件类型与登记不符',
    'record-changed': '生成记录与原件中读出的不符',
    'intake-changed': '导入登记被改动',
    'item-missing': '导入登记缺失',
    'statement-changed': '当事人陈述被改动',
    'statement-missing': '当事人陈述缺失',
    'row-changed': '登记被改动',
    'row-missing': '保管链所记的登记缺失',
    'row-added': '有登记而保管链中无记载',
    'ledger-broken': '保管链断开',
    'head-differs': '保管链与先前出具的末端不符',
    'entries-withheld': '保管链中有未随存档提供的条目',
    database: '数据库损坏',
    wal: '数据库写入日志损坏',
    token: '时间戳与登记不符',
    derived: '可重建的数据有误',
    unrecorded: '未登记的文件（未作改动）',
  } as Readonly<Record<string, string>>,
  /** Why a vault is open to read only. */
  reasons: {
    database: '数据库有损坏',
    ledger: '保管链断开',
    wal: '最近写入的日志有损坏',
  } as Readonly<Record<string, string>>,
  notes: (d: { count: number }) => `另有 ${d.count} 项不影响证据的提示（可重建的数据或未登记的文件）。`,
  whole: '数据库与保管链未发现损坏，可以写入。',
  readOnly: (d: { reason: string }) =>
    `证据库只读：${d.reason}。文件保持原样，未作任何改动；请保留整个文件夹，从备份恢复后再次校验。`,
  neverChecked: '尚未校验过。',
  checkedAt: (d: { at: string }) => `上次校验：${d.at}`,
  lost: (d: { count: number }) =>
    `有 ${d.count} 份原件缺失或已变。如有存档、备份或原来的文件夹，可用 zuozheng repair --fetch 文件夹或 ZIP 取回。`,
  rebuilt: (d: { pictures: number }) =>
    `已重建缩略图与图像指纹（${d.pictures} 张）、搜索索引和保管链的默克尔树，其余内容未动。`,
  fetched: (d: { fetched: number; wanted: number }) => `缺失 ${d.wanted} 份，已取回 ${d.fetched} 份。`,
  keptAside: (d: { name: string }) => `被改动的原件未销毁，保存为 aside/${d.name}`,
  stillLost: (d: { name: string; sha256: string }) => `仍缺：${d.name}（SHA-256 ${d.sha256}）`,
  rebuilding: '重建',
  fetching: '取回原件',
} as const
