import * as z from 'zod/mini'

/** The languages Portlight speaks, as BCP 47 names. */
export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** What a person chose; `system`: the first of the system's languages that Portlight speaks. */
export const languageChoiceSchema = z.enum(['system', ...languages])
export type LanguageChoice = z.infer<typeof languageChoiceSchema>

/**
 * The language to speak, given the system's in order of preference. Every kind of Chinese is answered in the one there is;
 * where none of them is spoken, in English.
 */
export function languageFor(choice: LanguageChoice | undefined, system: readonly string[]): Language {
  if (choice !== undefined && choice !== 'system') return choice
  for (const locale of system) {
    if (/^zh\b/i.test(locale)) return 'zh-CN'
    if (/^en\b/i.test(locale)) return 'en'
  }
  return 'en'
}
