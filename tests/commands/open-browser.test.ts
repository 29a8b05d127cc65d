import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type BrowserDeps, openBrowser } from '../../electron/commands/open-browser.ts'
import { createToken } from '../../electron/headless/access.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const token = createToken()
const address = `http://127.0.0.1:1234/${token}/`

function setUp(open: BrowserDeps['open'] = async () => ({ once: () => {} })) {
  const home = temporaryDirectory()
  const clock = createFakeClock()
  const stop = new AbortController()
  const given: string[] = []
  let errors = 0
  const deps: BrowserDeps = {
    home,
    clock,
    signal: stop.signal,
    open: (path) => {
      given.push(path)
      return open(path)
    },
  }
  const run = () =>
    openBrowser(address, deps, () => {
      errors += 1
    })
  return { home, clock, stop, given, run, errors: () => errors }
}

describe('openBrowser', () => {
  it('hands over a page that leads to the address, for its owner alone, and never the token', async () => {
    const { home, given, run, errors } = setUp()
    await run()
    const [path = ''] = given
    expect(given).toHaveLength(1)
    expect(path).not.toContain(token)
    expect(readFileSync(path, 'utf8')).toContain(`<meta http-equiv="refresh" content="0;url=${address}">`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
    // Where every browser may read: in the home directory, below no name with a dot.
    expect(path.slice(home.length)).toMatch(/^[/\\]portlight-\w+[/\\]open\.html$/)
    expect(errors()).toBe(0)
  })

  it('takes the page away after a minute', async () => {
    const { home, clock, run } = setUp()
    await run()
    await clock.advance(59_999)
    expect(readdirSync(home)).toHaveLength(1)
    await clock.advance(1)
    expect(readdirSync(home)).toEqual([])
  })

  it('takes the page away when the program ends, and makes none after that', async () => {
    const { home, stop, given, run } = setUp()
    await run()
    stop.abort()
    expect(readdirSync(home)).toEqual([])
    await run()
    expect(given).toHaveLength(1)
    expect(readdirSync(home)).toEqual([])
  })

  it('says so when nothing can be opened, at once or later', async () => {
    const atOnce = setUp(() => Promise.reject(new Error('no such program')))
    await atOnce.run()
    expect(atOnce.errors()).toBe(1)
    const later = setUp(async () => ({ once: (_event, listener) => listener() }))
    await later.run()
    expect(later.errors()).toBe(1)
  })
})
