import { nativeTarget } from '../../contract/native-target.ts'
import { looksLikeCurl } from '../../contract/pasted.ts'
import type { TargetConfig } from '../../contract/target-config.ts'
import { parseTarget } from '../../contract/target-grammar.ts'
import { parseTargetLine } from '../../contract/target-line.ts'
import type { SecretSink } from '../categraf-instance.ts'
import type { ConfigReport } from '../config-report.ts'
import type { MachineFacts } from '../machine.ts'
import { type LoadedTarget, readConfigText } from '../read-configs.ts'
import { readTargetsJson } from '../targets-json.ts'
import { isCurl, readCurl } from './curl.ts'
import { type DockerColumns, dockerHead, isDockerLine, readDockerRow } from './docker-ports.ts'
import { readCommand } from './shell-words.ts'

export interface PastedRead {
  targets: LoadedTarget[]
  warnings: ConfigReport['warnings']
  errors: ConfigReport['errors']
}

export interface PastedOptions {
  secrets: SecretSink
  machine: MachineFacts
  /** Called with how far it is, in characters, before each line; it may wait, and rejects to give up. */
  pace: (done: number, total: number) => Promise<void> | null
}

/** Pasted text has no file. */
const nowhere = ''

/**
 * Reads a text that was pasted: Categraf's TOML, Portlight's own file, and, line by line in any mixture, addresses, curl
 * commands and the rows of `docker ps`. What cannot be read is an error with its line, and the rest is read all the same.
 */
export async function readPasted(text: string, options: PastedOptions): Promise<PastedRead> {
  const read: PastedRead = { targets: [], warnings: [], errors: [] }
  if (/^\s*\{/.test(text)) {
    for (const config of readTargetsJson(nowhere, nowhere, text, read)) read.targets.push(loaded(config, null))
    return read
  }
  if (/^[ \t]*\[\[instances\]\]/m.test(text)) return readConfigText(text, nowhere, options)
  if (/^[ \t]*targets[ \t]*=[ \t]*\[/m.test(text))
    return moved(readConfigText(`[[instances]]\n${text}`, nowhere, options), -1)
  await readLines(text, options, read)
  return read
}

/** The same with every line counted on by so many. */
function moved({ targets, warnings, errors }: PastedRead, by: number): PastedRead {
  const move = (line: number | null): number | null => line && line + by
  return {
    targets: targets.map(({ lineOf, ...target }) => ({ ...target, lineOf: (key) => move(lineOf(key)) })),
    warnings: warnings.map((warning) => ({ ...warning, line: move(warning.line) })),
    errors: errors.map((error) => ({ ...error, line: move(error.line) })),
  }
}

function loaded(config: TargetConfig, line: number | null): LoadedTarget {
  return { config, sourceFile: nowhere, file: nowhere, lineOf: () => line }
}

async function readLines(text: string, options: PastedOptions, read: PastedRead): Promise<void> {
  let columns: DockerColumns | null = null
  let at = 0
  let line = 0
  let count = 0
  const nextId = (): string => {
    count += 1
    return `pasted${count}`
  }
  while (at < text.length) {
    await options.pace(at, text.length)
    line += 1
    const place = { file: nowhere, line }
    const newline = text.indexOf('\n', at)
    const end = newline === -1 ? text.length : newline + 1
    const whole = text.slice(at, end).replace(/\r?\n$/, '')
    const written = whole.trim()
    if (looksLikeCurl(written)) {
      const start =
        at + whole.indexOf(written) + (/^(?:[$>%#]|PS[^>]*>|[A-Z]:[^>]*>)\s+/.exec(written)?.[0].length ?? 0)
      const command = readCommand(text, start)
      if (isCurl(command.words[0])) {
        const curl = readCurl(command, options.secrets, nextId)
        for (const config of curl.targets) read.targets.push(loaded(config, line))
        for (const message of curl.warnings) read.warnings.push({ ...place, message })
        for (const message of curl.errors) read.errors.push({ ...place, code: 'invalid-value', message })
        const taken = text.slice(at, command.end)
        line += taken.split('\n').length - (taken.endsWith('\n') ? 2 : 1)
        at = command.end
        continue
      }
    }
    at = end
    if (written === '' || written.startsWith('#') || written.startsWith('```')) {
      if (written === '') columns = null
      continue
    }
    const head = dockerHead(whole)
    if (head) {
      columns = head
      continue
    }
    if (columns !== null || isDockerLine(written)) {
      const row = readDockerRow(whole, columns)
      for (const { protocol, target, name } of row.ports) {
        const parsed = parseTarget(`${protocol}://${target}`)
        if (!parsed.ok) continue
        const config = nativeTarget(nextId(), parsed.value)
        read.targets.push(loaded(name === null ? config : { ...config, name }, line))
      }
      for (const message of row.warnings) read.warnings.push({ ...place, message })
      continue
    }
    const parsed = parseTargetLine(bare(written), nextId())
    if (!parsed.ok) {
      read.errors.push({ ...place, code: 'invalid-value', message: parsed.message })
      continue
    }
    const { target: config, address } = parsed.value
    const { password } = address
    const isSecret = config.protocol === 'http' && password !== null && password !== ''
    const secret = isSecret ? { password: options.secrets(password) } : {}
    read.targets.push(loaded({ ...config, ...secret }, line))
  }
}

/** Without what lists put around an address: a bullet, quotes, a comma at the end. */
function bare(line: string): string {
  const [, quote, inner = ''] = /^(["'])(.*)\1[,;]?$/.exec(line.replace(/^(?:[-*•]|\d+[.)])\s+/, '')) ?? []
  return quote === undefined ? line.replace(/^(?:[-*•]|\d+[.)])\s+/, '').replace(/[,;]$/, '') : inner
}
