import type { RecorderState } from '../../contract/recorder.ts'

const states: Record<RecorderState, string> = { running: '记录中', waiting: '未在记录', stopped: '已停止' }

interface Tally {
  readonly state: RecorderState
  readonly today: number
  readonly pending: number
  readonly last: { readonly name: string; readonly time: string } | null
}

/** Why nothing can be sealed just now; the code stands for what is not listed. */
function trouble(code: string): string {
  switch (code) {
    case 'missing':
      return '找不到文件夹（磁盘可能已拔出）；它回来后会自动接着记录，期间出现的文件标为补录。'
    case 'unreadable':
      return '文件夹无法读取，请检查权限；可以读取后会自动接着记录。'
    case 'disk-full':
      return '证据库所在磁盘已满，请腾出空间；等待中的文件随后会自动封存。'
    case 'vault-busy':
      return '证据库正被其他程序占用，稍后会自动重试。'
    default:
      return `暂时无法封存（${code}），会自动重试；详情请查看日志。`
  }
}

/** The recorder: command line, window and tray. */
export const recorder = {
  states,
  trouble,
  /** One line that shows that it is alive. */
  alive({ state, today, pending, last }: Tally): string {
    const parts = [
      states[state],
      `今日已封存 ${today} 个`,
      pending > 0 ? `等待 ${pending} 个` : '',
      last ? `最后一个 ${last.time} ${last.name}` : '',
    ]
    return parts.filter(Boolean).join(' · ')
  },
  cli: {
    begun: (d: { count: number }) =>
      `正在记录 ${d.count} 个文件夹，新文件会在几秒内封存。按 Ctrl+C 退出，或在别处运行 zuozheng record stop 结束。`,
    folder: (d: { id: number; folder: string }) => `  ${d.id}  ${d.folder}`,
    sealed: (d: { time: string; name: string; sha256: string; catchUp: boolean; damaged: boolean }) =>
      `${d.time} 已封存 ${d.name} ${d.sha256}${d.catchUp ? '（补录）' : ''}${d.damaged ? '（文件不完整，按现状封存）' : ''}`,
    left: '已退出，记录尚未结束：再次运行 zuozheng record start 或打开桌面窗口即接着记录，期间出现的文件标为补录。',
    stopped: '记录已结束。',
    noRecorders: '还没有记录器。开始：zuozheng record start 文件夹 --case 案件',
    status: (d: { id: number; caseId: number; folder: string }) => `${d.id}  案件 ${d.caseId}  ${d.folder}`,
    totals: (d: { sealed: number; failed: number; deleted: number; renamed: number }) =>
      [
        `共 ${d.sealed} 个`,
        d.failed > 0 ? `未能封存 ${d.failed} 个` : '',
        d.renamed > 0 ? `其后改名 ${d.renamed} 个` : '',
        d.deleted > 0 ? `其后删除 ${d.deleted} 个（封存件仍在）` : '',
      ]
        .filter(Boolean)
        .join('，'),
    stoppedOne: (d: { id: number; folder: string }) => `已结束记录 ${d.id}：${d.folder}`,
    nothingRuns: '没有进行中的记录。',
  },
  tray: {
    alive: (today: number) => `记录中，今日已封存 ${today} 个`,
    waiting: '记录已暂停',
    troubled: '记录遇到问题，请打开窗口查看',
    open: '打开窗口',
    pause: '暂停记录',
    resume: '继续记录',
    quit: '退出（停止记录）',
    staysTitle: '仍在记录',
    stays: '窗口已关闭，记录在后台继续。要停止记录，请使用通知区域的图标。',
  },
  window: {
    label: '记录器',
    strip({ today, last }: { today: number; last: string | null }): string {
      return last === null
        ? `记录中 · 今日已封存 ${today} 个`
        : `记录中 · 今日已封存 ${today} 个 · 最后一个 ${last}`
    },
    pending: (count: number) => `等待 ${count} 个`,
    waiting: '记录未在进行，点此接着记录',
    troubled: ({ today }: { today: number }) => `记录遇到问题 · 今日已封存 ${today} 个`,
    begin: '记录生成文件夹',
    title: '记录生成文件夹',
    hint: '指定生成程序的输出文件夹，此后每个新文件都会在几秒内封存：存入证据库、写入保管链并记下到达时间。',
    today: '今日已封存',
    all: '累计封存',
    pendingLabel: '等待封存',
    last: (time: string, name: string) => `最后一个 ${time} ${name}`,
    failed: (count: number) => `${count} 个未能封存`,
    renamed: (count: number) => `${count} 个后来改了名`,
    deleted: (count: number) => `${count} 个后来被删除（封存件仍在）`,
    ofCase: (title: string) => `案件“${title}”`,
    interrupted: '暂时中断',
    stop: '结束记录',
    again: '继续记录',
    seen: (time: string) => `上次活动 ${time}`,
    choose: '选择文件夹…',
    existing: '文件夹里已有的文件也封存，标为补录',
    byCommand: '网页不能指定本机文件夹，请在终端中运行：',
    command: (caseId: number) => `zuozheng record start 文件夹 --case ${caseId}`,
    copied: '已复制。',
    copy: '复制命令',
    none: '这里还没有记录任何文件夹。',
    started: '已开始记录。',
  },
} as const
