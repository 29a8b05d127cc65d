import { once } from 'node:events'
import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { askJson, listen } from './http-client.ts'
import { serveApp } from './serve-app.ts'

/** Connections that somebody opens and does nothing with. */
function crowd(port: number) {
  const open = new Set<Socket>()
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
  })
  return {
    open,
    async grow(count: number): Promise<void> {
      const opened = Array.from({ length: count }, async () => {
        const socket = connect(port, '127.0.0.1')
        socket.on('error', () => {}).on('close', () => open.delete(socket))
        open.add(socket)
        // Whether it is let in or turned away at once.
        await Promise.race([once(socket, 'connect'), once(socket, 'close')])
      })
      await Promise.all(opened)
    },
  }
}

it('lets ten thousand silent connections drive out one another, and nobody who has the token', {
  timeout: 60_000,
}, async () => {
  const { address, port } = await serveApp()
  const page = await listen(`${address}events`)
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const strangers = crowd(port)
  for (let opened = 0; opened < 10_000; opened += 250) {
    await strangers.grow(250)
    if (opened % 2500 !== 0) continue
    // On a new connection, and on one that was here before them all.
    expect(await askJson(`${address}api/snapshot:get`, {})).toMatchObject({ status: 200 })
    expect(await askJson(`${address}api/snapshot:get`, {}, { agent })).toMatchObject({ status: 200 })
  }
  await expect.poll(() => strangers.open.size, { timeout: 20_000 }).toBeLessThan(300)
  const event = page.next('delta', () => true)
  await askJson(`${address}api/targets:add`, { line: 'udp://127.0.0.1:1' })
  await event
})
