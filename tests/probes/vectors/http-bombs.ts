import { expect } from 'vitest'
import { gzipBombHttp } from '../../lab/gzip-bomb.ts'
import { serveHttp } from '../../lab/http-servers.ts'
import { httpSpec, httpUrl } from './http-spec.ts'
import type { Row } from './row.ts'

const mebibyte = 1024 * 1024

/** Notes how far this process has grown until it is closed. */
function watchMemory(): { grownBytes(): number; close(): Promise<void> } {
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 5)
  return {
    grownBytes: () => Math.max(most, process.memoryUsage.rss()) - before,
    close: async () => clearInterval(timer),
  }
}

function bombRow(title: string, expectSubstring: string | null, expectation: Row['expect']): Row {
  let bomb: Awaited<ReturnType<typeof gzipBombHttp>>
  let memory: ReturnType<typeof watchMemory>
  return {
    id: 'H11',
    title,
    run: async (lab) => {
      bomb = await lab.use(gzipBombHttp(10 * 1024 * mebibyte))
      memory = await lab.use(watchMemory())
      return httpSpec({ target: httpUrl(bomb), expectSubstring })
    },
    expect: {
      underMs: 5000,
      ...expectation,
      check: (result) => {
        expect(memory.grownBytes()).toBeLessThan(50 * mebibyte)
        expect(result.http?.bytes).toBe(10 * mebibyte)
        // All of it would be 10 MiB on the wire.
        expect(bomb.sentBytes()).toBeLessThan(8 * mebibyte)
      },
    },
  }
}

export const capRows: readonly Row[] = [
  bombRow('gzip bomb of 10 GiB, substring absent', 'x', { code: 5, reason: 'body-too-large' }),
  bombRow('gzip bomb of 10 GiB, substring within the cap', '\0\0', { code: 0 }),
  bombRow('gzip bomb of 10 GiB, nothing expected', null, { code: 0 }),
  {
    id: 'H11',
    title: 'a body of exactly the cap is not beyond it',
    run: async (lab) => {
      const server = serveHttp((_request, response) => response.end(Buffer.alloc(10 * mebibyte)))
      return httpSpec({ target: httpUrl(await lab.use(server)), expectSubstring: 'x' })
    },
    expect: { code: 5, reason: 'body-mismatch', check: (result) => expect(result.http?.bytes).toBe(10 * mebibyte) },
  },
]
