import type * as z from 'zod/mini'
import { asSentences, formatCount, settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { Option } from './options.ts'
import { duration } from './read-option.ts'

/** What the schema has against an option, in words; bounds are written as the person writes the value. */
export function issueText(issue: z.core.$ZodIssue, option: Option): string {
  const bound = (value: number | bigint): string =>
    option.write === duration.write ? settingText(Number(value)) : formatCount(Number(value))
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? t.editor.missing : t.fields.atLeast(bound(issue.minimum))
    case 'too_big':
      if (issue.origin === 'string') return t.editor.tooLong(formatCount(Number(issue.maximum)))
      return t.fields.atMost(bound(issue.maximum))
    case 'invalid_type':
    case 'invalid_value':
      return t.editor.missing
    default:
      return issue.message === '' ? t.fields.notAccepted : asSentences(issue.message)
  }
}
