import type { Language } from '../contract/language.ts'
import { type AlertWords, english } from './words.ts'
import { chinese } from './words.zh.ts'

/** What notifications are written with, by language. */
export const wordsFor: Readonly<Record<Language, AlertWords>> = { en: english, 'zh-CN': chinese }
