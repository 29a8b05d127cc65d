import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { unsignedApp } from '../../scripts/sign-ad-hoc.ts'

const clone = join(import.meta.dirname, '../..')
// What electron-builder itself uses to read and check its configuration.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))

interface Configuration {
  appId: string
  asarUnpack: string[]
  linux: object
  electronFuses: Record<string, boolean>
  mac: { extendInfo: Record<string, unknown> }
}

const yaml: { load(text: string): Configuration } = builder('js-yaml')
const validator: { validateConfiguration(this: void, config: object, logger: object): Promise<void> } = builder(
  'app-builder-lib/out/util/config/config',
)
const { DebugLogger }: { DebugLogger: new (enabled: boolean) => object } = builder('builder-util')

const {
  LinuxTargetHelper,
}: { LinuxTargetHelper: new (packager: object) => { computeDesktopEntry(options: object): Promise<string> } } = builder(
  'app-builder-lib/out/targets/LinuxTargetHelper',
)

const text = readFileSync(join(clone, 'electron-builder.yml'), 'utf8')
const configuration = yaml.load(text)
const check = (config: object) => validator.validateConfiguration(config, new DebugLogger(false))

describe('electron-builder.yml', () => {
  it('is a configuration electron-builder accepts', async () => {
    await check(yaml.load(text))
  })

  it('would be refused with a key misspelt', async () => {
    await expect(check({ ...yaml.load(text), macc: {} })).rejects.toThrow('macc')
    await expect(check({ ...yaml.load(text), electronFuses: { runAsNod: false } })).rejects.toThrow('electronFuses')
  })

  it('names the program as it names itself, or Windows would show no notification', () => {
    const main = readFileSync(join(clone, 'electron/main.ts'), 'utf8')
    expect(main).toContain(`const appId = '${configuration.appId}'`)
  })

  it('keeps what other programs read out of the archive', () => {
    expect(configuration.asarUnpack).toEqual(['node_modules/node-notifier/vendor/**', 'assets/notify/**'])
  })

  it('burns every fuse that would let the program be used as another', () => {
    expect(configuration.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('has no icon in the dock', () => {
    expect(configuration.mac.extendInfo).toEqual({ LSUIElement: true })
  })
})

describe('what a Linux desktop reads of the package', () => {
  const metainfo = join(clone, 'assets/linux/io.github.portlight.metainfo.xml')

  it('is metadata a software centre accepts', () => {
    const { status, stdout } = spawnSync('appstreamcli', ['validate', '--no-net', metainfo], { encoding: 'utf8' })
    expect(status, stdout).toBe(0)
  })

  it('is an entry a desktop accepts', async () => {
    // As much of electron-builder's packager as the entry is made of.
    const helper = new LinuxTargetHelper({
      appInfo: { productName: 'Portlight', sanitizedProductName: 'Portlight' },
      executableName: 'portlight',
      info: { metadata: JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')) },
      fileAssociations: [],
      config: {},
      platformSpecificBuildOptions: configuration.linux,
    })
    const folder = mkdtempSync(join(tmpdir(), 'portlight-entry-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'portlight.desktop')
    const entry = await helper.computeDesktopEntry(configuration.linux)
    writeFileSync(file, entry)
    const { status, stdout } = spawnSync('desktop-file-validate', ['--no-hints', file], { encoding: 'utf8' })
    expect(status, `${stdout}${entry}`).toBe(0)
    expect(entry).toMatch(/^StartupWMClass=portlight$/m)
  })

  it('names the version that is packed', () => {
    const manifest: { version: string } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'))
    expect(readFileSync(metainfo, 'utf8')).toContain(`<release version="${manifest.version}"`)
  })
})

const packed = (appOutDir: string, electronPlatformName = 'darwin') => ({
  electronPlatformName,
  appOutDir,
  packager: { appInfo: { productFilename: 'Portlight' } },
})

describe('signing on macOS', () => {
  it('is done with no identity where there is none, once both halves are one', () => {
    expect(unsignedApp(packed('/r/mac-universal'), {})).toBe(join('/r/mac-universal', 'Portlight.app'))
    expect(unsignedApp(packed('/r/mac-universal-x64-temp'), {})).toBeNull()
    expect(unsignedApp(packed('/r/mac-universal'), { CSC_LINK: 'certificate' })).toBeNull()
    expect(unsignedApp(packed('/r/linux-unpacked', 'linux'), {})).toBeNull()
  })
})
