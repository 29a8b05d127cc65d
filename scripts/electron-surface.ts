// Writes docs/electron-surface.md: every use of Electron's API in the program and the systems it exists on, so that what an
// upgrade of Electron may touch is a read.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readDeclarations } from './electron-declarations.ts'
import { electronUses } from './electron-uses.ts'

const clone = join(import.meta.dirname, '..')
const page = join(clone, 'docs/electron-surface.md')
const electron = join(clone, 'node_modules/electron')

const systems: Record<string, string> = { darwin: 'macOS', linux: 'Linux', win32: 'Windows' }

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort()
}

/** The page, as the sources make it now. */
export function electronSurface(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8'))
  const declarations = readDeclarations(readFileSync(join(electron, 'electron.d.ts'), 'utf8'))
  const rows = new Map<string, { platforms: readonly string[]; files: string[] }>()
  for (const file of sources(join(clone, 'electron'))) {
    for (const { name, platforms } of electronUses(readFileSync(file, 'utf8'), declarations)) {
      const row = rows.get(name) ?? { platforms, files: [] }
      row.files.push(relative(join(clone, 'electron'), file).replaceAll('\\', '/'))
      rows.set(name, row)
    }
  }
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { platforms, files }]) => {
      const where = platforms.length === 0 ? 'all' : platforms.map((system) => systems[system] ?? system).join(', ')
      return `| \`${name}\` | ${where} | ${files.map((file) => `\`${file}\``).join(' ')} |`
    })
  return [
    '# What Portlight uses of Electron',
    '',
    `Written by \`npm run electron-surface\` from the sources and the declarations of Electron ${manifest.version}; a test fails when`,
    'it is out of date. After an upgrade, write it anew: a row that goes, or whose systems change, is what to look at.',
    '',
    '| API | systems | used in |',
    '|---|---|---|',
    ...lines,
    '',
  ].join('\n')
}

if (process.argv[1] === import.meta.filename) writeFileSync(page, electronSurface())
