import { expect, it } from 'vitest'
import { zh } from '../../electron/contract/chinese.ts'
import { chineseUnits, formatDuration, parseDuration } from '../../electron/contract/duration.ts'

it.each([
  [zh`超时：${'5 秒'}内未能建立连接`, '超时：5 秒内未能建立连接'],
  [zh`超时：${'600 ms'}内未能建立连接`, '超时：600 ms 内未能建立连接'],
  [zh`${'db.internal'}中断了连接`, 'db.internal 中断了连接'],
  [zh`返回${500}，期望${'200–299'}`, '返回 500，期望 200–299'],
  [zh`由${'“甲”'}显示`, '由“甲”显示'],
  [zh`未知的颁发者${'R11'}`, '未知的颁发者 R11'],
])('%s', (written, expected) => {
  expect(written).toBe(expected)
})

it.each([0, 600, 5000, 90_000, 3_600_000, 90_000_000])('%i ms written in Chinese is read as the same', (ms) => {
  expect(parseDuration(formatDuration(ms, chineseUnits))).toEqual({ ok: true, value: ms })
})
