import type { Language } from '../../shared/contract/primitives.ts'
import { verifier as en } from '../../shared/messages/en/verifier.ts'
import { verifier as zhCN } from '../../shared/messages/zh-CN/verifier.ts'

export const words = { 'zh-CN': zhCN, en } as const
export type Words = (typeof words)[Language]

export function firstLanguage(): Language {
  return navigator.languages.some((each) => each.startsWith('zh')) || navigator.languages.length === 0
    ? 'zh-CN'
    : 'en'
}

/** An instant as it stands in the record, without the zone of the reader: the same on every computer. */
export function instant(text: string): string {
  return text.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC')
}
