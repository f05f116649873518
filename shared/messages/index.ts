import type { Language } from '../contract/primitives.ts'
import * as en from './en/index.ts'
import type { Shape } from './shape.ts'
import * as zhCN from './zh-CN/index.ts'

/** Every word a person reads. `zh-CN` defines the keys; a sentence missing in `en` does not compile. */
export type Messages = { readonly [K in keyof typeof zhCN]: Shape<(typeof zhCN)[K]> }

const all: { readonly [L in Language]: Messages } = { 'zh-CN': zhCN, en }

export function messagesIn(language: Language): Messages {
  return all[language]
}
