import type { JobKind } from '../../../contract/job.ts'

const jobKinds: Record<JobKind, string> = {
  import: '导入',
  pictures: '生成缩略图',
  dossier: '生成卷宗',
  verify: '校验证据库',
  sample: '准备样例案件',
  export: '导出生成记录',
  reproduction: '复现',
  timestamps: '时间戳',
  digests: 'SM3 摘要',
  archive: '存档',
  restore: '恢复',
  backup: '备份',
  repair: '修复',
}

/** The frame around the screens, and words that every screen uses. */
export const frame = {
  skip: '跳到正文',
  close: '关闭',
  clear: '清除',
  cancel: '取消',
  save: '保存',
  saved: '已保存。',
  unsaved: '有尚未保存的内容',
  discard: '放弃修改',
  back: '返回',
  more: '显示全文',
  less: '收起',
  loading: '正在读取',
  dropHere: (role: string) => `松开鼠标，导入为“${role}”；原文件只复制，不改动`,
  remove: (name: string) => `删除${name ? `“${name}”` : '此项'}`,
  languages: { 'zh-CN': '中文', en: 'English' },
  rail: { label: '主导航', cases: '案件', settings: '设置' },
  versus({ plaintiff, defendant }: { plaintiff: string; defendant: string }): string {
    if (!plaintiff && !defendant) return '尚未填写当事人'
    return `${plaintiff || '原告未填'} 诉 ${defendant || '被告未填'}`
  },
  sampleTag: '样例',
  places: { label: '案件资料', parties: '当事人', facts: '事实', documents: '文件' },
  steps: {
    label: '案件步骤',
    empty: '未开始',
    done: '完成',
    missing: (count: number) => `${count} 项缺失`,
  },
  missingLabel: '这一步还缺什么',
  missing: {
    'work.final': () => '还没有选定最终图。',
    'work.title': () => '还没有作品名称。',
    'work.author': () => '还没有填写作者。',
    'work.completed': () => '还没有填写完成日期。',
    'work.publication': () => '还没有填写首次发表的链接或时间。',
    'process.rounds': () => '创作过程至少需要两轮图片，请导入过程图。',
    'process.reasons': (count: number) => `有 ${count} 轮没有写明修改理由。`,
    'process.selection': () => '还没有标明选用了哪一轮。',
    'process.translation': (count: number) => `有 ${count} 轮的外文提示词没有中文译文，可在右侧栏填写。`,
    'infringement.capture': () => '还没有侵权取证。',
    'infringement.url': () => '有取证没有填写网址。',
    'infringement.time': () => '有取证没有填写取证时间。',
    'comparison.link': () => '还没有把作品与取证放在一起比对。',
    'comparison.marks': () => '还没有标出相同点和不同点。',
    'claims.none': () => '还没有提出任何请求。',
    'claims.amount': () => '还没有填写赔偿金额。',
    'claims.apology': () => '还没有致歉声明的文字。',
    'claims.errors': (count: number) => `主张中有 ${count} 处与法律规定不合，请查看“需要留意”。`,
    'claims.vouchers': () => '有合理开支没有对应的凭证。',
    'dossier.none': () => '还没有生成卷宗。',
    'dossier.outdated': () => '案件在卷宗生成后有改动，请重新生成。',
    'parties.plaintiff': () => '还没有填写原告。',
    'parties.defendant': () => '还没有填写被告。',
  },
  missingOther: (code: string) => `还有一项内容缺失（${code}）。`,
  caseNotOpened: '这个案件无法打开',
  backToCases: '回到案件列表',
  openCaseFirst: '请先打开一个案件。',
  engineRestarted: '后台程序意外停止，已重新启动；已保存的内容完好，未完成的任务可以再次运行。',
  jobs: {
    kinds: jobKinds,
    progress({
      kind,
      share,
      left,
      more,
    }: {
      kind: string
      share: number | null
      left: number | null
      more: number
    }) {
      const parts = [share === null ? '' : ` ${share}%`, left === null ? '' : `，约 ${left} 分钟`]
      return `${kind}${parts.join('')}${more > 0 ? `，另有 ${more} 项任务` : ''}`
    },
    cancelled: '已取消，此前完成的部分均已保存。',
  },
  sending: ({ done, total }: { done: number; total: number }) => `正在传入文件 ${done}/${total}`,
  imported({
    imported,
    duplicates,
    failed,
    noted,
  }: {
    imported: number
    duplicates: number
    failed: number
    noted: number
  }): string {
    const parts = [
      imported > 0 || (duplicates === 0 && failed === 0) ? `已导入 ${imported} 个文件` : '',
      duplicates > 0 ? `${duplicates} 个此前已在案` : '',
      noted > 0 ? `${noted} 个有需要留意之处` : '',
      failed > 0 ? `${failed} 个未能导入` : '',
    ]
    return `${parts.filter(Boolean).join('，')}。`
  },
  report: {
    title: '导入结果',
    failed: '未能导入',
    noted: '已导入，但请留意',
    unknown: '原因未知，请查看日志。',
    more: (count: number) => `另有 ${count} 个文件未列出。`,
    understood: '知道了',
  },
  picture: {
    pending: '正在生成缩略图',
    none(format: string): string {
      if (format === 'empty') return '空文件'
      return format === 'unknown' ? '无法预览' : `${format.toUpperCase()} 文件`
    },
  },
  status: {
    vault: ({ cases, items }: { cases: number; items: number }) => `证据库：${cases} 个案件，${items} 个文件`,
    ledger: '保管链',
    verified: '已校验',
    unverified: '未校验',
    broken: '校验发现差异',
  },
  calendar: {
    month: 'YYYY年M月',
    labels: {
      monthLevelControl: '选择月份',
      yearLevelControl: '选择年份',
      nextMonth: '下个月',
      previousMonth: '上个月',
      nextYear: '下一年',
      previousYear: '上一年',
      nextDecade: '下一个十年',
      previousDecade: '上一个十年',
    },
  },
  instantWrong: '请按“2026-03-03 20:15”的格式填写。',
  instantHint: '北京时间，精确到分或秒',
  moneyWrong: '请填写金额，最多两位小数。',
  yuan: '元',
  chooseFiles: '选择已导入的文件',
  noDocuments: '没有符合的文件，请先在“文件”中导入',
  itemNo: (id: number) => `文件 ${id}`,
} as const
