import type { PictureDifference, RecipeForm } from '../../contract/reproduction.ts'
import { formatShare } from '../../format.ts'

const fields: Readonly<Record<string, string>> = {
  prompt: '提示词',
  negativePrompt: '反向提示词',
  seed: '种子',
  steps: '步数',
  sampler: '采样器',
  scheduler: '调度器',
  cfgScale: 'CFG',
  denoisingStrength: '重绘幅度',
  size: '尺寸',
  input: '输入图片',
  mask: '蒙版',
  width: '宽度',
  height: '高度',
  model: '模型',
  inputImage: '输入图片',
  oneRecord: '唯一的生成记录（文件中有多份互不相同的记录）',
}

/** A later run of a recorded recipe: never an original record. */
export const reproduction = {
  title: '事后复现',
  hint: '按记录中的配方在生成程序上重新运行。结果标注为“事后复现”，不能代替创作时的原始记录。',
  forms: {
    infotext: 'WebUI 参数文本',
    txt2img: 'WebUI 文生图请求',
    img2img: 'WebUI 图生图请求',
    'comfy-prompt': 'ComfyUI 工作流',
  } satisfies Record<RecipeForm, string>,
  fieldOf: (name: string) => fields[name] ?? name,
  comma: '、',
  missing: (names: string) => `记录缺少：${names}。缺失的内容不会由程序补填。`,
  lost: (names: string) => `这种形式带不上的记录内容：${names}。`,
  noRecipe: '该文件的记录中没有可以重新运行的配方。',
  none: '本案还没有事后复现。',
  running: '正在复现',
  server: '服务地址',
  serverHint: '填写本机或您自己的生成服务地址，例如 http://127.0.0.1:7860。',
  run: '运行复现',
  copy: '复制',
  copied: '已复制',
  madeOf: ({ of, item }: { of: string; item: string }) => `“${of}”的事后复现：${item}`,
  from: (name: string) => `按“${name}”中的配方重新运行所得。`,
  madeAt: '复现时间',
  result: '比对结果',
  settings: '与原记录不同的设置',
  unknownSoftware: '程序版本未报告',
  difference: (d: PictureDifference | null) => {
    if (d === null) return '其中一幅图片无法解码，未能比对。'
    const fingerprint = d.distance === null ? '' : `，感知指纹距离 ${d.distance}/256`
    if (d.pixelEqual) return `逐像素相同${fingerprint}。`
    if (!d.sameSize) return `尺寸不同，未逐像素比对${fingerprint}。`
    const share = formatShare((d.differing ?? 0) / d.pixels)
    return `${share} 的像素不同（单通道最大相差 ${d.largest ?? 0}）${fingerprint}。`
  },
  caution: '事后复现只说明该配方现在能得出什么，不能证明原图当时如何生成。',
} as const
