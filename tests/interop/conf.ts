import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { placeText } from '../../electron/interop/config-report.ts'
import type { MachineFacts } from '../../electron/interop/machine.ts'
import { type ConfigRead, readConfigs } from '../../electron/interop/read-configs.ts'

export const machine: MachineFacts = { hostname: 'web1', ip: '10.1.2.3', env: { TEAM: 'ops', QUOTED: 'a"b\\c' } }

/** Writes files into a directory that is removed after the test. */
export async function confDirectory(files: Record<string, string | Uint8Array>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'portlight-conf-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true })
    await writeFile(join(directory, name), content)
  }
  return directory
}

export interface TestRead extends ConfigRead {
  /** The secrets handed over, by the reference that stands for each. */
  secrets: Map<string, string>
  /** `file:line: message`, the directory left out. */
  warningLines: string[]
  errorLines: string[]
}

/** Reads paths below a directory. */
export async function readBelow(
  directory: string,
  paths: readonly string[] = ['.'],
  facts: MachineFacts = machine,
): Promise<TestRead> {
  const secrets = new Map<string, string>()
  const sink = (value: string) => {
    const secret = `ref-${secrets.size + 1}`
    secrets.set(secret, value)
    return { secret }
  }
  const read = await readConfigs(
    paths.map((path) => join(directory, path)),
    { secrets: sink, machine: facts },
  )
  const lines = (list: ConfigRead['warnings']) =>
    list.map((one) => `${placeText(one).replace(`${directory}/`, '')}: ${one.message.replaceAll(`${directory}/`, '')}`)
  return { ...read, secrets, warningLines: lines(read.warnings), errorLines: lines(read.errors) }
}

/** Reads one net_response file. */
export async function readNet(toml: string, facts?: MachineFacts): Promise<TestRead> {
  const directory = await confDirectory({ 'input.net_response/net.toml': toml })
  return readBelow(directory, ['input.net_response/net.toml'], facts)
}

/** Reads one http_response file. */
export async function readHttp(toml: string, facts?: MachineFacts): Promise<TestRead> {
  const directory = await confDirectory({ 'input.http_response/http.toml': toml })
  return readBelow(directory, ['input.http_response/http.toml'], facts)
}
