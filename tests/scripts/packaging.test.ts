import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const clone = join(import.meta.dirname, '../..')
// What electron-builder itself uses to read and check its configuration.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))

interface Configuration {
  appId: string
  asarUnpack: string[]
  electronFuses: Record<string, boolean>
  mac: { extendInfo: Record<string, unknown> }
}

const yaml: { load(text: string): Configuration } = builder('js-yaml')
const validator: { validateConfiguration(this: void, config: object, logger: object): Promise<void> } = builder(
  'app-builder-lib/out/util/config/config',
)
const { DebugLogger }: { DebugLogger: new (enabled: boolean) => object } = builder('builder-util')

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
