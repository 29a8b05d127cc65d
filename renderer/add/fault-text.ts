import { type LineFault, wordsFor } from '../../electron/contract/line-words.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

/** What is wrong with a line, and what to do, in the language of the page. */
export function faultText(fault: LineFault): string {
  const { wrong } = t.add
  switch (fault.code) {
    case 'unknown':
    case 'not-here':
      return wrong[fault.code](fault.word, wordsFor(fault.protocol).join(t.add.comma))
    case 'no-value':
      return wrong.noValue(fault.word, fault.example)
    case 'unclosed':
    case 'twice':
      return wrong[fault.code](fault.word)
    case 'bad-value':
    case 'address':
      return asSentences(fault.message)
  }
}
