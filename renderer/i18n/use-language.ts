import { useEffect, useState, useSyncExternalStore } from 'react'
import { type Language, type LanguageChoice, languageFor } from '../../electron/contract/language.ts'
import { onLanguage, speak, t } from './text.ts'

function onSystemLanguages(listener: () => void): () => void {
  window.addEventListener('languagechange', listener)
  return () => window.removeEventListener('languagechange', listener)
}

const spoken = (): string => t.locale

/**
 * Has the page speak as the person chose, or as the system does, and renders again whenever that changes. Answers the
 * locale spoken, and whether it is the one asked for, or at least the best that can be had.
 */
export function useLanguage(choice: LanguageChoice | undefined): { locale: string; ready: boolean } {
  const locale = useSyncExternalStore(onLanguage, spoken)
  const wanted = useSyncExternalStore(onSystemLanguages, () => languageFor(choice, navigator.languages))
  const [settled, setSettled] = useState<Language | null>(null)
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  useEffect(() => {
    let gone = false
    async function follow(): Promise<void> {
      await speak(wanted)
      if (!gone) setSettled(wanted)
    }
    void follow()
    return () => {
      gone = true
    }
  }, [wanted])
  return { locale, ready: settled === wanted }
}
