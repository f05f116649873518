/** The dossier: options, the paper, and those built before. */
export const dossier = {
  emptyTitle: '还没有卷宗',
  empty: '点右侧的“生成卷宗”，完成后直接显示在这里。还缺内容也可以先生成一份看看。',
  options: '卷宗',
  language: '语言',
  copy: '版本',
  copies: { court: '提交法院', service: '送达对方' },
  copyMeans: {
    court: '包含当事人的身份与联系信息。',
    service: '不含证件号码、住址、电话与邮箱。',
  },
  build: '生成卷宗',
  building: '正在核对原件并生成卷宗',
  built: '卷宗已生成。',
  says: '卷宗写入之前会重新核对每一份原件的摘要；有任何不一致都会停止并指出文件。',
  earlier: '已生成的卷宗',
  about: ({
    language,
    copy,
    pages,
    exhibits,
  }: {
    language: string
    copy: string
    pages: number
    exhibits: number
  }) => `${language}，${copy}，${pages} 页，${exhibits} 份证据`,
  outdated: '案件此后有改动',
  download: '下载 PDF',
  paper: '卷宗预览',
  pageOf: ({ page, pages }: { page: number; pages: number }) => `第 ${page} 页，共 ${pages} 页`,
  goToPage: '转到',
  pageNo: (page: number) => `第 ${page} 页`,
  smaller: '缩小',
  larger: '放大',
  notShown: '卷宗无法在此显示，请下载后查看。',
} as const
