import { vi } from 'vitest'
import { fuzzChannels } from './ipc-channels.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

/** A channel; `FUZZ_CASES=10000` digs deeper, and tests/long/ipc.test.ts deeper still. */
fuzzChannels(Math.max(100, Math.trunc(Number(process.env.FUZZ_CASES ?? 2000) / 20)))
