import { access } from 'node:fs/promises'
import { readIntervalMs } from './categraf-duration.ts'
import { expandLabel, type Labels, readLabels } from './categraf-labels.ts'
import type { ConfigReport } from './config-report.ts'
import type { MachineFacts } from './machine.ts'
import type { DocumentReader } from './read-document.ts'
import { isRecord } from './toml-document.ts'
import { openTable } from './toml-table.ts'

/** What Categraf's `config.toml` says for every plugin. */
export interface GlobalConfig {
  intervalMs: number
  labels: Labels
  machine: MachineFacts
}

/** What holds where no `config.toml` says otherwise. */
export function globalDefaults(machine: MachineFacts): GlobalConfig {
  return { intervalMs: 15_000, labels: {}, machine }
}

/**
 * Reads `[global]` of the `config.toml` beside the input directories: interval, labels, and the name that `$hostname`
 * stands for. Without such a file Categraf's defaults hold: 15 s and no labels.
 */
export async function readGlobal(
  file: string | null,
  machine: MachineFacts,
  read: DocumentReader,
  report: ConfigReport,
): Promise<GlobalConfig> {
  const nothing = globalDefaults(machine)
  if (file === null || !(await exists(file))) return nothing
  const document = await read(file, report)
  const global = document?.root.global
  if (!document || !isRecord(global)) return nothing
  const table = openTable(document, ['global'], global, report)
  const hostname = table.text('hostname') ?? ''
  const named = hostname === '' ? machine : { ...machine, hostname: expandLabel(hostname, machine).text }
  return {
    intervalMs: readIntervalMs(table, 'interval') ?? nothing.intervalMs,
    labels: readLabels(table, 'labels', named),
    machine: named,
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}
