import { terms } from './terms.ts'

/**
 * Grounds of the process graph, each a clause without its full stop. A detail that is not given falls away; ids of
 * pictures are for the views, which show the pictures themselves.
 */
type Details = Readonly<Record<string, string | number>>

const given = (value: string | number | undefined, say: (text: string) => string): string =>
  value === undefined || value === '' ? '' : say(String(value))
const quoted = (value: string | number | undefined): string => given(value, (text) => `“${text}”`)

const witnesses: Readonly<Record<string, string>> = {
  person: '当事人排列的次序',
  sealed: '记录器封存的先后',
  stamped: '时间戳',
  'log-row': '生成日志的行序',
  'record-time': '文件记录的时间',
  'file-number': '文件编号',
  'name-time': '文件名中的时间',
  'file-time': '文件系统的时间',
  'import-order': '导入顺序',
  'final-image': '最终图',
}
const witness = (basis: string | number | undefined): string =>
  witnesses[String(basis)] ?? String(basis ?? '')

/** 「提示词、采样器」 for `prompt, sampler`. */
const fields = (names: string | number | undefined): string =>
  String(names ?? '')
    .split(', ')
    .filter(Boolean)
    .map((name) =>
      Object.hasOwn(terms.changeFields, name)
        ? terms.changeFields[name as keyof typeof terms.changeFields]
        : name,
    )
    .join('、')

/** A pause in the largest unit that fits. */
const pause = (seconds: string | number | undefined): string => {
  const value = Number(seconds)
  if (value >= 172_800) return `${Math.round(value / 86_400)}天`
  if (value >= 7_200) return `${Math.round(value / 3_600)}小时`
  return value >= 120 ? `${Math.round(value / 60)}分钟` : `${value}秒`
}

