import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createImporter, type Importer } from '../app/importer.ts'
import type { ImportDone, ImportPlan } from '../contract/import.ts'
import { placeText } from '../interop/config-report.ts'
import { localMachine } from '../interop/machine.ts'
import { systemClock } from '../monitor/system-clock.ts'
import { defaultDataDirectory, openDataDirectory } from '../storage/data-directory.ts'
import { lockDataDirectory } from '../storage/lock.ts'
import { answer, refuse } from './answer.ts'
import { openDataSecrets, openDataSettings } from './data-files.ts'
import { type ImportArguments, importUsage, readImportArguments } from './import-arguments.ts'
import { type CommandIo, processIo } from './process-io.ts'
import { written } from './written.ts'

export type ImportIo = Omit<CommandIo, 'timeZone'>

const command = { name: 'import', usage: importUsage }

/**
 * Runs `portlight import`. Answers its exit status: 0 done; 1 nobody took the output; 2 an argument or file is wrong, or
 * the data directory is in use, and then nothing was changed.
 */
export function runImport(argv: readonly string[], io: ImportIo): Promise<number> {
  return answer(command, readImportArguments(argv), io, (options) => importLocked(options, io))
}

async function importLocked(options: ImportArguments, io: ImportIo): Promise<number> {
  const directory = options.dataDirectory ?? defaultDataDirectory(io)
  // Looking only reads, and what is not there reads as empty.
  if (options.dryRun && !existsSync(directory)) return importInto(directory, options, io)
  const opened = openDataDirectory(directory)
  if (!opened.ok) return refuse(command.name, io, opened.message)
  const locked = lockDataDirectory(directory)
  if (!locked.ok) {
    if (locked.taken && options.dryRun) return importInto(directory, options, io)
    const message = `Portlight is running on ${directory}; import in its window (Settings, Import), or stop it first`
    return refuse(command.name, io, locked.taken ? message : locked.message)
  }
  try {
    return await importInto(directory, options, io)
  } finally {
    locked.lock.release()
  }
}

async function importInto(directory: string, options: ImportArguments, io: ImportIo): Promise<number> {
  const { settings, notices } = openDataSettings(directory, io.now)
  const opened = openDataSecrets(directory, options.keyFile, io, io.now)
  if (!opened.ok) return refuse(command.name, io, opened.message)
  const { secrets } = opened
  if (notices.length > 0) return refuse(command.name, io, `nothing was imported: ${notices.join('; ')}`)
  const importer = createImporter({
    settings,
    secrets,
    machine: localMachine(io.env),
    newId: randomUUID,
    clock: systemClock,
    parts: null,
    onAdded: () => {},
    onChanged: () => {},
    onRemoved: () => {},
    onProgress: () => {},
  })
  try {
    return await importWith(importer, options, io)
  } finally {
    await importer.close()
  }
}

async function importWith(importer: Importer, options: ImportArguments, io: ImportIo): Promise<number> {
  const looked = await importer.preview({ paths: options.paths })
  if (!looked.ok) return refuse(command.name, io, looked.message)
  const plan = looked.value
  const said = [
    ...plan.warnings.map((warning) => `${placeText(warning)}: warning: ${warning.message}\n`),
    ...plan.errors.map((error) => `${placeText(error)}: error: ${error.message}\n`),
  ]
  if (said.length > 0) await written(io.stderr, said.join(''))
  if (plan.errors.length > 0)
    return refuse(command.name, io, 'nothing was imported; correct what is named above, or leave it out')
  const done = await carryOut(importer, plan, options)
  if (typeof done === 'string') return refuse(command.name, io, done)
  await written(io.stdout, options.format === 'json' ? json(plan, done, options) : text(plan, done, options))
  return 0
}

/** What was done, or would be; a message when it could not be. */
async function carryOut(
  importer: Importer,
  { items }: ImportPlan,
  options: ImportArguments,
): Promise<ImportDone | string> {
  if (options.dryRun) {
    const count = (action: string) => items.filter((item) => item.action === action).length
    return {
      added: count('add'),
      changed: count('change'),
      same: count('same'),
      skipped: count('skip'),
      settings: 0,
      problems: [],
    }
  }
  const answer = await importer.apply({ paths: options.paths }, { ids: null, parts: [] })
  return answer.ok ? answer.value : answer.message
}

function json(plan: ImportPlan, done: ImportDone, { dryRun }: ImportArguments): string {
  return `${JSON.stringify({ dryRun, ...done, ...plan })}\n`
}

function text({ items }: ImportPlan, done: ImportDone, { dryRun }: ImportArguments): string {
  const lines = items
    .filter(({ action }) => action !== 'same')
    .map((item) => {
      const more = item.why ?? item.changes.join(', ')
      return `${item.action.padEnd(6)}  ${item.address}  ${placeText(item)}${more === '' ? '' : `: ${more}`}\n`
    })
  const { added, changed, same, skipped } = done
  const would = dryRun ? 'would be ' : ''
  return `${lines.join('')}${added} ${would}added, ${changed} ${would}changed, ${same} the same, ${skipped} left out\n`
}

/** Runs the command on this process. */
export function run(argv: string[]): Promise<number> {
  return runImport(argv, processIo())
}
