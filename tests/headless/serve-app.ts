import { expect, onTestFinished } from 'vitest'
import { createToken } from '../../electron/headless/access.ts'
import { startHttpServer } from '../../electron/headless/server.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { startApp } from '../app/harness.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

/** The program served over HTTP as it is, without a page; ended with the test. */
export async function serveApp() {
  const listening = await startHttpServer({
    portlight: startApp().portlight,
    pageDirectory: temporaryDirectory(),
    host: '127.0.0.1',
    port: 0,
    token: createToken(),
    ownNames: [],
    allowHosts: [],
    version: '1',
    clock: systemClock,
    onError: (error) => expect.unreachable(String(error)),
  })
  if (!listening.ok) throw new Error(listening.message)
  onTestFinished(() => listening.server.stop())
  const { address } = listening.server
  return { address, port: Number(new URL(address).port) }
}
