import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

const clone = join(import.meta.dirname, '../..')
const deploy = join(clone, 'deploy')
const folder = mkdtempSync(join(tmpdir(), 'portlight-deploy-'))
const env = { PATH: [join(folder, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter), HOME: folder }

beforeAll(() => {
  const command = join(clone, 'dist/cli.js')
  if (!existsSync(command)) throw new Error('dist/ is missing; run npm run build first')
  chmodSync(command, 0o755)
  mkdirSync(join(folder, 'bin'))
  symlinkSync(command, join(folder, 'bin/portlight'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a command line until it prints its address, asks for its health, and ends it. Answers with its exit code. */
async function serves(command: string, args: string[], more: Record<string, string>): Promise<number | null> {
  const child = spawn(command, args, { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()))
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${errors}`)))
  })
  const health = await fetch(`http://127.0.0.1:${new URL(address).port}/healthz`)
  expect(health.status).toBe(200)
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const [code] = await exited
  return code
}

describe('deploy/portlight.service', () => {
  const path = join(deploy, 'portlight.service')
  const unit = readFileSync(path, 'utf8')

  it('is a unit systemd accepts', () => {
    execFileSync('systemd-analyze', ['verify', path], { stdio: 'pipe' })
  })

  it('starts what it says it starts', async () => {
    const settings = Object.fromEntries(
      [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    )
    // Where systemd would make the folders, and on a port of its own.
    const here = (text: string) => text.replaceAll('/var/lib/portlight', join(folder, 'unit'))
    mkdirSync(join(folder, 'unit/data'), { recursive: true, mode: 0o700 })
    const [command = '', ...args] = here(/^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '')
      .replace('${PORTLIGHT_PORT}', '0')
      .split(' ')
    expect(settings.PORTLIGHT_PORT).toBe('9230')
    expect(await serves(command, args, { XDG_STATE_HOME: here(settings.XDG_STATE_HOME ?? '') })).toBe(0)
  })

  it('may do nothing it need not', () => {
    for (const line of ['DynamicUser=yes', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=']) {
      expect(unit).toMatch(new RegExp(`^${line}$`, 'm'))
    }
  })
})

describe('deploy/Dockerfile', () => {
  const text = readFileSync(join(deploy, 'Dockerfile'), 'utf8')

  it('starts what it says it starts, as nobody in particular', async () => {
    const [command]: string[] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(text)?.[1] ?? '[]')
    const args: string[] = JSON.parse(/^CMD (.*)$/m.exec(text)?.[1] ?? '[]')
    const here = args.map((argument) =>
      argument === '9230'
        ? '0'
        : argument === '0.0.0.0'
          ? '127.0.0.1'
          : argument.replace('/data', join(folder, 'image')),
    )
    mkdirSync(join(folder, 'image'), { recursive: true })
    expect(
      await serves(join(folder, 'bin', command ?? ''), here, { XDG_STATE_HOME: join(folder, 'image/state') }),
    ).toBe(0)
    expect(text).toMatch(/^USER node$/m)
  })

  it('asks for its health where it listens', () => {
    const port = /"--port", "(\d+)"/.exec(text)?.[1]
    expect(text).toContain(`http://127.0.0.1:${port}/healthz`)
    expect(text).toMatch(new RegExp(`^EXPOSE ${port}$`, 'm'))
  })
})
