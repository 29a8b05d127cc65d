import { expect } from 'vitest'
import { echoHttp, type SeenRequest } from '../../lab/http-servers.ts'
import { httpSpec, httpUrl } from './http-spec.ts'
import type { Row } from './row.ts'

/** The request a server that echoes saw, in the row that probed it. */
export function seenRow(
  id: string,
  title: string,
  spec: Partial<Parameters<typeof httpSpec>[0]>,
  check: (seen: SeenRequest) => void,
): Row {
  let echo: Awaited<ReturnType<typeof echoHttp>>
  return {
    id,
    title,
    run: async (lab) => {
      echo = await lab.use(echoHttp())
      return httpSpec({ target: httpUrl(echo, '/path?query'), ...spec })
    },
    expect: {
      code: 0,
      check: () => {
        expect(echo.seen).toHaveLength(1)
        for (const seen of echo.seen) check(seen)
      },
    },
  }
}
