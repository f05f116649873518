import type { Language } from '../../contract/primitives.ts'

/** What the command line and the loopback server say. */
export const cli = {
  about: (d: { version: string }) =>
    `作证 Zuozheng ${d.version} · AI 图片维权取证。用法：zuozheng 命令 [选项]`,
  generalHelp: [
    '通用选项：',
    '  --vault DIR     证据库所在文件夹（亦可用环境变量 ZUOZHENG_VAULT；默认为本用户的数据文件夹）',
    '  --json          在标准输出打印一个 JSON 文档',
    '  --ndjson        在标准输出逐行打印 JSON 对象',
    '  --lang LANG     zh-CN 或 en',
    '  --help          显示用法；zuozheng help 命令 显示某一命令的用法',
    '  --version       显示版本',
    '退出状态：0 全部完成；1 有项目失败；2 命令有误；3 校验发现不一致；130 已取消',
  ] as readonly string[],
  commands: {
    inspect: '读取文件或文件夹中的生成记录，不写入任何内容',
    'case create': '新建案件',
    'case list': '列出案件',
    'case show': '显示案件',
    'case edit': '用 JSON 文件保存案件内容（case show --json 的输出改后可直接存回）',
    import: '将原件导入证据库',
    'item list': '列出案件中的文件',
    'item note': '为文件填写证据信息、译文与说明',
    search: '按提示词、模型、参数、文件名与说明查找文件',
    statement: '显示文件中的原始记录：所在字节、摘要与内容',
    times: '列出文件所称的全部时间及其来源',
    histories: '将日志、历史记录与图片逐行对应',
    records: '将案件的全部生成记录导出为 CSV 或 JSON',
    'work set': '填写作品信息，并指定定稿图片',
    'process show': '显示还原的创作过程',
    'process note': '为某一轮填写理由与取舍',
    'process arrange': '按给定顺序排列各轮',
    'process decide': '确认、否定或自行画出两轮之间的来源关系',
    'process export': '把创作过程导出为 W3C PROV（JSON-LD）',
    'reproduce recipe': '显示图片记录中的配方，可写成文件',
    'reproduce run': '在生成服务上重新运行配方，留作事后复现',
    'reproduce list': '列出案件中的事后复现',
    'record start': '监看生成程序的输出文件夹，新文件随到随封存',
    'record status': '显示各记录器的状态与今日封存数',
    'record stop': '结束记录',
    'capture add': '导入侵权取证文件并登记取证信息',
    'capture list': '列出取证记录',
    'capture edit': '修改取证记录',
    link: '将作品与取证记录关联，并说明异同',
    'claim set': '用 JSON 文件保存诉讼请求',
    'claim show': '显示诉讼请求',
    'claim apology': '根据案件事实起草致歉声明，供修改',
    dossier: '生成证据卷宗 PDF',
    export: '把案件写成离线存档（BagIt）；不写案件时，备份整个证据库',
    restore: '把存档或备份恢复到新的证据库',
    'timestamp add': '为文件、取证记录或卷宗申请可信时间戳；暂时取不到的留待以后重试',
    'timestamp head': '为保管链的链头申请时间戳，一次涵盖此前登记的全部内容',
    'timestamp list': '列出时间戳及其核验结果',
    'timestamp retry': '立即重试尚未取得的时间戳',
    'timestamp import': '收入在别处取得的时间戳（.tsr、.tst、.tsa），核验不通过的不收入',
    'timestamp authority': '设置时间戳签发机构',
    'timestamp trust': '信任一张时间戳根证书',
    'timestamp distrust': '不再信任某张根证书',
    ladder: '显示文件的证明阶梯：有什么证明、须相信谁、到何时为止',
    'proof item': '写出一个文件的证明，他人无需本软件即可核对',
    'proof consistency': '证明保管链此后只有增加，没有改写',
    deposits: '显示或保存区块链存证、公证等编号（当事人陈述）',
    'settings show': '显示证据库的设置',
    'settings set': '修改证据库的设置',
    verify: '校验证据库、存档或卷宗文件夹：逐一重新计算摘要并核对保管链',
    health: '说明证据库是否完好、上次校验发现了什么',
    repair: '重建可重建的数据，或从存档、备份中取回缺失的原件',
    serve: '在本机浏览器中打开窗口',
    demo: '样例案件：从导入到卷宗',
    help: '显示用法',
  },
  wrong: {
    repairWhat: () =>
      '请写明要做什么：repair --rebuild 重建可重建的数据，或 repair --fetch 文件夹或 ZIP 取回原件（二者择一）。',
    optionUnknown: (d: Readonly<Record<string, string>>) =>
      d.command
        ? `命令“${d.command}”没有选项 ${d.option}，请用 zuozheng help ${d.command} 查看可用的选项。`
        : `没有选项 ${d.option}，请用 zuozheng help 查看用法。`,
    optionNearMiss: (d: Readonly<Record<string, string>>) => `没有选项 ${d.option}，是否想用 ${d.near}？`,
    optionNeedsValue: (d: Readonly<Record<string, string>>) =>
      `选项 ${d.option} 后面缺少内容，请补上（以 -- 开头的内容请写成 ${d.option}=内容）。`,
    optionTakesNoValue: (d: Readonly<Record<string, string>>) =>
      `选项 ${d.option} 不带内容，请去掉等号及其后的部分。`,
    optionTwice: (d: Readonly<Record<string, string>>) => `选项 ${d.option} 出现了两次，请只保留一个。`,
    optionsExclude: (d: Readonly<Record<string, string>>) =>
      `${d.one} 与 ${d.other} 不能同时使用，请只保留一个。`,
    optionMissing: (d: Readonly<Record<string, string>>) => `缺少选项 ${d.option}，请补上。`,
    optionValue: (d: Readonly<Record<string, string>>) =>
      `选项 ${d.option} 不能是“${d.value}”，可用：${d.allowed}。`,
    optionTime: (d: Readonly<Record<string, string>>) =>
      `选项 ${d.option} 的时间“${d.value}”不能使用，请写明时区，例如 2026-03-05T20:15:00+08:00。`,
    optionDay: (d: Readonly<Record<string, string>>) =>
      `选项 ${d.option} 的日期“${d.value}”不能使用，请写成 2026-03-05 的形式。`,
    commandUnknown: (d: Readonly<Record<string, string>>) =>
      `没有命令“${d.command}”，请用 zuozheng help 查看全部命令。`,
    commandNearMiss: (d: Readonly<Record<string, string>>) => `没有命令“${d.command}”，是否想用“${d.near}”？`,
    commandIncomplete: (d: Readonly<Record<string, string>>) =>
      `命令“${d.command}”不完整，可用：${d.verbs}。`,
    tooFewWords: (d: Readonly<Record<string, string>>) => `命令不完整，用法：zuozheng ${d.usage}`,
    tooManyWords: (d: Readonly<Record<string, string>>) =>
      `“${d.word}”是多余的（含空格的内容请加引号），用法：zuozheng ${d.usage}`,
    wordMissing: (d: Readonly<Record<string, string>>) => `缺少 ${d.word}，请补上。`,
    ambiguous: (d: Readonly<Record<string, string>>) => `有多个 ${d.option} 都叫“${d.value}”，请改用编号。`,
    whichWork: (d: Readonly<Record<string, string>>) => `该案件有多件作品，请用 ${d.option} 指明是哪一件。`,
    nothingToSay: (d: Readonly<Record<string, string>>) => `没有要记录的内容，请至少给出其一：${d.option}。`,
    notJson: (d: Readonly<Record<string, string>>) =>
      `“${d.path}”不是有效的 JSON（${d.reason}），请改正后重试。`,
    fieldUnknown: (d: Readonly<Record<string, string>>) =>
      `“${d.path}”中有不认识的字段“${d.field}”，请检查拼写后重试。`,
    fieldWrong: (d: Readonly<Record<string, string>>) =>
      `“${d.path}”中字段“${d.field}”的内容不合要求（${d.reason}），请改正后重试。`,
    outThere: (d: Record<string, string>) => `“${d.path}”处已有内容，不会被覆盖；请选择空文件夹或新的位置。`,
    outNoFolder: (d: Readonly<Record<string, string>>) => `文件夹“${d.path}”不存在，请先建立或改用其他位置。`,
    outIsFolder: (d: Readonly<Record<string, string>>) => `“${d.path}”是文件夹，请写明 PDF 的文件名。`,
    outNotPdf: (d: Readonly<Record<string, string>>) =>
      `“${d.path}”已存在且不是 PDF，为免覆盖未作改动，请换一个文件名。`,
    outNotRecords: (d: Readonly<Record<string, string>>) =>
      `“${d.path}”已存在且不是导出的生成记录，为免覆盖未作改动，请换一个文件名。`,
    outNotProcess: (d: Readonly<Record<string, string>>) =>
      `“${d.path}”已存在且不是导出的创作过程，为免覆盖未作改动，请换一个文件名。`,
    portTaken: (d: Readonly<Record<string, string>>) =>
      `端口 ${d.value} 不能使用，请用 ${d.option} 换一个，或不指定。`,
  },
  /** What an error can be about. */
  things: {
    authority: '时间戳签发机构',
    certificate: '根证书',
    timestamp: '时间戳',
    'ledger-entry': '保管链记录',
    recorder: '记录器',
    case: '案件',
    work: '作品',
    item: '文件',
    capture: '取证记录',
    link: '关联',
    job: '任务',
    dossier: '卷宗',
    upload: '已上传的文件',
    statement: '记录',
  },
  heads: {
    id: '编号',
    title: '标题',
    items: '文件数',
    updated: '更新时间',
    role: '用途',
    format: '格式',
    size: '大小',
    name: '文件名',
    platform: '平台',
    account: '账号',
    state: '状态',
    captured: '取证时间',
    url: '网址',
  },
  jobs: {
    import: '导入',
    dossier: '生成卷宗',
    verify: '校验',
    sample: '样例案件',
    inspect: '读取',
    pictures: '缩略图',
    export: '导出',
  },
  found: (d: { total: number; shown: number }) =>
    d.total === d.shown ? `共 ${d.total} 个文件。` : `共 ${d.total} 个文件，显示其中 ${d.shown} 个。`,
  recordsExported: (d: { path: string; rows: number; size: string; sha256: string }) =>
    `生成记录已导出：${d.path}\n共 ${d.rows} 条，${d.size}\nSHA-256 ${d.sha256}`,
  noStatements: '该文件中没有记录。',
  statement: {
    now: '现算摘要',
    agrees: '与导入时一致',
    yes: '是',
    no: '否',
    cut: '（内容较长，未全部显示）',
  },
  timeTrust: {
    stamped: '时间戳',
    imported: '导入时间',
    recorder: '记录器',
    record: '文件自述',
    name: '文件名',
    folder: '文件夹名',
    'file-system': '文件系统',
  },
  noHistories: '该案件中没有日志或历史记录。',
  history: {
    alone: '没有对应的文件',
    by: { digest: '摘要相同', 'name+seed': '文件名与种子相同', name: '文件名相同', seed: '种子相同' },
    contradicts: (d: { fields: string }) => `与文件自身的记录不一致：${d.fields}`,
  },
  caseCreated: (d: { id: number; title: string }) => `已新建案件 ${d.id}：${d.title}`,
  caseSaved: (d: { id: number; revision: number; title: string }) =>
    `已保存案件 ${d.id}（第 ${d.revision} 版）：${d.title}`,
  caseLine: (d: { id: number; revision: number; updated: string }) =>
    `案件 ${d.id} · 第 ${d.revision} 版 · 更新于 ${d.updated}`,
  noCases: '还没有案件。新建：zuozheng case create --title 标题',
  noItems: '还没有文件。导入：zuozheng import 路径 --case 案件',
  noCaptures: '还没有取证记录。登记：zuozheng capture add 文件 --case 案件 --url 网址',
  noRounds: '还没有可显示的创作过程，请先导入创作过程的文件。',
  untitled: '（未命名）',
  noFinal: '未指定定稿',
  finalIs: (d: { item: number }) => `定稿：文件 ${d.item}`,
  stepStates: { empty: '未开始', started: '进行中', done: '已完成' },
  missingCount: (d: { count: number }) => `缺失 ${d.count} 项`,
  imported: (d: { imported: number; duplicates: number; failed: number }) =>
    `已导入 ${d.imported} 个文件，${d.duplicates} 个已在案件中，${d.failed} 个未能导入。`,
  workSet: (d: { id: number; title: string; final: number | null }) =>
    `作品 ${d.id}：${d.title}${d.final === null ? '' : `，定稿为文件 ${d.final}`}`,
  itemNoted: (d: { id: number; name: string }) => `已记录文件 ${d.id}（${d.name}）的说明。`,
  round: (d: { no: number; ordered: boolean }) => (d.ordered ? `第 ${d.no} 轮` : `编号 ${d.no}`),
  roundNoted: (d: { no: number | null; name: string }) =>
    d.no === null ? `已记录 ${d.name} 的说明。` : `已记录第 ${d.no} 轮（${d.name}）的说明。`,
  arranged: (d: { count: number }) => `已按给定顺序排列，共 ${d.count} 轮。`,
  decided: (d: { from: string; to: string; decision: string | null }) =>
    d.decision === null
      ? `已撤回关于 ${d.from} → ${d.to} 的决定。`
      : `已记录 ${d.from} → ${d.to}：${d.decision}。软件的推断照原样保留。`,
  processExported: (d: { path: string; rounds: number; size: string; sha256: string }) =>
    `创作过程已导出（W3C PROV）：${d.path}\n共 ${d.rounds} 轮，${d.size}\nSHA-256 ${d.sha256}`,
  graph: {
    comma: '，',
    semicolon: '；',
    finalHistory: '— 通向定稿的创作线 —',
    history: (d: { no: number }) => `— 其他创作线 ${d.no} —`,
    siblings: (d: { count: number }) => `同配方 ${d.count} 张`,
    unordered: '未能确定先后',
    gap: '其间可能缺少至少一轮',
    from: (d: { round: string; words: string }) => `← ${d.round}（${d.words}）`,
    near: (d: { round: string; words: string }) => `~ ${d.round}（${d.words}）`,
    moved: (d: { term: string }) => `${d.term}（移位）`,
    against: (d: { text: string }) => `不利：${d.text}`,
    contradiction: (d: { text: string }) => `矛盾：${d.text}`,
    witness: (d: { folder: string; basis: string; files: number; trusted: boolean; grounds: string }) =>
      `${d.folder || '.'}：${d.basis}（${d.files} 个文件）${d.trusted ? '采用' : '未采用'}${d.grounds ? `，${d.grounds}` : ''}`,
    undecided: (d: { count: number }) => `来源未能确定的共 ${d.count} 轮：`,
    perhapsSame: (d: { a: string; b: string }) => `${d.a}与${d.b}或许属于同一作品，请当事人确认：`,
  },
  orderBasis: (d: { basis: string }) => `顺序依据：${d.basis}`,
  selected: '选用',
  rejected: '弃用',
  notCompared: {
    'no-parent': '没有已确定的来源，未作比较',
    'no-record': '该文件没有生成记录，未作比较',
    'parent-no-record': '来源一轮没有生成记录，未作比较',
  },
  stated: (d: { text: string }) => `陈述：${d.text}`,
  times: {
    claimed: (d: { value: string; source: string }) => `文件自述时间 ${d.value}（${d.source}）`,
    sealed: (d: { value: string }) => `记录器封存 ${d.value}`,
    imported: (d: { value: string }) => `导入时间 ${d.value}`,
    stamped: (d: { value: string }) => `时间戳 ${d.value}`,
  },
  captureAdded: (d: { id: number; files: number; url: string }) =>
    `已登记取证记录 ${d.id}（${d.files} 个文件）：${d.url}`,
  captureSaved: (d: { id: number }) => `已保存取证记录 ${d.id}。`,
  linked: (d: { id: number; work: string; capture: number }) =>
    `关联 ${d.id}：作品“${d.work}”与取证记录 ${d.capture}`,
  measured: (d: { distance: number }) => `感知差异 ${d.distance}／256（越小越接近，仅供参考，不作结论）`,
  notMeasured: '两张图片尚无可比的感知指纹。',
  claimsSaved: (d: { revision: number }) => `已保存诉讼请求（第 ${d.revision} 版）。`,
  claims: {
    stop: '停止侵权',
    expenses: '合理开支合计',
    apology: '赔礼道歉',
    courtCosts: '诉讼费用',
    byDefendant: '由被告负担',
    lossBy: (d: { method: string }) => `赔偿经济损失（${d.method}）`,
    total: '金额合计',
    none: '还没有诉讼请求。填写：zuozheng claim set 案件 --file claims.json',
  },
  dossierBuilt: (d: { path: string; pages: number; exhibits: number; sha256: string }) =>
    `卷宗已生成：${d.path}\n共 ${d.pages} 页，证据 ${d.exhibits} 件\nSHA-256 ${d.sha256}`,
  verifiedOk: (d: { checked: number }) => `校验通过：已核对 ${d.checked} 项，全部一致。`,
  verifiedNot: (d: { checked: number; problems: number }) =>
    `校验发现 ${d.problems} 处不一致（共核对 ${d.checked} 项）。请保留证据库原样，并从备份取回原件。`,
  record: { format: '格式', generator: '生成工具', time: '时间', carrier: '记录位置', warning: '提示' },
  unknownWarning: (d: { code: string }) => `请留意该文件（${d.code}）。`,
  serving: (d: { url: string; vault: string }) =>
    `窗口已在本机打开，请在浏览器中访问（该地址仅可使用一次）：\n\n  ${d.url}\n\n证据库：${d.vault}\n按 Ctrl+C 结束。`,
  serveEnded: '已结束。',
  openByHand: '未能自动打开浏览器，请手动打开上面的地址。',
  demo: {
    begin: '正在建立样例案件：导入、创作过程、取证、关联、诉讼请求……',
    fileName: (d: { language: Language }) => (d.language === 'en' ? 'dossier-en.pdf' : 'dossier-zh-CN.pdf'),
    built: (d: { path: string; pages: number; exhibits: number }) =>
      `卷宗：${d.path}（${d.pages} 页，证据 ${d.exhibits} 件）`,
    next: (d: { vault: string }) =>
      `下一步：打开上面的 PDF；或在窗口中查看该案件：\n\n  npm run --silent cli -- serve --vault "${d.vault}"`,
  },
  server: {
    noEntry: '请从终端中显示的地址进入。该地址只能使用一次；如需重新进入，请再次运行 zuozheng serve。',
    notBuilt: '窗口尚未构建，请先运行 npm run build，然后刷新本页。',
    refused: '不接受此请求。',
    notThere: '找不到所请求的内容。',
  },
} as const
