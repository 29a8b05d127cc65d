import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { createPortlight } from '../../electron/app/portlight.ts'
import { createProber } from '../../electron/app/prober.ts'
import { defaultAlertSettings } from '../../electron/contract/alert-settings.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createConfFile } from '../../electron/headless/conf-file.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createLog } from '../../electron/storage/log.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { openSettings } from '../../electron/storage/settings.ts'
import { answering } from '../app/answering.ts'
import { memoryInMemory, noHistory } from '../app/kept.ts'

/** Monitors targets while descriptors run out and come back. Prints what it saw as one line of JSON. */
const [silent = '', directory = ''] = process.argv.slice(2)

const everySecond = { intervalMs: 1000, timeoutMs: 900, readTimeoutMs: 900 }
const quick = Array.from({ length: 10 }, (_, nth): TargetConfig => {
  return { id: `quick-${nth}`, protocol: 'tcp', target: silent, ...everySecond }
})
// Each keeps a descriptor for nearly all of its interval, as a target does that accepts and says nothing.
const slow = Array.from({ length: 30 }, (_, nth): TargetConfig => {
  return { id: `slow-${nth}`, protocol: 'tcp', target: silent, ...everySecond, expect: 'a greeting' }
})

// Told before the end of it all.
const gatherMs = 1000
const settings = openSettings(createConfFile(directory), () => new Date()).store
settings.change((before) => ({ ...before, alerts: { ...defaultAlertSettings, settleMs: 0, gatherMs } }))

const shown: string[] = []
const portlight = createPortlight({
  host: { kind: 'headless', version: '0.0.0-test', dataDirectory: directory },
  clock: systemClock,
  random: Math.random,
  newId: randomUUID,
  probe: createProber('0.0.0-test', systemClock),
  settings,
  secrets: createMemorySecrets(),
  files: {
    targets: [...quick, ...slow].map((config) => ({ config, sourceFile: '/etc/targets.toml' })),
    secrets: createMemorySecrets(),
  },
  reading: { machine: { hostname: 'here', ip: '', env: {} }, home: directory },
  history: noHistory,
  memory: memoryInMemory(),
  notifier: {
    name: 'list',
    ...answering('list'),
    notify: async ({ title }) => {
      shown.push(title)
      return 'shown'
    },
  },
  machine: { onSuspend: () => () => {}, onResume: () => () => {}, onOnlineChange: () => () => {} },
  log: createLog(join(directory, 'logs'), systemClock),
  notices: [],
  hideWindow: null,
})

const results: { phase: string; id: string; code: number | null; reason: string | null }[] = []
const notices: { codes: string[]; resource: unknown }[] = []
let phase = 'before'
portlight.monitor.subscribe((event) => {
  if (event.type !== 'result') return
  const { id, resultCode: code, reason } = event.result
  results.push({ phase, id, code, reason })
})
portlight.feed.subscribe((delta) => {
  const codes = delta.notices.map(({ code }) => code)
  if (JSON.stringify(codes) !== JSON.stringify(notices.at(-1)?.codes ?? [])) {
    notices.push({ codes, resource: delta.notices[0]?.params.resource })
  }
})

// Everything a probe loads or starts is there before the descriptors run out.
portlight.start()
await after(1500)

// What this machine cannot give, and then, while probes wait for it, can again.
const held: number[] = []
phase = 'too few'
for (let look = 0; look < 100; look++) {
  // Those that probes still keep come free within a second.
  takeAll(held)
  await after(10)
}
for (const descriptor of held.splice(0, 15)) fs.closeSync(descriptor)
await after(4000)
for (const descriptor of held.splice(0)) fs.closeSync(descriptor)
await after(1500)
phase = 'freed'
await after(1500)
// What a window holds for company is told a window later.
await after(2 * gatherMs)
phase = 'stopped'
await portlight.stop()
process.stdout.write(JSON.stringify({ results, notices, shown }))

function takeAll(into: number[]): void {
  try {
    for (;;) into.push(fs.openSync(os.devNull, 'r'))
  } catch {
    // None is left.
  }
}