export const process = {
  classes: {
    recorded: '记录载明',
    strong: '依据记录推断（依据充分）',
    supported: '依据记录推断（有依据）',
    related: '相关，未能确定先后',
  },
  decisions: {
    confirmed: '当事人确认',
    cut: '当事人认为不成立',
    drawn: '当事人陈述',
  },
  witness,
  grounds: {
    'input-digest': (d: Details) =>
      `文件按摘要载明其输入图片，该图片在案${given(d.input, (name) => `（${name}）`)}`,
    'input-name': (d: Details) =>
      `文件按名称载明其输入图片${quoted(d.name)}${given(d.witness, (word) => `，并有${inputWitness(word)}印证`)}`,
    'credential-ingredient': (d: Details) =>
      `文件的内容凭证载有其${ingredientRole(d.relationship)}，所记凭证编号与在案图片${quoted(d.name)}的一致，两者的签名与摘要均相符（未核验签署人身份）`,
    'variation-seed': (d: Details) =>
      `文件载明以种子${d.seed ?? ''}的图片为基础作变化${given(d.variation, (text) => `（变化种子${text}）`)}`,
    refinement: (d: Details) =>
      `配方与种子相同，另载有放大或修整的设置${given(d.keys, (keys) => `（${keys}）`)}`,
    'few-changes': (d: Details) => `两份记录之间只有${d.changes ?? '少数'}处不同`,
    'rare-terms': (d: Details) =>
      `共有本案少见的用语${given(d.terms, (words) => `：${words.replaceAll(', ', '、')}`)}${given(d.count, (count) => `（共${count}项）`)}`,
    'same-seed': (d: Details) => `随机种子相同${given(d.seed, (seed) => `（${seed}）`)}`,
    'same-input': (d: Details) => `输入图片相同${given(d.name, (name) => `（${name}）`)}`,
    'same-workflow': (_: Details) => '出自同一个 ComfyUI 工作流',
    'picture-alike': (d: Details) => `画面相近${given(d.bits, (bits) => `（256 位指纹中相差 ${bits} 位）`)}`,
    'picture-enlarged': (d: Details) =>
      `一图为另一图的放大${given(d.fromSize, (size) => `（${size} → ${d.toSize ?? ''}）`)}`,
    'made-from-text': (_: Details) => '前者的记录表明其仅由文字生成，与之相像者只能在其后',
    'order-before': (d: Details) => `依${witness(d.basis)}，前者在先`,
    'order-next': (d: Details) => `依${witness(d.basis)}，两者前后相接`,
    'order-unknown': (_: Details) => '两者先后未能确定',
    'many-changes': (d: Details) => `同时有${d.changes ?? '多'}处不同`,
    'subject-changed': (_: Details) => '提示词开头的描写对象没有共同之处',
    'shared-is-habitual': (_: Details) => '两者共有的只是作者惯用的词语',
    'rounds-between': (d: Details) => `其间隔有${d.rounds ?? '若干'}轮`,
    'long-pause': (d: Details) => `其间相隔${pause(d.seconds)}（依${witness(d.basis)}）`,
    'fields-missing': (d: Details) => `其中一份记录缺少${fields(d.fields)}`,
    'close-second': (_: Details) => '另有一轮几乎同样相符',
    'credential-claimed': (d: Details) =>
      `文件的内容凭证载有其${ingredientRole(d.relationship)}，所记凭证编号与在案图片${quoted(d.name)}的一致，但签名与摘要不足以确认就是这一文件`,
    'input-name-alone': (d: Details) => `文件载明输入图片${quoted(d.name)}，但没有其他印证`,
    'input-name-ambiguous': (d: Details) => `在案有多个文件名为${quoted(d.name)}`,
    'kinship-only': (_: Details) => '用语与画面只说明两者相关，不说明由谁而来',
    'person-order': (_: Details) => '当事人排列的次序与此相反',
    'undecided-close': (_: Details) => '两个可能的来源相符程度相近',
    'undecided-weak': (_: Details) => '有相近的一轮，但依据不足',
    'undecided-incomplete': (d: Details) => `记录缺少用于比较的${fields(d.fields) || '内容'}`,
    'undecided-no-record': (_: Details) => '没有生成记录，也没有画面相符的图片',
    'undecided-input': (d: Details) => `载明的输入图片${quoted(d.name)}没有其他印证`,
    'witness-agrees': (d: Details) =>
      `与${witness(d.with)}一致${given(d.files, (files) => `（${files}个文件）`)}`,
    'witness-disagrees': (d: Details) =>
      `与${witness(d.with)}不一致，未予采用${given(d.files, (files) => `（${files}个文件）`)}`,
    'witness-alone': (_: Details) => '没有其他依据可资比对',
    'witness-scattered': (d: Details) =>
      `依此，同一配方的图片散落各处${given(d.runs, (runs) => `（${d.rounds ?? ''}轮分成${runs}段）`)}，未予采用`,
    'witness-coherent': (d: Details) =>
      `依此，同一配方的图片前后相连${given(d.runs, (runs) => `（${d.rounds ?? ''}轮分成${runs}段）`)}`,
    'witness-beside': (d: Details) => `同处的文件夹${quoted(d.folder)}中，文件时间与文件编号一致`,
    'witness-repeats': (d: Details) => `${d.files ?? '多'}个文件的数值相同`,
    'witness-one-second': (d: Details) => `${d.files ?? '多'}个文件在同一秒内`,
    'witness-too-dense': (_: Details) => '间隔短于生成图片所需的时间',
    'witness-after-import': (d: Details) => `${d.files ?? '若干'}个文件的时间晚于导入`,
    'witness-file-times': (_: Details) => '文件系统的时间随复制而改变，不据以排列先后',
    'witness-mixed-zones': (_: Details) => '有的时间带时区，有的不带，不能排在一起',
    'contradiction-order': (d: Details) =>
      `${given(d.folder, (folder) => `文件夹“${folder}”中`)}${witness(d.basis)}与${witness(d.other)}不一致${given(
        d.files,
        (files) => `（${files}个文件）`,
      )}`,
    'contradiction-input-later': (d: Details) => `有文件载明的输入图片，依${witness(d.basis)}在其之后`,
    'contradiction-cycle': (_: Details) => '推断的来源关系首尾相接成环，其中不是记录载明的均未采用',
    'contradiction-drawn-order': (d: Details) => `当事人陈述的来源，依${witness(d.basis)}却在其后`,
    'contradiction-person-order': (_: Details) => '当事人排列的次序与文件载明的来源相反',
  },
} as const

/** What a picture was to the one that names it in its credentials. */
function ingredientRole(relationship: string | number | undefined): string {
  const words: Readonly<Record<string, string>> = {
    parentOf: '打开后修改的图片',
    componentOf: '置入的素材',
    inputTo: '生成时的输入',
  }
  return words[String(relationship ?? '')] ?? '来源'
}

/** What else agrees with an input that is named. */
function inputWitness(word: string): string {
  const words: Readonly<Record<string, string>> = { size: '尺寸', picture: '画面', order: '先后次序' }
  return word
    .split(', ')
    .map((each) => words[each] ?? each)
    .join('、')
}
