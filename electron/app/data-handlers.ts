import type { Answer } from '../contract/schemas.ts'
import { writeConfigJson } from '../interop/config-json.ts'
import { exportBlackbox } from '../interop/export-blackbox.ts'
import { exportCategraf } from '../interop/export-categraf.ts'
import type { Exported } from '../interop/export-file.ts'
import { exportJson } from '../interop/export-json.ts'
import type { History } from '../storage/history.ts'
import type { SettingsStore } from '../storage/ports.ts'
import type { DataDeletion } from './data-deletion.ts'
import type { Handlers } from './requests.ts'
import { settingsSecretRefs } from './secret-refs.ts'
import type { SettingsParts } from './settings-parts.ts'

/** What is asked about a person's data as a whole. */
export type DataHandlers = Pick<
  Handlers,
  'config:export' | 'data:summary' | 'data:delete' | 'data:restore' | 'diagnostics:get'
>

export interface DataHandlersDeps {
  settings: SettingsStore
  parts: SettingsParts
  history: Pick<History, 'size'>
  deletion: DataDeletion
  diagnostics: () => Promise<string>
  logDirectory: string
}

type Format = Parameters<Handlers['config:export']>[0]['format']

export function dataHandlers(deps: DataHandlersDeps): DataHandlers {
  const { settings, parts, history, deletion } = deps

  function written(format: Format): Exported {
    const { targets } = settings.current
    if (format === 'categraf') return exportCategraf(targets)
    if (format === 'blackbox') return exportBlackbox(targets)
    const text = writeConfigJson(targets, parts.current())
    return { files: [{ path: 'portlight.json', text }], warnings: exportJson(targets).warnings }
  }

  return {
    'config:export': ({ format }): Answer<Exported> => {
      if (settings.current.targets.length === 0 && format !== 'portlight') {
        return { ok: false, code: 'not-found', message: 'there are no targets of your own to write; add some first' }
      }
      return { ok: true, value: written(format) }
    },
    'data:summary': async () => {
      const size = await history.size().catch(() => null)
      const secrets = new Set(settingsSecretRefs(settings.current).map(({ secret }) => secret)).size
      const { targets } = settings.current
      return {
        ok: true,
        value: { targets: targets.length, secrets, historyBytes: size?.bytes ?? 0, logs: deps.logDirectory },
      }
    },
    'data:delete': () => deletion.delete(),
    'data:restore': () => deletion.restore(),
    'diagnostics:get': async () => ({ ok: true, value: { text: await deps.diagnostics() } }),
  }
}
