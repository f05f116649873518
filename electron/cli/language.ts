import type { Language } from '../../shared/contract/primitives.ts'
import { Language as LanguageSchema } from '../../shared/contract/primitives.ts'
import { UsageError } from './usage-error.ts'

/** The language of `--lang`, else the system's where it is one of ours, else Chinese. */
export function languageOf(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (option !== undefined) {
    const parsed = LanguageSchema.safeParse(option)
    if (!parsed.success) {
      throw new UsageError('optionValue', { option: '--lang', value: option, allowed: 'zh-CN, en' })
    }
    return parsed.data
  }
  const set = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG
  const system = set ?? Intl.DateTimeFormat().resolvedOptions().locale
  return /^en([-_.]|$)/i.test(system) ? 'en' : 'zh-CN'
}
