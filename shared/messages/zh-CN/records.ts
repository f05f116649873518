import { terms } from './terms.ts'

type Details = Readonly<Record<string, string | number>>

const fields: Readonly<Record<string, string>> = { ...terms.changeFields, width: '宽度', height: '高度' }

/** 读取文件自身记录时的说明：每个代码一句话，说明发生了什么、意味着什么。 */
export const records = {
  warnings: {
    empty: (_: Details) => '文件为空（0 字节），其中没有任何记录。',
    truncated: (_: Details) => '文件不完整：结尾部分缺失。缺失之前的记录已照常读取。',
    'too-large-to-read': (_: Details) => '文件过大，未读取其中的记录；原文件已照常处理。',
    'too-many-pixels': ({ width, height }: Details) =>
      `文件声明的画面为 ${width}×${height} 像素，超过可显示的上限，未生成缩略图。`,
    'damaged-statement': ({ where }: Details) =>
      `文件中一处记录已损坏，未采用（位置：${where}）。其余记录照常读取。`,
    'unpack-limit': ({ where }: Details) => `一处压缩记录展开后超过安全上限，未读取（位置：${where}）。`,
    mislabelled: ({ format }: Details) => `扩展名与实际内容不符：按字节判断，这是 ${format} 文件。`,
    'encoding-not-told': (_: Details) =>
      '文字不是 UTF-8 编码；字节符合 GBK（GB 18030）的写法，但文件没有写明编码，因此未读取其中的记录。原文件按字节原样保存。',
    'lfs-pointer': (_: Details) => '这不是图片本身，而是 Git LFS 的指针文件；原图需另行取得。',
    'reader-failed': ({ reason }: Details) => `读取记录时程序出错（${reason}），原文件未受影响。`,
    'records-disagree': ({ field, first, second }: Details) =>
      `同一文件中的两处记录不一致（项目：${fields[field ?? ''] ?? field}；位置：${first} 与 ${second}）。两处均原样列出，未作取舍。`,
    'ambiguous-negative-prompt': (_: Details) =>
      '文字中不止一行以“Negative prompt:”开头，提示词与反向提示词以第一处为界，请对照原文。',
    'generator-by-syntax': ({ name }: Details) => `记录采用 ${name} 的书写格式，但没有写明是哪个程序生成的。`,
    'comfy-no-sampler': (_: Details) => 'ComfyUI 工作流中没有找到与保存的图片相连的采样节点。',
    'comfy-unknown-node': ({ node }: Details) =>
      `ComfyUI 工作流中有本软件不认识的节点（${node}），该分支未继续追溯。`,
    'comfy-value-at-run-time': ({ node }: Details) =>
      `有一个数值由节点（${node}）在运行时算出，文件中没有记载。`,
    'comfy-text-at-run-time': ({ node }: Details) =>
      `有一段文字由节点（${node}）在运行时产生，文件中没有记载。`,
    'comfy-editor-text': ({ node }: Details) =>
      `文字取自 ComfyUI 编辑器中的工作流（节点 ${node}），其中的注释或候选词在运行时会被处理，实际使用的文字可能不同。`,
    'shape-differs': ({ declared, actual }: Details) =>
      `记录中的画面比例（${declared}）与图片实际比例（${actual}）不同：图片可能经过裁切，也可能是工作流截图。`,
    'pixels-not-read': (_: Details) => '图片过大或已损坏，未在像素中查找隐藏记录。',
    'c2pa-remote': ({ address }: Details) =>
      `图片声明其内容凭证（C2PA）存放在网络地址 ${address}；本软件不联网，未获取。`,
    'c2pa-missing': ({ address }: Details) =>
      `图片声明带有内容凭证（C2PA，${address}），但文件中已不存在，可能被移除。`,
    'c2pa-invalid': ({ codes }: Details) => `内容凭证（C2PA）校验未通过（${codes}）。`,
    'c2pa-unreadable': ({ reason }: Details) => `内容凭证（C2PA）无法读取（${reason}）。`,
    'ai-label-irregular': ({ where }: Details) =>
      `AI 生成合成标识的书写不符合规范（位置：${where}），按原样列出。`,
    'ai-label-several': ({ count }: Details) =>
      `文件中有 ${count} 处 AI 生成合成标识，规范要求只有一处；列出第一处。`,
    'signature-valid': ({ name }: Details) => `${name} 的签名与画面和记录相符。`,
    'signature-invalid': ({ name }: Details) =>
      `${name} 的签名与画面或记录不符：画面或记录在签名后发生过变化。`,
    'signature-unchecked': ({ name }: Details) => `文件带有 ${name} 的签名，未能核对。`,
    'text-converted-twice': ({ where, text }: Details) =>
      `文字编码被重复转换过（位置：${where}），按原样列出；还原后可能是：${text}`,
    'personal-data': ({ where }: Details) =>
      `记录中含有可能识别个人的信息（位置：${where}），提交前请确认是否需要遮盖。`,
  },
  /** 非产品名的生成工具名称；产品名直接使用记录中的名称。 */
  generators: {
    unknown: '未知程序',
    bySyntax: ({ name }: { name: string }) => `未写明程序（${name} 格式）`,
  },
  status: {
    ok: '有记录',
    'no-metadata': '没有生成记录',
    unreadable: '无法读取',
  },
} as const
