import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { serveOrThrow } from '../commands/serve-process.ts'
import { askJson, listen } from '../headless/http-client.ts'
import { serveHttp } from '../lab/http-servers.ts'
import { listenTcp } from '../lab/tcp-servers.ts'
import { echoUdp } from '../lab/udp-servers.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const recorder = join(import.meta.dirname, 'record-sockets.ts')

/** A program whose hour takes a minute. Ended, it answers with what it opened meanwhile. */
async function recorded(env: Record<string, string> = {}) {
  const directory = temporaryDirectory()
  const file = join(directory, 'sockets.json')
  const served = await serveOrThrow(directory, [], { SOCKETS_FILE: file, ...env }, ['--import', recorder])
  return {
    address: served.address,
    end: async (): Promise<string[]> => {
      expect(await served.end()).toBe(0)
      return JSON.parse(readFileSync(file, 'utf8'))
    },
  }
}

/** Resolves when the program has lived through so many of its own minutes: a page hears from it four times in each. */
async function minutes(address: string, count: number): Promise<void> {
  const { response } = await listen(`${address}events`)
  let beats = 0
  while (beats < count * 4) {
    const [text] = await once(response, 'data')
    beats += String(text).split(':\n\n').length - 1
  }
}

it('opens nothing in five minutes without a target', { timeout: 120_000 }, async () => {
  const { address, end } = await recorded()
  await minutes(address, 5)
  expect(await end()).toEqual([])
})

it('opens nothing but what its targets are, and asks for no name but theirs', { timeout: 120_000 }, async () => {
  const hits = { tcp: 0, udp: 0, http: 0 }
  const tcp = await listenTcp(() => void hits.tcp++)
  const udp = await echoUdp()
  const http = await serveHttp((_request, response) => {
    hits.http += 1
    response.end()
  })
  for (const server of [tcp, udp, http]) onTestFinished(() => server.close())
  const { address, end } = await recorded()
  const lines = [`127.0.0.1:${tcp.port}`, `udp://127.0.0.1:${udp.port}`, `http://localhost:${http.port}/`]
  for (const line of lines) expect(await askJson(`${address}api/targets:add`, { line })).toMatchObject({ status: 200 })
  await vi.waitFor(() => expect(Math.min(hits.tcp, hits.http)).toBeGreaterThanOrEqual(5), { timeout: 60_000 })
  const opened = await end()
  const allowed = [
    new RegExp(`^connect 127\\.0\\.0\\.1 ${tcp.port}$`),
    new RegExp(`^connect (127\\.0\\.0\\.1|::1) ${http.port}$`),
    /^lookup localhost$/,
    new RegExp(`^(socket|send 127\\.0\\.0\\.1 ${udp.port}|send)$`),
  ]
  expect(opened.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([])
  // The recorder sees what there is to see.
  for (const pattern of allowed.slice(0, 3))
    expect(opened.filter((line) => pattern.test(line)).length).toBeGreaterThan(0)
})
