import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchDesktop } from '../desktop-host/launch.ts'
import { asar, builder, extractPacked, packInto } from './packed.ts'

const clone = join(import.meta.dirname, '../..')
const fuses: {
  getCurrentFuseWire(this: void, binary: string): Promise<Record<string, number>>
  FuseV1Options: Record<string, number>
} = builder('@electron/fuses')

const folder = mkdtempSync(join(tmpdir(), 'portlight-pack-'))
const unpacked = join(folder, 'first', 'linux-unpacked')
const archive = join(unpacked, 'resources', 'app.asar')

const pack = (output: string) => packInto(join(folder, output))

/** Every file in the archive, directories left out. */
function files(): string[] {
  const all = asar.listPackage(archive, { isPack: false }).map((path) => path.slice(1))
  const parents = new Set(all.map((path) => path.slice(0, path.lastIndexOf('/'))))
  return all.filter((path) => !parents.has(path))
}

beforeAll(() => {
  if (!existsSync(join(clone, 'dist/main.js'))) throw new Error('dist/ is missing; run npm run build first')
  pack('first')
}, 180_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

// What node-notifier, which stays outside the bundle, needs itself.
const notifierPackages = [
  'growly',
  'is-docker',
  'is-wsl',
  'isexe',
  'node-notifier',
  'semver',
  'shellwords',
  'uuid',
  'which',
]

const allowed = [
  /^package\.json$/,
  /^dist\/(main|match-worker|history-worker)\.js$/,
  /^dist\/preload\.cjs$/,
  /^dist\/renderer\/index\.html$/,
  /^dist\/renderer\/assets\/[\w-]+\.(js|css|svg|png|woff2)$/,
  /^assets\/tray\/[\w@-]+\.(png|ico)$/,
  /^assets\/notify\/[\w-]+\.png$/,
  new RegExp(`^node_modules/(${notifierPackages.join('|')})/`),
]

describe('what is packed', () => {
  it('holds the program and nothing else', () => {
    expect(files().filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([])
  })

  it('holds no source map, test, or source', () => {
    const development = /\.map$|\.tsx?$|(^|\/)(tests?|__tests__|examples?)\//
    expect(files().filter((path) => development.test(path))).toEqual([])
  })

  it('starts at a file that is there', () => {
    const manifest: unknown = JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8'))
    expect(manifest).toMatchObject({ name: 'portlight', main: 'dist/main.js', type: 'module' })
    for (const file of ['dist/main.js', 'dist/preload.cjs', 'dist/renderer/index.html']) expect(files()).toContain(file)
  })

  it('brings every file its bundles start or read by name', () => {
    const main = asar.extractFile(archive, 'dist/main.js').toString('utf8')
    for (const [, worker] of main.matchAll(/["'`]\.?\/?([\w-]+-worker\.js)["'`]/g))
      expect(files()).toContain(`dist/${worker}`)
  })

  it('carries the hash of every file, by which Electron knows that nobody changed one', () => {
    for (const file of files()) {
      const { integrity, unpacked } = asar.statFile(archive, file)
      if (unpacked) continue
      const hash = createHash('sha256').update(asar.extractFile(archive, file)).digest('hex')
      expect(integrity?.hash, file).toBe(hash)
    }
  })

  it('leaves outside the archive what other programs read', () => {
    const outside = join(unpacked, 'resources', 'app.asar.unpacked')
    expect(readdirSync(join(outside, 'assets/notify'))).toContain('info.png')
    expect(existsSync(join(outside, 'node_modules/node-notifier/vendor/mac.noindex'))).toBe(true)
  })

  it('has every tray image in each form a panel may ask for', () => {
    const images = files().filter((path) => path.startsWith('assets/tray/'))
    const states = new Set(images.map((path) => /tray\/(.+?)(-colour|-on-dark|-on-light|Template)/.exec(path)?.[1]))
    expect(states).toContain('up')
    expect(states).toContain('down-9plus')
    for (const state of states) {
      expect(images).toContain(`assets/tray/${state}Template.png`)
      expect(images).toContain(`assets/tray/${state}Template@2x.png`)
      const panels = images.filter((path) => path.startsWith(`assets/tray/${state}-`))
      expect(panels.filter((path) => path.endsWith('.ico')).length).toBeGreaterThan(0)
      expect(panels.filter((path) => path.endsWith('@2x.png')).length).toBeGreaterThan(0)
    }
  })

  it('keeps the languages the program speaks, and no others', () => {
    expect(readdirSync(join(unpacked, 'locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak'])
  })

  it('has its fuses burnt', async () => {
    const wire = await fuses.getCurrentFuseWire(join(unpacked, 'portlight'))
    const state = (name: string) => String.fromCharCode(wire[String(fuses.FuseV1Options[name])] ?? 0)
    const burnt = Object.fromEntries(
      Object.keys(fuses.FuseV1Options)
        .filter((name) => Number.isNaN(Number(name)))
        .map((name) => [name, state(name)]),
    )
    expect(burnt).toMatchObject({
      RunAsNode: '0',
      EnableCookieEncryption: '1',
      EnableNodeOptionsEnvironmentVariable: '0',
      EnableNodeCliInspectArguments: '0',
      EnableEmbeddedAsarIntegrityValidation: '1',
      OnlyLoadAppFromAsar: '1',
      LoadBrowserProcessSpecificV8Snapshot: '0',
      GrantFileProtocolExtraPrivileges: '0',
    })
  })

  it('runs: what ships is what was tested', async () => {
    const extracted = join(folder, 'extracted')
    extractPacked(unpacked, extracted)
    const app = launchDesktop({ configHome: join(folder, 'home'), program: join(extracted, 'dist/main.js') })
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
    try {
      await once(server, 'listening')
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('the server has no port')
      const page = await app.popover()
      await page.getByRole('textbox', { name: 'Address' }).fill(`127.0.0.1:${address.port}`)
      await page.keyboard.press('Enter')
      await page.getByRole('row', { name: new RegExp(`127.0.0.1:${address.port}.*Up`, 's') }).waitFor()
      expect((await app.tray())?.image).toMatch(/^up-/)
      expect(await app.quit()).toBe(0)
    } finally {
      server.close()
      await app.dispose()
    }
  }, 180_000)

  it('is the same archive, byte for byte, when packed again', () => {
    pack('second')
    const again = join(folder, 'second', 'linux-unpacked', 'resources', 'app.asar')
    expect(readFileSync(again).equals(readFileSync(archive))).toBe(true)
  }, 180_000)
})
