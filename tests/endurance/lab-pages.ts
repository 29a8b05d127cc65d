import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { setTimeout as after } from 'node:timers/promises'
import { createRandom, type Random } from './random.ts'

/** Pages that come, read, ask and go, some without reading. */
export interface Pages {
  visits: number
  answers: number
  /** What was answered with anything but success, shortened to the first few. */
  refused: string[]
  leave(): Promise<void>
}

const maxRefused = 20

export function openPages(address: string, count: number, seed: number): Pages {
  const leaving = new AbortController()
  const pages: Pages = { visits: 0, answers: 0, refused: [], leave }
  const all = Array.from({ length: count }, (_, nth) => live(createRandom(seed, 100 + nth)))

  async function live(random: Random): Promise<void> {
    while (!leaving.signal.aborted) {
      try {
        await visit(random)
      } catch (error) {
        note(String(error))
      }
      await pause(random.between(100, 2000))
    }
  }

  function note(refusal: string): void {
    if (!leaving.signal.aborted && pages.refused.length < maxRefused) pages.refused.push(refusal)
  }

  function pause(durationMs: number): Promise<void> {
    return after(durationMs, undefined, { signal: leaving.signal }).catch(() => {})
  }

  async function visit(random: Random): Promise<void> {
    pages.visits += 1
    const [asked, events] = await open('events')
    const reads = random.next() < 0.8
    if (reads) events.resume()
    events.on('error', () => {})
    const ids = (await ask<{ targets: { id: string }[] }>('snapshot:get', {}))?.targets.map(({ id }) => id) ?? []
    for (let left = 1 + random.below(6); left > 0 && !leaving.signal.aborted; left--) {
      await look(ids, random)
      await pause(random.waitMs(3000))
    }
    // Gone in the middle of what it is being told.
    asked.destroy()
  }

  async function look(ids: readonly string[], random: Random): Promise<void> {
    const id = ids[random.below(ids.length)]
    if (id === undefined) return
    const to = Date.now() + 400 * 86_400_000
    const from = Date.now() - 86_400_000
    await ask('history:overview', { ids: ids.slice(0, 50) })
    await ask('history:series', { id, from, to, points: 200 })
    await ask('history:uptime', { id })
    await ask('history:incidents', { id: null, from, to, limit: 50 })
    await ask('decisions:get', { id, limit: 20 })
  }

  async function ask<T>(channel: string, payload: unknown): Promise<T | null> {
    const [, response] = await open(`api/${channel}`, JSON.stringify(payload))
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(Buffer.from(chunk))
    const answer: { ok: boolean; value?: T; message?: string } = JSON.parse(Buffer.concat(chunks).toString())
    pages.answers += 1
    if (!answer.ok) note(`${channel}: ${answer.message}`)
    return answer.value ?? null
  }

  async function open(path: string, body?: string): Promise<[ReturnType<typeof request>, IncomingMessage]> {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const method = body === undefined ? 'GET' : 'POST'
    const asked = request(`${address}${path}`, { agent: false, method, headers, signal: leaving.signal })
    asked.on('error', () => {})
    asked.end(body)
    const [response]: IncomingMessage[] = await once(asked, 'response')
    if (!response) throw new Error(`${path} was not answered`)
    if (response.statusCode !== 200) note(`${path}: ${response.statusCode}`)
    return [asked, response]
  }

  async function leave(): Promise<void> {
    leaving.abort()
    await Promise.all(all)
  }

  return pages
}
