import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVersions, readFeed } from '../../electron/desktop/update-feed.ts'

const page = 'https://example.org/releases/v1.4.0'

const entry = (tag: string, href: string, more = '') =>
  `<entry><id>tag:example.org,2008:Repository/1/${tag}</id><title>Portlight ${tag}</title>${more}<link rel="alternate" type="text/html" href="${href}"/></entry>`
const atom = (...entries: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>9.9.9</title><link href="https://example.org/9.9.9"/>${entries.join('\n')}</feed>`

describe('a feed of releases', () => {
  it.each([
    ['its own short form', JSON.stringify({ version: '1.4.0', url: page })],
    ['one release of GitHub', JSON.stringify({ tag_name: 'v1.4.0', html_url: page, url: 'https://api.example.org/1' })],
    [
      'a list of GitHub’s, the newest of which is a draft',
      JSON.stringify([
        { tag_name: 'v2.0.0', html_url: page, draft: true },
        { tag_name: 'v1.9.0-rc.1', html_url: page, prerelease: true },
        { tag_name: 'v1.3.9', html_url: `${page}/older` },
        { tag_name: 'v1.4.0', html_url: page },
      ]),
    ],
    ['Atom', atom(entry('v1.3.9', 'https://example.org/older'), entry('v1.4.0', page))],
    [
      'Atom whose links are not the page',
      atom(entry('v1.4.0', page, '<link rel="self" href="https://example.org/self"/>')),
    ],
  ])('is read as %s', (_form, text) => {
    expect(readFeed(text)).toEqual({ ok: true, release: { version: '1.4.0', page } })
  })

  it('compares versions as numbers', () => {
    expect(compareVersions('1.10.0', '1.9.9')).toBeGreaterThan(0)
    expect(compareVersions('0.1.0', '0.1.0')).toBe(0)
    expect(compareVersions('1.0.0', '2.0.0')).toBeLessThan(0)
  })

  it('writes an address as it was meant', () => {
    const read = readFeed(atom(entry('v1.4.0', 'https://example.org/?a=1&amp;b=2')))
    expect(read).toMatchObject({ release: { page: 'https://example.org/?a=1&b=2' } })
  })

  it.each([
    ['a page that is not encrypted', JSON.stringify({ version: '1.4.0', url: 'http://example.org/' })],
    ['a page that is a program', JSON.stringify({ version: '1.4.0', url: 'javascript:alert(1)' })],
    ['a page with a user name', JSON.stringify({ version: '1.4.0', url: 'https://portlight@example.org/' })],
    ['a file', atom(entry('v1.4.0', 'file:///etc/passwd'))],
    ['a version that is none', JSON.stringify({ version: 'latest', url: page })],
    ['one that is not out yet', JSON.stringify({ version: '1.4.0-rc.1', url: page })],
    ['an empty list', '[]'],
    ['null', 'null'],
  ])('names no release with %s', (_what, text) => {
    expect(readFeed(text)).toEqual({ ok: false, reason: 'the feed names no release with a version and an https page' })
  })

  it.each(['', 'Not Found', '<html><feed>', '{"version": '])('is none: %j', (text) => {
    expect(readFeed(text)).toMatchObject({ ok: false })
  })

  it('never answers with anything but an https page, whatever it holds', () => {
    const parts = fc.constantFrom(
      '<entry',
      '</entry>',
      '<link ',
      'href="',
      'https://e.org/',
      '"',
      '>',
      'rel=',
      '1.2.3',
      '&amp;',
    )
    const texts = fc.oneof(
      fc.json(),
      fc.array(parts).map((list) => `<feed ${list.join('')}`),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const read = readFeed(text)
        if (read.ok) expect(read.release.page).toMatch(/^https:\/\//)
      }),
    )
  })

  it('takes no time over two megabytes of half a link', () => {
    const startedMs = performance.now()
    readFeed(`<feed ${'<entry <link '.repeat(150_000)}`)
    readFeed(`<feed <entry ${'<link href="'.repeat(150_000)}`)
    expect(performance.now() - startedMs).toBeLessThan(2000)
  })
})
