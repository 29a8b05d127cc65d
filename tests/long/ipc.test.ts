import { vi } from 'vitest'
import { fuzzChannels } from '../fuzz/ipc-channels.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

fuzzChannels(10_000)
