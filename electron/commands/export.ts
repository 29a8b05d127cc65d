import { mkdirSync, readFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TargetConfig } from '../contract/target-config.ts'
import { placeText } from '../interop/config-report.ts'
import { exportBlackbox } from '../interop/export-blackbox.ts'
import { exportCategraf } from '../interop/export-categraf.ts'
import { type ExportFile, exportMark } from '../interop/export-file.ts'
import { exportJson } from '../interop/export-json.ts'
import { localMachine } from '../interop/machine.ts'
import { readConfigs } from '../interop/read-configs.ts'
import { jsonFormat } from '../interop/targets-json.ts'
import { writeFileAtomically } from '../storage/atomic-file.ts'
import { defaultDataDirectory } from '../storage/data-directory.ts'
import { errorCode, errorReason } from '../storage/error-reason.ts'
import { createMemorySecrets } from '../storage/memory-secrets.ts'
import { answer, refuse } from './answer.ts'
import { openDataSettings } from './data-files.ts'
import { type ExportArguments, exportUsage, readExportArguments } from './export-arguments.ts'
import { type CommandIo, processIo } from './process-io.ts'
import { written } from './written.ts'

export type ExportIo = Omit<CommandIo, 'timeZone'>

const command = { name: 'export', usage: exportUsage }

const writers = { categraf: exportCategraf, blackbox: exportBlackbox, json: exportJson }

/**
 * Runs `portlight export`. Answers its exit status: 0 written, 1 nobody took the output, 2 something is wrong and
 * nothing was written.
 */
export function runExport(argv: readonly string[], io: ExportIo): Promise<number> {
  return answer(command, readExportArguments(argv), io, (options) => exportTargets(options, io))
}

async function exportTargets(options: ExportArguments, io: ExportIo): Promise<number> {
  const targets = await readTargets(options, io)
  if (typeof targets === 'string') return refuse(command.name, io, targets)
  if (targets.length === 0)
    return refuse(command.name, io, 'there are no targets to write; add some, or name files with --config')
  const { files, warnings } = writers[options.format](targets)
  const [only] = files
  if (options.output === null && (files.length !== 1 || !only)) {
    return refuse(
      command.name,
      io,
      `${options.format} takes ${files.length} files; name a directory for them with --output DIR`,
    )
  }
  const fault = options.output === null ? null : await writeFiles(options.output, files)
  if (fault !== null) return refuse(command.name, io, fault)
  if (warnings.length > 0) await written(io.stderr, warnings.map((warning) => `warning: ${warning}\n`).join(''))
  await written(io.stdout, options.output === null ? (only?.text ?? '') : listing(options.output, files))
  return 0
}

/** A person's own unless files are named, and both where both are. A text says what is wrong. */
async function readTargets(
  { configs, dataDirectory }: ExportArguments,
  io: ExportIo,
): Promise<TargetConfig[] | string> {
  const targets: TargetConfig[] = []
  if (configs.length === 0 || dataDirectory !== null) {
    const { settings, notices } = openDataSettings(dataDirectory ?? defaultDataDirectory(io), io.now)
    if (notices.length > 0) return `nothing was written: ${notices.join('; ')}`
    targets.push(...settings.current.targets)
  }
  const secrets = createMemorySecrets()
  const read = await readConfigs(configs, { secrets: (value) => secrets.sink(value), machine: localMachine(io.env) })
  const lines = read.warnings.map((warning) => `${placeText(warning)}: warning: ${warning.message}\n`)
  if (lines.length > 0) await written(io.stderr, lines.join(''))
  const [error] = read.errors
  if (error) return `${placeText(error)}: error: ${error.message}`
  return [...targets, ...read.targets.map(({ config }) => config)]
}

/** Writes all of them, or none where one would replace a file that is not an export. A text says what is wrong. */
async function writeFiles(directory: string, files: readonly ExportFile[]): Promise<string | null> {
  for (const { path } of files) {
    const file = join(directory, path)
    if (!isReplaceable(file))
      return `${file} was not written by portlight export, so it is kept; move it, or name another directory`
  }
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true })
      await writeFileAtomically(join(directory, path), text)
      // Without secrets in them, and for programs that run as somebody else.
      await chmod(join(directory, path), 0o644)
    }
    return null
  } catch (error) {
    return `${directory} cannot be written: ${errorReason(error)}`
  }
}

function isReplaceable(file: string): boolean {
  try {
    const start = readFileSync(file, 'utf8').slice(0, 200)
    return start.startsWith(exportMark) || start.includes(`"format": "${jsonFormat}"`)
  } catch (error) {
    return errorCode(error) === 'ENOENT'
  }
}

function listing(directory: string, files: readonly ExportFile[]): string {
  return files.map(({ path }) => `${join(directory, path)}\n`).join('')
}

/** Runs the command on this process. */
export function run(argv: string[]): Promise<number> {
  return runExport(argv, processIo())
}
