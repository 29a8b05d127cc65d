import { expect, it } from 'vitest'
import { type Language, type LanguageChoice, languageFor } from '../../electron/contract/language.ts'

it.each<[LanguageChoice | undefined, string[], Language]>([
  ['en', ['zh-CN'], 'en'],
  ['zh-CN', ['en-US'], 'zh-CN'],
  ['system', ['zh-Hans-CN', 'en'], 'zh-CN'],
  [undefined, ['zh-Hant-TW'], 'zh-CN'],
  ['system', ['de-DE', 'zh-CN', 'en-GB'], 'zh-CN'],
  ['system', ['en-GB', 'zh-CN'], 'en'],
  ['system', ['de-DE', 'fr'], 'en'],
  ['system', ['zha'], 'en'],
  ['system', [], 'en'],
])('%s on a system of %j speaks %s', (choice, system, language) => {
  expect(languageFor(choice, system)).toBe(language)
})
