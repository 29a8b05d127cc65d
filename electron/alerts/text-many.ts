import { grouped } from './gather.ts'
import { isDown, type News, type NewsKind } from './news.ts'
import { maxTitle, shorten } from './sanitise.ts'
import { sentences, type Text } from './text-one.ts'
import type { AlertWords } from './words.ts'

/** In a list each name gets so much, and so many characters are left for all of them in a body of 500. */
const maxListedName = 40
const maxList = 300

/** So much of a host stands in a title, so that two of them fit. */
const maxHost = 30

/** Several of one kind in words. */
export function manyText(kind: NewsKind, all: readonly News[], words: AlertWords): Text {
  return { title: manyTitle(kind, all, words), body: list(all, words) }
}

function manyTitle(kind: NewsKind, all: readonly News[], words: AlertWords): string {
  const count = all.length
  switch (kind) {
    case 'down':
      return fitting((reasons) => words.manyDown(count, groups(all, reasons, words)))
    case 'still-down':
    case 'reminder':
      return fitting((reasons) => words.manyStillDown(count, groups(all, reasons, words)))
    case 'changed':
      return words.manyChanged(count)
    case 'up':
      return fitting((reasons) => words.manyUp(count, groups(all, reasons, words)))
    case 'degraded':
      return words.manySlow(count)
    case 'restored':
      return words.manyNotSlow(count)
    case 'flapping':
      return words.manyFlapping(count)
    case 'steady':
      return words.manySettled(count, all.filter(isDown).length)
    case 'certificate':
      return words.manyExpire(count)
    case 'certificate-renewed':
      return words.manyRenewed(count)
    case 'certificate-changed':
      return words.manyReplaced(count)
  }
}

/** With reasons, where there is room for them. */
function fitting(title: (reasons: boolean) => string): string {
  const whole = title(true)
  return Array.from(whole).length <= maxTitle ? whole : title(false)
}

function groups(all: readonly News[], reasons: boolean, words: AlertWords): string {
  const parts = grouped(all.map((news) => ({ host: news.target.host, reason: reasonOf(news) })))
  return parts
    .map(({ count, host, reason }) => {
      if (host === null && reason === null) return parts.length === 1 ? '' : words.rest(count)
      const why = reason && (reasons || host === null) ? words.reasons[reason] : null
      return words.group(count, host && shorten(host, maxHost), why)
    })
    .join(words.join)
}

function reasonOf(news: News) {
  return 'failure' in news ? (news.failure?.reason ?? null) : null
}

function list(all: readonly News[], words: AlertWords, most = maxList): string {
  const names: string[] = []
  let length = 0
  for (const { target } of all) {
    const name = shorten(target.name, maxListedName)
    length += name.length + 2
    if (length > most) break
    names.push(name)
  }
  return words.list(names, all.length - names.length)
}

/** Several kinds in words, the worst first. */
export function summaryText(all: readonly News[], words: AlertWords): Text {
  const [down, up] = [all.filter(isDown), all.filter(({ kind }) => kind === 'up')]
  const other = all.filter((news) => !isDown(news) && news.kind !== 'up')
  const part = (news: readonly News[], says: (names: string) => string) =>
    news.length === 0 ? '' : says(list(news, words, maxList / 3))
  const body = sentences(part(down, words.summaryDown), part(up, words.summaryUp), part(other, words.summaryOther))
  return { title: words.summary(all.length), body }
}
