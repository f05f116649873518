import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { Language } from '../shared/contract/primitives.ts'
import { type Messages, messagesIn } from '../shared/messages/index.ts'

interface Tongue {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

const storageKey = 'zuozheng.language'
const TongueContext = createContext<Tongue | null>(null)

function firstLanguage(): Language {
  const kept = Language.safeParse(localStorage.getItem(storageKey))
  if (kept.success) return kept.data
  return navigator.language.startsWith('en') ? 'en' : 'zh-CN'
}

/** Holds the language of the window; it is kept on this machine and changes at once. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    localStorage.setItem(storageKey, language)
  }, [language])
  const tongue = useMemo(() => ({ language, setLanguage }), [language])
  return <TongueContext value={tongue}>{children}</TongueContext>
}

export function useLanguage(): Tongue {
  const tongue = useContext(TongueContext)
  if (!tongue) throw new Error('there is no language around this component')
  return tongue
}

export function useMessages(): Messages {
  return messagesIn(useLanguage().language)
}
