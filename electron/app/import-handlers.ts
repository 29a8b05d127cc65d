import type { Answer } from '../contract/schemas.ts'
import type { Importer } from './importer.ts'
import { absolutePath } from './person-path.ts'
import type { ImportSource } from './read-import.ts'
import type { Handlers } from './requests.ts'

type Channel = Extract<keyof Handlers, `import:${string}`>

/** Answers what is asked about importing. `home`: where `~/` leads. */
export function importHandlers(importer: Importer, home: string): Pick<Handlers, Channel> {
  function meant(source: ImportSource): Answer<ImportSource> {
    if ('text' in source) return { ok: true, value: { text: source.text } }
    const paths: string[] = []
    for (const path of source.paths) {
      const parsed = absolutePath(path, home)
      if (!parsed.ok) return { ok: false, code: 'unreadable', message: parsed.message }
      paths.push(parsed.value)
    }
    return { ok: true, value: { paths } }
  }

  return {
    'import:preview': (request) => {
      const source = meant(request)
      return source.ok ? importer.preview(source.value) : source
    },
    'import:apply': ({ ids, settings, ...request }) => {
      const source = meant(request)
      return source.ok ? importer.apply(source.value, { ids: ids ?? null, parts: settings ?? [] }) : source
    },
    'import:cancel': () => {
      importer.cancel()
      return { ok: true, value: {} }
    },
    'import:last': () => ({ ok: true, value: importer.last() }),
    'import:undo': ({ id }) => importer.undo(id),
  }
}
