import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { ask } from '../headless/http-client.ts'
import { serveApp } from '../headless/serve-app.ts'

const slowly = Array.from({ length: 400 }, () => 'x')
const clients = {
  'says nothing': () => [],
  'sends its request byte by byte': () => ['GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-Slow: ', ...slowly],
  'announces a body and sends it byte by byte': (path: string) => [
    `POST ${path}api/snapshot:get HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
    ...slowly,
  ],
}

it.each(Object.entries(clients))('ends a client within half a minute that %s', async (_what, bytesFor) => {
  const { address, port } = await serveApp()
  const { pathname, origin } = new URL(address)
  const bytes = bytesFor(pathname)
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const closed = new Promise<void>((resolve) => socket.on('error', () => {}).once('close', () => resolve()))
  const openedMs = performance.now()
  const dripping = setInterval(() => {
    const next = bytes.shift()
    if (next !== undefined && socket.writable) socket.write(next)
  }, 250)
  onTestFinished(() => clearInterval(dripping))
  socket.resume()
  await closed
  const tookMs = performance.now() - openedMs
  // Not at once, or something else ended it.
  expect(tookMs).toBeGreaterThan(5000)
  expect(tookMs).toBeLessThan(30_000)
  expect(await ask(`${origin}/healthz`)).toMatchObject({ status: 200 })
})
