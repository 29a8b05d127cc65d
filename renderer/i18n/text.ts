import { type Language, languageFor } from '../../electron/contract/language.ts'
import type { en } from './en.ts'

/** What a language must bring: the same keys, and functions with the same arguments. A missing one does not compile. */
export type Messages = typeof en

/** Each is a chunk of its own: nobody loads more than what is spoken. */
const catalogues: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en.ts')).en,
  'zh-CN': async () => (await import('./zh.ts')).zh,
}

let wanted = languageFor('system', navigator.languages)

/**
 * Every text the page shows, in the language spoken now. Read it where it is used: what keeps a text of it, or a part,
 * keeps the language too.
 */
export let t: Messages = await catalogues[wanted]()

const listeners = new Set<() => void>()

/** Speaks a catalogue from now on. */
export function speakFrom(messages: Messages): void {
  t = messages
  for (const listener of listeners) listener()
}

/** Speaks another language as soon as its catalogue is there. False where it cannot be had: then all stays as it is. */
export async function speak(language: Language): Promise<boolean> {
  wanted = language
  try {
    const messages = await catalogues[language]()
    // Another one may have been asked for meanwhile.
    if (wanted === language && t !== messages) speakFrom(messages)
    return true
  } catch {
    return false
  }
}

/** Hears of every change of language. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Something that depends on the language and is dear to make, such as a format; made once for each that is spoken. */
export function perLanguage<T>(make: (locale: string) => T): () => T {
  let made: { locale: string; value: T } | null = null
  return () => {
    const { locale } = t
    if (made?.locale !== locale) made = { locale, value: make(locale) }
    return made.value
  }
}
