import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

const clone = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'portlight-npm-'))
const project = join(folder, 'project')
let tarball = ''
let packed: string[] = []
let installMs = 0

// The Node that runs this test, not whatever the system has.
const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`, NO_UPDATE_NOTIFIER: '1' }

beforeAll(() => {
  if (!existsSync(join(clone, 'dist/cli.js'))) throw new Error('dist/ is missing; run npm run build first')
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: clone,
    env,
  })
  const [first]: { filename: string; files: { path: string }[] }[] = JSON.parse(output.toString('utf8'))
  tarball = join(folder, first?.filename ?? '')
  packed = first?.files.map(({ path }) => path) ?? []
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{"private":true}')
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']
  const startedMs = performance.now()
  execFileSync('npm', ['install', ...options, tarball], { cwd: project, env })
  installMs = performance.now() - startedMs
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the installed command; through npx it would be a grandchild, which no signal reaches. */
function portlight(command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, {
    cwd: project,
    env: { ...env, XDG_CONFIG_HOME: join(folder, 'home'), XDG_STATE_HOME: join(folder, 'state') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill())
  return child
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

describe('the package as npm installs it', () => {
  it('is under 5 MB, and installs within half a minute', () => {
    expect(statSync(tarball).size).toBeLessThan(5_000_000)
    expect(installMs).toBeLessThan(30_000)
  })

  it('holds the built program and nothing it was built from', () => {
    const allowed =
      /^(package\.json|README\.md|LICENSE|dist\/.+\.(js|cjs|html|css|svg|png|woff2)|assets\/notify\/[\w-]+\.(png|svg))$/
    expect(packed.filter((path) => !allowed.test(path))).toEqual([])
    for (const path of ['dist/cli.js', 'dist/renderer/index.html', 'README.md', 'LICENSE'])
      expect(packed).toContain(path)
  })

  it('says on a Node that is too old what it needs', () => {
    const cli = join(project, 'node_modules/portlight/dist/cli.js')
    // Of whatever age the Node is that runs this.
    const told = `const versions={...process.versions,node:'20.20.2'};Object.defineProperty(process,'versions',{value:versions})`
    const preload = join(folder, 'older.cjs')
    writeFileSync(preload, told)
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', preload, cli, 'check', 'a:1'], {
      encoding: 'utf8',
    })
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'portlight needs Node 22.19 or newer, and this is 20.20.2; see https://nodejs.org/\n',
    })
  })

  it('brings node-notifier and what that needs, and no Electron', () => {
    const installed = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))
    expect(installed).toContain('node-notifier')
    expect(installed).not.toContain('electron')
    expect(installed.length).toBeLessThan(15)
  })

  it('probes one target', async () => {
    const port = await listening(createServer((socket) => socket.end()))
    const child = portlight('npx', ['--no-install', 'portlight', 'check', `127.0.0.1:${port}`])
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(text).toContain('Success')
  }, 30_000)

  it('serves the page, and ends when asked', async () => {
    const child = portlight(join(project, 'node_modules/.bin/portlight'), ['serve', '--port', '0', '--no-open'])
    const address = await new Promise<string>((resolve, reject) => {
      let text = ''
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (text.includes('\n')) resolve(text.trim())
      })
      let errors = ''
      child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
        errors += chunk
      })
      child.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${errors}`)))
    })
    const page = await fetch(address)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<script')
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }, 30_000)
})
