import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SecretSink } from '../interop/categraf-instance.ts'
import { settingsOfJson } from '../interop/config-json.ts'
import type { MachineFacts } from '../interop/machine.ts'
import { readPasted } from '../interop/pasted/pasted.ts'
import { type ConfigRead, type LoadedTarget, readConfigs } from '../interop/read-configs.ts'
import { systemReason } from '../interop/read-document.ts'
import { readTargetsJson } from '../interop/targets-json.ts'
import type { Pace } from './pace.ts'
import { pemFault } from './pem-fault.ts'

/** Ten thousand targets with every option fit in. */
const maxJsonBytes = 32 * 1024 * 1024

/** Absolute paths on this computer, or a text that a person pasted or a browser read from a file. */
export type ImportSource = { paths: readonly string[] } | { text: string }

export interface ImportRead extends ConfigRead {
  /** Parts of the settings as a file of Portlight's own holds them. */
  settings: Readonly<Record<string, unknown>>
}

/**
 * Reads what is to be imported: Categraf's files and directories, files that Portlight exported (`.json`), or what can be
 * pasted. It never throws but when it is given up; what cannot be read is an error in the answer.
 */
export async function readImport(
  source: ImportSource,
  secrets: SecretSink,
  machine: MachineFacts,
  pace: Pace,
): Promise<ImportRead> {
  const read =
    'text' in source
      ? await readText(source.text, secrets, machine, pace)
      : await readPaths(source.paths, secrets, machine)
  await warnOfPem(read, pace)
  return read
}

async function readText(text: string, secrets: SecretSink, machine: MachineFacts, pace: Pace): Promise<ImportRead> {
  const options = { secrets, machine, pace: (done: number, total: number) => pace.step(done, total) }
  return { ...(await readPasted(text, options)), settings: settingsOfJson(text) }
}

async function readPaths(paths: readonly string[], secrets: SecretSink, machine: MachineFacts): Promise<ImportRead> {
  const json = paths.filter((path) => path.toLowerCase().endsWith('.json'))
  const configs = await readConfigs(
    paths.filter((path) => !json.includes(path)),
    { secrets, machine },
  )
  const read: ImportRead = { ...configs, settings: {} }
  for (const path of json) read.targets.push(...(await readJson(path, read)))
  return read
}

async function readJson(file: string, report: ImportRead): Promise<LoadedTarget[]> {
  const fail = (message: string): LoadedTarget[] => {
    report.errors.push({ code: 'unreadable', file, line: null, message })
    return []
  }
  try {
    const facts = await stat(file)
    if (!facts.isFile()) return fail('this is not a file; give the file that portlight export wrote')
    if (facts.size > maxJsonBytes) return fail('this file is over 32 MiB; export fewer targets at a time')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
    const sourceFile = resolve(file)
    report.settings = settingsOfJson(text)
    return readTargetsJson(file, sourceFile, text, report).map((config) => ({
      config,
      sourceFile,
      file,
      lineOf: () => null,
    }))
  } catch (error) {
    return fail(
      error instanceof TypeError
        ? 'this is not UTF-8 text; save it as UTF-8'
        : `cannot be read: ${systemReason(error)}`,
    )
  }
}

/** A certificate that cannot be read stops no import, as it may come later; but nothing is probed with it until then. */
async function warnOfPem({ targets, warnings }: ConfigRead, pace: Pace): Promise<void> {
  const told = new Set<string>()
  for (const [nth, { config, file, lineOf }] of targets.entries()) {
    await pace.step(nth, targets.length)
    const fault = await pemFault(config)
    if (!fault) continue
    const line = lineOf(fault.key)
    const place = JSON.stringify([file, line, fault.message])
    if (told.has(place)) continue
    told.add(place)
    const message = `${fault.key}: ${fault.message}; until it can, the target is not probed`
    warnings.push({ file, line, message })
  }
}
