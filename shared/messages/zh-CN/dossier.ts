/** Every word of the paper. Law only with its article, as confirmed in the legal reference. */

const quoted = (value: string) => `“${value}”`
/** A work without a title is called just that: none is made up for it. */
const titled = (title: string) => (title ? `《${title}》` : '未命名作品')
const span = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([a, b]) => (a === b ? String(a) : `${a}—${b}`)).join('、')
const pagesOf = (pages: readonly number[]) => {
  const pairs: [number, number][] = []
  for (const page of pages) {
    const last = pairs.at(-1)
    if (last && last[1] === page - 1) last[1] = page
    else pairs.push([page, page])
  }
  return pairs.map(([a, b]) => (a === b ? String(a) : `${a}–${b}`)).join('、')
}
/** Latin letters stand apart from the Chinese around them: 为 demo-xl（1.2）, LoRA ink 由 0.8 改为 0.65. */
const apart = (word: string) => word.replace(/^(?=\w)/, ' ').replace(/(?<=\w)$/, ' ')
const ending = (word: string) => word.replace(/(?<=\w)$/, ' ')
const after = (label: string, value: string) => (value ? `${label}${value}` : '')

export const dossier = {
  stop: '。',
  semicolon: '；',
  withheldMark: '〔略〕',
  bookTitle: titled,
  workTitle: (category: string, title: string) => `${title ? category || '作品' : category}${titled(title)}`,
  exhibitLabel: (no: string) => `证据${no}`,
  pixels: (width: number, height: number) => `${width} × ${height} 像素`,
  ledgerEntry: (seq: number) => `保管链第${seq}条`,
  roundNumbers: (numbers: readonly number[]) => `第${pagesOf(numbers)}轮`,
  missingTitle: '本卷宗此部分未包含：',
  withheldPicture: (name: string) => `${name}：身份证明材料，送达副本不载其图像，法院副本载明。`,
  separately: (name: string) => `${name}：本卷宗不载其内容，原始文件另行提交。`,
  words: {
    page: (no: number) => `第${no}页`,
    pageRanges: (pages: readonly number[]) => pagesOf(pages),
    citeOpen: '（',
    citeClose: '）',
    citeSeparator: '；',
    citePart: (exhibit: string, pages: readonly number[]) => `证据${exhibit}，第${pagesOf(pages)}页`,
    citeNothing: '（缺失：所附证据）',
    contents: '目录',
    pictureMissing: (name: string, reason: string) => {
      const reasons: Record<string, string> = {
        'not-an-image': '该文件不是图片',
        'unsupported-format': '本软件不能解码该图片格式',
        'too-many-pixels': '图片尺寸超过一亿像素，未予解码',
        damaged: '图片文件损坏，不能完整解码',
      }
      return `${name}：未印出图像（${reasons[reason] ?? reason}），原始文件另行提交。`
    },
    plateByMarks: '两图按共同标记点换算为同一比例，并以标记点对齐。',
    plateByWidth: '两图等宽排列；标记点不足两对，未作比例换算。',
    record: '案件记录（机器可读，JSON）',
    subject: (title: string) => `${title}：证据卷宗`,
  },
  chapters: {
    glance: '五分钟一览',
    parties: '一　当事人与诉讼请求',
    work: '二　涉案作品',
    authorship: '三　作者身份与独创性',
    process: '四　创作过程',
    infringement: '五　被诉侵权行为',
    comparison: '六　侵权比对',
    damages: '七　损失、合理开支与赔礼道歉',
    evidence: '八　证据目录',
    hashes: '九　文件摘要清单',
    verifying: '十　校验方法',
  },
  cover: {
    title: '证据卷宗',
    party: (role: string, names: string) => `${role}：${names}`,
    court: (court: string) => court,
    courtOpen: '拟提交人民法院',
    extentBefore: '共一卷　共',
    extentAfter: '页',
    serviceCopy: '送达副本',
  },
  glance: {
    final: (title: string) => `${titled(title)}最终图`,
    work: '作品',
    workBy: (work: string, author: string) => `${work}${after('，作者', author)}`,
    extent: '创作过程',
    rounds: (rounds: number, pictures: number) => `共${rounds}轮，${pictures}张图片`,
    span: '文件所载时间',
    spanOf: (from: string, to: string, source: string, files: number) =>
      from === to ? `${from}（${source}）` : `${from} 至 ${to}（${files}个文件，${source}）`,
    order: '先后依据',
    orderOf: (bases: string, unknown: number) =>
      bases ? `${bases}${unknown > 0 ? `；另有${unknown}轮未能确定先后` : ''}` : '未能确定先后',
    descents: '由何轮而来',
    recorded: '记录载明',
    inferred: '依记录推断',
    times: (count: number) => `${count}处`,
    undecided: (rounds: number) => `，另有${rounds}轮未能确定`,
    stated: '当事人陈述',
    statedOf: (reasons: number, confirmed: number, drawn: number) =>
      [
        reasons > 0 ? `${reasons}轮的理由` : '未说明理由',
        confirmed > 0 ? `确认软件所列的来源${confirmed}处` : '',
        drawn > 0 ? `自行陈述的来源${drawn}处` : '',
      ]
        .filter(Boolean)
        .join('，'),
    reproduced: '事后复现',
    reproductions: (count: number) => `${count}次，不作为原始记录`,
    evidence: '证据：',
    arrowsAre: '连线：',
    arrows: {
      recorded: '粗线为记录载明',
      strong: '细线为依据记录推断（依据充分）',
      supported: '虚线为依据记录推断（有依据）',
      related: '无箭头的点线为相关，未能确定先后',
      stated: '带引号者为当事人陈述',
      folded: '点线箭头处从略，未印其间各轮',
    },
    pagesBefore: '，第',
    pagesAfter: '页',
    note: (titles: string) =>
      `本页是${titles}创作过程的概览，各处依据见第三章、第四章；是否构成作品由人民法院判断。`,
  },
  parties: {
    heading: (role: string, name: string) => `${role}　${name}`,
    number: (no: number) => `${no}.`,
    account: (name: string) => `账号“${name}”`,
    claims: '诉讼请求',
    claimsNote: '以下为原告主张，供法院审理时参考；是否成立由人民法院判断。',
    title: '案件',
    court: '法院',
    caseNumber: '案号',
    serviceNote: '本副本用于送达，未载出生日期、证件号码、电话、电子邮箱与住址；法院副本载明。',
    noPlaintiff: '原告的姓名或者名称',
    noDefendant: '被告的姓名或者名称',
    noIdentity: (name: string) => `原告${name}的身份证明、账号实名材料`,
    noClaims: '诉讼请求',
    fields: {
      name: '姓名',
      organisation: '名称',
      gender: '性别',
      birthDate: '出生日期',
      ethnicity: '民族',
      employer: '工作单位、职务',
      representative: '法定代表人或负责人',
      idNumber: '证件号码',
      phone: '联系电话',
      email: '电子邮箱',
      address: '住所地',
      habitualResidence: '经常居住地',
      account: '平台账号',
      represents: '代理',
      authority: '代理权限',
      evidence: '证据',
    },
  },
  claims: {
    stop: (works: string, rights: string, urls: string) =>
      `判令被告立即停止侵害原告就${works}享有的${rights || '著作权'}${after('，删除涉案链接 ', urls)}`,
    apology: ({ deadline, where, days }: { deadline: number | null; where: string; days: number | null }) =>
      `判令被告${deadline === null ? '' : `于判决生效之日起${deadline}日内`}${where ? `在${where}` : ''}${
        days === null ? '' : `连续${days}日`
      }刊登致歉声明，向原告赔礼道歉、消除影响（声明内容须经法院审核）`,
    loss: (amount: string, basis: string) => `判令被告赔偿原告经济损失${amount}（${basis}）`,
    amountMissing: '〔缺失：金额〕',
    lossBasis: {
      actual_loss: '按实际损失，著作权法第五十四条第一款',
      infringer_gain: '按侵权人的违法所得，著作权法第五十四条第一款',
      licence_fee: '参照权利使用费，著作权法第五十四条第一款',
      statutory: '法定赔偿，著作权法第五十四条第二款',
      punitive: '惩罚性赔偿，著作权法第五十四条第一款',
    },
    expenses: (sum: string, parts: string) =>
      `判令被告赔偿原告为制止侵权行为所支付的合理开支${sum}（${parts}；著作权法第五十四条第三款）`,
    expensePart: (name: string, sum: string) => `${name}${sum}`,
    costs: '诉讼费用由被告承担',
  },
  work: {
    heading: titled,
    publicationShown: '首次发表的页面',
    none: '涉案作品',
    fields: {
      title: '作品名称',
      author: '作者',
      category: '作品类别',
      completedOn: '完成日期',
      publishedAt: '首次发表时间',
      publishedOn: '首次发表平台',
      publishedUrl: '首次发表网址',
      tags: '发表时的标签',
      signature: '署名或水印',
      registration: '作品登记',
      file: '最终图文件',
      size: '尺寸与大小',
      claimedTimes: '文件所载时间',
      remarks: '文件说明',
      importedAt: '导入时间',
      ledger: '保管记录',
    },
    missing: {
      final: '作品最终图',
      author: '作者姓名',
      completedOn: '完成日期',
      publication: '首次发表的时间或网址',
      publicationProof: '首次发表页面的取证',
      signature: '署名或水印的说明',
      registration: '作品登记证书（可选证据）',
    },
  },
  authorship: {
    note: '本章每句事实之前标明其来源，之后标明证据编号与页码，点击可达。软件推断与当事人陈述不等于文件记录。',
    legend: {
      record: '文件自身所载',
      inferred: '软件由记录比对得出',
      stated: '当事人所述',
      reproduction: '事后为说明而作',
      missing: '本卷宗没有',
    },
    who: '作者、署名与发表',
    choices: '选择与安排',
    selection: '取舍',
    handEdits: '后期人工修改',
    reproductions: '事后复现',
    submission: '本章小结',
    reproductionNote: '事后复现制作于创作完成之后，与创作时形成的原始记录分别列明，不作为原始记录。',
    author: (title: string, author: string) => `原告陈述，${titled(title)}的作者为${author}`,
    completed: (day: string) => `原告陈述，作品完成于${day}`,
    signature: (signature: string) => `原告陈述，作品上的署名或水印为${quoted(signature)}`,
    published: (at: string, where: string) => `原告陈述，作品于${at}首次发表${after('于', where)}`,
    contribution: (words: string) => `原告就创作分工陈述：${quoted(words)}`,
    terms: (tool: string, version: string, summary: string) =>
      `原告陈述，创作使用的工具为${apart(tool).trimEnd()}${version ? `（${version}）` : ''}${
        summary ? `，其许可条款就输出内容的约定为：${quoted(summary)}` : ''
      }`,
    idea: (words: string) => `原告就创作意图陈述：${quoted(words)}`,
    order: (rounds: number, basis: string) => `创作过程共${rounds}轮，其先后次序依据为：${basis}`,
    record: (round: string, parameters: string, terms: number) =>
      `${round}的文件记录载有${terms > 0 ? `提示词${terms}项` : ''}${terms > 0 && parameters ? '，以及' : ''}${parameters}`,
    change: (from: string, to: string, changes: string) => `${to}与${from}的记录相比：${changes}`,
    reason: (round: string, words: string) => `原告就${round}的理由陈述：${quoted(words)}`,
    effect: (round: string, words: string) => `原告就${round}的画面效果陈述：${quoted(words)}`,
    chosen: (round: string, words: string) =>
      `原告陈述选用${round}${after('，理由为', words && quoted(words))}`,
    rejected: (round: string, words: string) =>
      `原告陈述未选用${round}${after('，理由为', words && quoted(words))}`,
    handEdit: (round: string, tool: string, words: string) =>
      `原告陈述，${round}${tool ? `使用${apart(tool)}` : ''}人工修改：${quoted(words)}`,
    reproduction: (madeOn: string, of: string | null, result: string) =>
      `${madeOn ? `${madeOn}制作的` : ''}复现${of === null ? '' : `，对应${of}`}${after('，结果为', result && quoted(result))}`,
    otherRounds: (count: number) => `其余${count}轮的记录、变化与理由见第四章，自`,
    submissionText: (title: string, tags: string, signed: boolean) =>
      `原告主张：${titled(title)}在上述各轮的设定、调整与取舍中${
        tags ? `，就${tags}` : ''
      }作出了个性化的选择与安排，属于著作权法第三条所称“文学、艺术和科学领域内具有独创性并能以一定形式表现的智力成果”；依著作权法第十一条第二款“创作作品的自然人是作者”${
        signed ? '、第十二条第一款关于署名的规定' : ''
      }，作者享有该作品的著作权。以上为原告的主张，${signed ? '署名仅为权属的初步证明，' : ''}是否成立由人民法院判断。`,
    missing: {
      rounds: '创作过程的任何一轮记录',
      records: (rounds: string) => `${rounds}的生成记录（文件中没有）`,
      reasons: (rounds: string) => `${rounds}的修改理由`,
      translations: (rounds: string) =>
        `${rounds}外文提示词的中文译文（民事诉讼法第七十三条、民事诉讼证据规定第十七条）`,
      contribution: '关于创作分工、有无其他权利人的说明',
      terms: '创作当时所用工具或模型的许可条款',
      timestamp: '登记到各轮的外部时间戳',
    },
  },
  /** A later run of a recorded recipe that this program made. */
  rerun: {
    of: '复现对象',
    server: '运行程序',
    servedBy: (server: string, software: string | null) =>
      `${server}（${software === null ? '未报告名称' : `自报为 ${software}`}）`,
    recipe: '送交的配方',
    pointer: (at: string, result: string) => `本软件于${at}按本轮记录的配方重新运行，见${result}`,
    told: (run: {
      at: string
      server: string
      software: string | null
      form: string
      of: string
      item: string | null
      result: string
      settings: string
    }) =>
      `${run.at}，本软件将${run.of ? ` ${run.of} ` : '一份'}记录中的配方（${run.form}）送交 ${run.server}（${
        run.software === null ? '未报告名称' : `自报为 ${run.software}`
      }）重新运行，${
        run.item === null ? '得到的文件与原件逐字节相同' : `得到 ${run.item}；与原图比对：${run.result}`
      }${after('；与原记录不同的设置：', run.settings)}`,
  },
  changes: {
    quoted,
    added: (label: string, values: string) => `${ending(label)}增加${values}`,
    removed: (label: string, values: string) => `${ending(label)}删去${values}`,
    settingAdded: (label: string, value: string) => `新增设置：${label} ${value}`,
    settingRemoved: (label: string, value: string) => `不再载有设置：${label} ${value}`,
    moved: (label: string, values: string) => `${ending(label)}中${values}的位置调整`,
    movedShort: (label: string, value: string) => `${label} ${value} 移位`,
    changed: (label: string, from: string, to: string) =>
      `${ending(label)}由 ${from || '无'} 改为 ${to || '无'}`,
    more: (count: number) => `另有${count}处变化`,
    none: '两份记录均载明的内容中未见差异',
    notCompared: {
      'no-parent': '没有已确定的来源，未作比较',
      'no-record': '本轮文件无生成记录',
      'parent-no-record': '来源一轮的文件无生成记录',
    },
  },
  process: {
    overview: '全程与次序',
    overviewNote: (rounds: number, pictures: number) =>
      `共${rounds}轮、${pictures}张图片。配方相同而种子不同的图片为同一轮；轮与轮之间的变化由软件比对文件记录得出，无记录的依当事人陈述。`,
    orderKnown: (bases: string, unknown: number) =>
      `各轮先后的依据为：${bases}${unknown > 0 ? `；另有${unknown}轮未能确定先后` : ''}`,
    orderUnknown: '各轮先后未能确定，以下编号只为指称，不表示次序',
    witnesses: (folder: string, files: number, used: string, agree: boolean, unused: string) =>
      `文件夹“${folder}”（${files}个文件）：${used ? `依${used}${agree ? '，彼此一致' : ''}` : '没有可据以排列先后的依据'}${after(
        '；未采用',
        unused,
      )}。`,
    witnessUnused: (basis: string, grounds: string) => `${basis}${grounds ? `（${grounds}）` : ''}`,
    contradiction: (words: string) => `矛盾之处：${words}`,
    undecided: (rounds: number) => `由何轮而来未能确定的，共${rounds}轮`,
    undecidedOne: (round: string, reason: string, from: string) =>
      `${round}：${reason}${after('，可能来自', from)}。`,
    undecidedMore: (rounds: number) => `其余${rounds}轮见随附的案件记录。`,
    histories: (count: number) =>
      `各轮分属${count}条创作线。编号逐条接续，只在同一条线之内表示先后，不表示各条线之间的先后。`,
    perhapsSame: (pairs: number) => `另有${pairs}处创作线或许属于同一作品，尚待当事人说明。`,
    graph: '创作过程图',
    noGraph: '各轮之间没有可以确定的来源关系，未绘制过程图。',
    loose: (rounds: number) => `另有${rounds}轮与他轮没有可以确定的来源关系，也未能确定先后，未列入图中。`,
    lines: {
      recorded: '记录载明',
      strong: '依据记录推断（依据充分）',
      supported: '依据记录推断（有依据）',
      related: '相关，未能确定先后',
      stated: '当事人确认或陈述',
    },
    comesFrom: (round: string, words: string) => `由${round}而来：${words}`,
    gap: '其间可能缺少至少一轮',
    run: (from: number, to: number, count: number) => `第${from}—${to}轮（${count}轮）`,
    pictures: (count: number) => `${count}张`,
    isFinal: '最终图',
    siblings: (count: number) => `本轮同一配方共${count}张，其余各张：`,
    otherPictures: (count: number, exhibit: string) => `另有${count}张未印出，见证据${exhibit}。`,
    siblingSaid: (name: string, reason: string, judged: string, why: string) =>
      `同轮图片 ${name}：${[reason && `理由${quoted(reason)}`, judged && `${judged}${after('，理由', why && quoted(why))}`].filter(Boolean).join('；')}`,
    seed: (seed: string) => `种子 ${seed}`,
    otherRounds: (rounds: number) => `其余各轮（${rounds}轮）`,
    otherRoundsNote:
      '以下各轮不在通向最终图的线上，也没有当事人说明，每轮印一张；完整记录见随附的案件记录，文件摘要见第九章。',
    unordered: (no: number) => `编号${no}（先后未定）`,
    again: (no: number) => `复现（编号${no}）`,
    round: (no: number) => `第${no}轮`,
    heading: (round: string, selected: boolean | null) =>
      `${round}${selected === true ? '　选用' : selected === false ? '　未选用' : ''}`,
    notSelected: '未选用',
    selected: '选用',
    byHand: (tool: string) => `人工修改${tool ? `（${tool}）` : ''}`,
    alt: (no: number, name: string) => `第${no}轮的图片 ${name}`,
    kind: '证据类别',
    changed: (round: string) => `较${round}的变化`,
    changedLabel: '变化',
    tags: '所涉表达要素',
    parameters: '主要参数',
    others: '其他记录',
    otherLeft: (count: number) => `；另有${count}项见随附的案件记录`,
    format: '记录格式',
    aiLabelName: 'AI 生成合成标识',
    aiLabel: (label: string, producer: string, id: string) =>
      [label && `Label ${label}`, producer && `ContentProducer ${producer}`, id && `ProduceID ${id}`]
        .filter(Boolean)
        .join('；'),
    remarks: '文件说明',
    otherGenerations: '其他生成记录',
    generations: (count: number) => `文件另载${count}组，见随附的案件记录`,
    reason: (words: string) => `理由：${quoted(words)}`,
    effect: (words: string) => `画面效果：${quoted(words)}`,
    chosen: (words: string) => `选用本轮${after('，理由：', words && quoted(words))}`,
    rejected: (words: string) => `未选用本轮${after('，理由：', words && quoted(words))}`,
    handEdit: (tool: string, words: string) => `人工修改${tool ? `（${tool}）` : ''}：${quoted(words)}`,
    reproduction: (madeOn: string, result: string) =>
      `事后复现${madeOn ? `，制作于${madeOn}` : ''}${after('，结果：', result && quoted(result))}`,
    translation: '中文译文',
    noTranslation: '缺失：中文译文（民事诉讼法第七十三条）',
    times: {
      claimed: '文件所载时间',
      sealed: '记录器封存时间',
      imported: '导入时间',
      stamped: '外部时间戳',
    },
    missing: {
      label: '本轮没有',
      record: '文件中的生成记录',
      unreadable: '可读的文件内容（文件损坏）',
      claimed: '文件所载时间',
      stamped: '登记到本轮的外部时间戳',
      reason: '修改理由',
    },
  },
  infringement: {
    note: '本章关于被诉页面的内容均为取证人所述，取证文件所载以文件本身为准。',
    summary: '所见事实',
    account: (name: string) => `账号“${name}”`,
    event: (date: string, words: string) => `${date}：${words.replace(/[。.]$/, '')}`,
    access: (words: string) => `关于被告接触作品的可能，原告陈述：${quoted(words)}`,
    permission: (words: string) => `关于许可，原告陈述：${quoted(words)}`,
    identity: (words: string) => `关于被告身份，原告陈述：${quoted(words)}`,
    seriousness: (words: string) => `关于过错与情节，原告陈述：${quoted(words)}`,
    found: {
      unsaid: (d: { at: string; where: string; title: string; shownAt: string; url: string }) =>
        `${after('', d.at && `${d.at}，`)}原告对${d.where}${after('', d.title && `《${d.title}》`)}所在网页取证，网址 ${d.url}`,
      up: (d: { at: string; where: string; title: string; shownAt: string; url: string }) =>
        `${after('', d.at && `${d.at}取证时，`)}${d.where}${after('', d.title && `发布的《${d.title}》`)}${
          d.shownAt ? `（页面所示发布时间 ${d.shownAt}）` : ''
        }中展示被诉图片，网址 ${d.url}`,
      changed: (d: { at: string; where: string; title: string; shownAt: string; url: string }) =>
        `${after('', d.at && `${d.at}取证时，`)}${d.where}${after('', d.title && `发布的《${d.title}》`)}中的被诉图片已被修改，网址 ${d.url}`,
      removed: (d: { at: string; where: string; title: string; shownAt: string; url: string }) =>
        `${after('', d.at && `${d.at}取证时，`)}${d.where}${after('', d.title && `发布的《${d.title}》`)}中的被诉图片已被删除，网址 ${d.url}`,
    },
    capture: (no: number, when: string) => `取证记录${no}　${when}`,
    selfCollected:
      '本次取证由当事人自行完成，不是由记录和保存电子数据的中立第三方平台提供或者确认（最高人民法院关于民事诉讼证据的若干规定第九十四条第一款第二项）。',
    views: (value: string) => `浏览 ${value}`,
    likes: (value: string) => `点赞 ${value}`,
    fields: {
      url: '网址',
      urlFinal: '最终网址',
      platform: '平台',
      account: '被诉账号',
      title: '文章或页面标题',
      publishedAtShown: '页面所示发布时间',
      shown: '页面所示数据',
      found: '取证时状态',
      captured: '取证起止时间',
      method: '取证方式',
      operator: '取证人',
      accountUsed: '取证使用的账号',
      environment: '设备与环境',
      checks: '清洁性检查',
      steps: '取证步骤',
      stamp: '可信时间戳',
      chain: '区块链存证编号',
      notary: '公证书编号',
      notCaptured: '未能取得的内容',
      note: '说明',
      added: '登记时间',
      ledger: '保管记录',
    },
    notices: {
      heading: '侵权通知',
      to: '对象',
      channel: '方式与地址',
      sent: '发出',
      delivered: '送达',
      answer: '答复',
      evidence: '证据',
      kinds: { platform: '平台', infringer: '被告' },
    },
    missing: {
      captures: '对被诉页面的任何取证',
      permission: '关于未经许可的陈述',
      access: '关于被告接触作品可能的陈述',
      identity: '关于被告身份来源的陈述',
      notices: '侵权通知及其送达',
      files: '取证文件',
      time: '取证时间',
      publishedAt: '页面所示发布时间',
      account: '被诉账号',
      operator: '取证人',
      method: '取证方式',
      checks: '清洁性检查的记录',
      fixing: '时间戳、区块链存证或公证',
    },
  },
  comparison: {
    heading: (title: string) => `侵权比对表${after('　', title && `《${title}》`)}`,
    headingOf: (no: number, title: string) => `侵权比对表${no}${after('　', title && `《${title}》`)}`,
    ofWork: '权利作品',
    ofCapture: '被诉侵权内容',
    partOf: (name: string) => `${name}，取证人标示的图片部分`,
    marksNote: '实心圆为相同点，空心圆为不同点，编号与下表一致。标记与说明为原告所作。',
    overview: '两图的来源',
    table: '相同点与不同点',
    rows: { title: '名称', account: '账号', time: '发表、发布时间', url: '网址', pages: '证据与页码' },
    no: '序号',
    sort: '要素',
    words: '说明',
    same: '相同点',
    different: '不同点',
    signature: '署名与水印',
    remarks: '备注',
    measured: '软件测量（仅供参考）',
    distance: (distance: number) => `PDQ 感知哈希距离 ${distance}／256。`,
    mirrored: '以左右镜像比对得出。',
    meaning:
      '0 表示两图的感知哈希完全相同，两幅无关图片的距离一般在 128 上下；该数值只反映画面明暗分布的接近程度，不判断是否构成实质性相似。',
    none: '与被诉图片的比对',
    missing: {
      workPicture: '权利作品的图片',
      capturePicture: '被诉侵权内容的图片',
      same: '相同点的说明',
      different: '不同点的说明',
      signature: '署名与水印的说明',
      measure: '软件测量的距离',
    },
  },
  damages: {
    note: '本章金额与方式均为原告主张；软件不建议数额，也不预测裁判结果。',
    loss: '经济损失',
    method: '计算方式',
    amount: '主张金额',
    article: '依据',
    base: '基数',
    factor: '倍数',
    basis: '原告关于金额依据的陈述：',
    articles: {
      actual_loss: '著作权法第五十四条第一款：按照权利人因此受到的实际损失给予赔偿',
      infringer_gain: '著作权法第五十四条第一款：按照侵权人的违法所得给予赔偿',
      licence_fee: '著作权法第五十四条第一款：可以参照该权利使用费给予赔偿',
      statutory: '著作权法第五十四条第二款：判决给予五百元以上五百万元以下的赔偿',
      punitive:
        '著作权法第五十四条第一款：对故意侵犯著作权或者与著作权有关的权利，情节严重的，可以在按照上述方法确定数额的一倍以上五倍以下给予赔偿',
    },
    outsideRange: '提示：主张金额不在著作权法第五十四条第二款所定五百元以上五百万元以下的幅度之内。',
    price: (words: string, amount: string) => `原告陈述的价格资料：${quoted(words)}${after('，', amount)}`,
    expenses: '合理开支',
    expensesNote: '著作权法第五十四条第三款：赔偿数额还应当包括权利人为制止侵权行为所支付的合理开支。',
    kind: '类别',
    description: '说明',
    date: '日期',
    voucher: '凭证',
    sum: '金额',
    total: '合计',
    noVoucher: '缺失：凭证',
    apology: '赔礼道歉、消除影响',
    where: '刊登位置',
    duration: '持续时间',
    deadline: '履行期限',
    days: (days: number) => `连续${days}日`,
    afterJudgment: (days: number) => `判决生效之日起${days}日内`,
    apologyArticle:
      '著作权法第五十二条（停止侵害、消除影响、赔礼道歉、赔偿损失等民事责任）；民法典第一百七十九条第一款第十一项',
    draft: '致歉声明拟稿（原告主张，内容须经法院审核）：',
    limitation: '诉讼时效',
    knownDamage: '知道权利受到损害之日',
    knownObligor: '知道义务人之日',
    limitationArticle:
      '最高人民法院关于审理著作权民事纠纷案件适用法律若干问题的解释第二十七条：诉讼时效为三年，自著作权人知道或者应当知道权利受到损害以及义务人之日起计算',
    missing: {
      loss: '经济损失的主张',
      amount: '经济损失的金额',
      basis: '金额所依据的事实与计算',
      vouchers: (count: number) => `${count}项开支的凭证`,
      apology: '赔礼道歉的主张',
      apologyText: '致歉声明的拟稿',
    },
  },
  evidence: {
    note: '依最高人民法院关于民事诉讼证据的若干规定第十九条第一款分类编号。页码为本卷宗页码，即 PDF 页码；电子数据原件另行提交。',
    none: '任何证据',
    leftOut: (count: number) => `提交人选择不列入的文件${count}个`,
    unsaid: (count: number) => `${count}个文件的证明对象（尚未说明，列于未归组材料）`,
    groupOther: '未归组材料',
    copies: (count: number) => `${count}份`,
    original: '原件',
    copy: '复印件',
    signature: '提交人（签名或盖章）：',
    date: '提交日期：　　　　年　　月　　日',
    columns: {
      no: '编号',
      name: '证据名称',
      source: '证据来源',
      proves: '证明对象与内容',
      kind: '证据形式',
      original: '原件／复印件',
      pages: '页码',
      remarks: '份数、备注',
    },
    fields: {
      source: '证据来源',
      proves: '证明对象与内容',
      kind: '证据形式',
      pages: '页码',
      remarks: '备注',
    },
    sheet: (no: string, name: string) => `证据${no}　${name}`,
    separately: '上表中不是图片的文件，本卷宗不载其内容；原始文件另行提交，可凭摘要核对。',
    noteOf: (name: string, words: string) => `关于${apart(name).trimEnd()}，提交人说明：${quoted(words)}`,
  },
  exhibits: {
    joiner: '；',
    sourceImported: '原告提供（原始文件）',
    sourceMade: '原告制作',
    captureSource: {
      unsaid: '原告提供',
      manual_upload: '原告自行取证',
      in_app: '原告使用本软件取证',
      timestamp_app: '原告使用时间戳取证工具取证',
      notary: '公证取证',
    },
    party: (role: string, name: string) => `${role}${name}的主体材料`,
    partyProves: (role: string) => `${role}主体及其账号归属`,
    final: (title: string) => `${titled(title)}最终图`,
    finalProves: '作品的内容与署名',
    publication: (title: string) => `${titled(title)}首次发表页面`,
    publicationProves: '首次发表的时间、平台与署名',
    registration: (title: string) => `${titled(title)}作品登记材料`,
    registrationProves: '作品登记情况',
    rounds: (pairs: readonly (readonly [number, number])[]) =>
      pairs.length > 0 ? `第${span(pairs)}轮生成记录及图片` : '生成记录及图片',
    roundsProves: '提示词与参数的选择、调整过程（原始记录）',
    statedRounds: '当事人陈述的创作轮次及图片',
    statedRoundsProves: '创作过程（当事人陈述）',
    handEdits: '分层文件及修图材料',
    handEditsProves: '后期人工修改',
    reproductions: '复现图片及记录',
    reproductionsProves: '参数可以再次生成图片（事后复现）',
    terms: (tool: string) => `${tool}的许可条款`,
    termsProves: '输出内容的权利约定',
    capture: (no: number, where: string) => `被诉页面取证${no}${where ? `（${where}）` : ''}`,
    captureProves: '被诉内容的发布及其署名情况',
    comparison: '侵权比对表',
    comparisonOf: (no: number) => `侵权比对表${no}`,
    comparisonProves: '两图的相同、不同与署名情况',
    loss: '损失依据材料',
    lossProves: '经济损失的计算依据',
    prices: '价格资料',
    pricesProves: '作品的使用价格',
    voucher: (kind: string) => `${kind}凭证`,
    voucherProves: (kind: string) => `合理开支（${kind}）`,
    notice: {
      platform: (delivered: boolean) => (delivered ? '致平台的通知及送达凭证' : '致平台的通知'),
      infringer: (delivered: boolean) => (delivered ? '致被告的侵权通知及送达凭证' : '致被告的侵权通知'),
    },
    noticeProves: (delivered: boolean) => (delivered ? '通知与送达情况' : '通知情况'),
    event: (date: string) => `${date}相关材料`,
    otherWork: '作品其他文件',
    otherWorkProves: '作品的其他版本',
    otherProcess: '创作过程其他文件',
    otherCapture: '其他取证文件',
    other: '未归组材料',
    otherProves: '尚未说明',
  },
  hashes: {
    note: '摘要算法为 SHA-256。导入时间是文件进入证据库的时间，不是创作时间。',
    head: '保管链末端摘要',
    root: '默克尔根（RFC 9162）',
    entries: '保管链',
    entriesOf: (seq: number, entries: number) => `末端为第${seq}条，共${entries}条`,
    headAt: '末端条目时间',
    files: '文件数',
    made: '本卷宗',
    madeWith: (version: string, at: string) => `由作证 ${version} 生成，内容截至 ${at}`,
    columns: {
      exhibit: '证据',
      name: '文件名',
      size: '字节',
      ledger: '保管链',
      importedAt: '导入时间（UTC+8）',
    },
  },
  verifying: {
    file: '核对一个文件',
    fileDigest: '取得原始文件（另行提交的证据包），不打开、不另存，直接计算其 SHA-256 摘要。',
    fileCompare: '与第九章所列摘要逐位比对。全部相同，即为同一文件；任何一位不同，即非同一文件。',
    fileCommands:
      'Linux：sha256sum 文件名\nmacOS：shasum -a 256 文件名\nWindows：certutil -hashfile 文件名 SHA256',
    ledger: '核对保管链',
    ledgerRun: '在保存证据库的计算机上运行校验：软件重新计算每个文件的摘要，并逐条核对保管链。',
    ledgerHead: (hash: string) => `校验通过后，保管链中应有一条的摘要为 ${hash}，即本卷宗每页页脚所示。`,
    ledgerRule:
      '保管链每一条的摘要，是该条其余内容按 RFC 8785 写成 JSON 后的 SHA-256，其中含前一条的摘要；改动任何一条，其后各条均不能对上。',
    ledgerCommands: 'zuozheng verify',
    archive: '不用本软件，核对存档',
    archiveOpen:
      '另行提交案件存档（文件夹或 ZIP）的，其中有 verify.html：用任意现代浏览器打开，无需联网，把整个存档拖进去，即逐项核对文件、保管链与时间戳。',
    archiveHead: ({ seq, hash }: { seq: number; hash: string }) =>
      `存档的保管链中，第${seq}条的摘要应为 ${hash}。相同，即存档与本卷宗出自同一保管链。`,
    archiveMeans: '本卷宗印出之后，保管链在该条以前的任何改动，都会使上述摘要不同。',
    attached: '随附的案件记录',
    attachedText:
      '本 PDF 内附机器可读的案件记录 case-record.json，即生成本卷宗所用的全部事实，可用任何支持附件的 PDF 阅读器取出。',
    shows: '校验说明什么',
    showsText:
      '摘要一致，说明文件自导入证据库时起未被改动；保管链完整，说明登记的内容与次序自登记时起未被改动。',
    showsNot: '校验不说明什么',
    showsNotText:
      '校验不说明文件在导入之前的真实性，也不说明文件所载时间属实，更不说明作品受保护、侵权成立或者应得的赔偿。固定之前的真实性须另行审查，可参照人民法院在线诉讼规则第十六条至第十八条；本保管链由当事人自行保存，不是第三方平台的存证。',
  },
} as const
