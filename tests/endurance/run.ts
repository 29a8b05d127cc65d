import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { drawChart } from './chart.ts'
import { createConfigFolder } from './config-folder.ts'
import { createFastClock } from './fast-clock.ts'
import { createJournal } from './journal.ts'
import { judgeHistory } from './kept.ts'
import { startLab } from './lab.ts'
import { createFailingNotifier } from './notifier.ts'
import { createObserver, type Observer } from './observer.ts'
import { startOutages } from './outages.ts'
import { type Program, startProgram, targetOf } from './program.ts'
import { createRandom } from './random.ts'
import { countHandles, createSampler, listDescriptors } from './samples.ts'
import { slopeOf } from './slope.ts'
import { judgeTelling } from './told.ts'
import { startUpsets, type Upsets } from './upsets.ts'

/**
 * `npm run endurance -- --minutes N [--seed S] [--chart FILE]`: the whole program under 200 probes a second for so long,
 * while everything around it fails at random. One line of JSON at the end; it exits with 1 when something does not hold.
 */
const { values: given } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, chart: { type: 'string' } },
})
const minutes = Number(given.minutes ?? 3)
const seed = given.seed === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(given.seed)
if (!(minutes >= 1) || !Number.isInteger(seed)) {
  process.stderr.write('endurance: --minutes takes a number from 1, --seed a whole number\n')
  process.exit(2)
}

/** So much faster the run's clock goes: ten hours in one. A stall of the machine counts as a sleep ten times earlier. */
const speed = 10
const intervalMs = 15_000
/** 200 probes a second: so many each 1.5 s. */
const servers = 300
const pages = 3
/** The last targets come from files. */
const firstFiled = 270

/** After the last failure everything comes back, and is told. */
const calmMs = 300_000

/**
 * A machine that is this late, on its own clock, is too busy for the run: a deadline of the run's clock passes before
 * anybody has had a chance to meet it.
 */
const stalledMs = 250

/** What a socket that was closed takes to be gone. */
const lingerMs = 2000

const faults: string[] = []
/** What was given up because it had not ended in time: no wonder where the machine stalls, and wrong where it does not. */
const late: string[] = []
const overdue = /did not (end by its deadline|answer in time)/
const note = (fault: string) => void (overdue.test(fault) ? late : faults).push(fault)
process.on('unhandledRejection', (error) => faults.push(`unhandled rejection: ${String(error)}`))
process.on('uncaughtException', (error) => faults.push(`uncaught: ${String(error)}`))
process.stderr.write(`endurance: ${minutes} minutes, --seed ${seed}\n`)

const directory = mkdtempSync(join(tmpdir(), 'portlight-endurance-'))
const lab = await startLab(servers)
const before = { handles: countHandles(), descriptors: listDescriptors() }
const clock = createFastClock(speed)
const beganMs = clock.wallMs()
const journal = createJournal(join(directory, 'journal'))
const all = Array.from({ length: servers }, (_, nth) => nth)
const [own, filed] = [all.slice(0, firstFiled), all.slice(firstFiled)]
const folder = createConfigFolder(join(directory, 'followed'), filed, lab.ports, intervalMs)
folder.write(new Set(), '0')

let upsets: Upsets | null = null
let observer: Observer | null = null
const notifier = createFailingNotifier(
  clock,
  () => upsets?.notifierMode() ?? 'works',
  (notification) => observer?.noticed(notification),
)
const program: Program = await startProgram({
  directory,
  clock,
  targets: own.map((nth) => targetOf(nth, lab.ports[nth] ?? 0, intervalMs)),
  notifier,
  onReady({ monitor }) {
    observer = createObserver({ clock, monitor, journal, ports: lab.ports, beganMs })
  },
  onFault: note,
})
if (!observer) throw new Error('nobody watches the program')
const watching: Observer = observer
await program.portlight.handle('followed:add', { path: folder.path })
const outages = startOutages({ clock, lab, journal, random: createRandom(seed, 1), servers })
upsets = startUpsets({
  clock,
  program,
  observer: watching,
  journal,
  random: createRandom(seed, 2),
  folder,
  ports: lab.ports,
  own,
  filed,
  onFault: note,
})
lab.openPages(program.address, pages, seed)

const sampler = createSampler(program.historyPath, () => watching.results())
const everyMs = Math.max(2000, (minutes * 60_000) / 360)
const endsMs = performance.now() + minutes * 60_000
let sampledMs = clock.monotonicMs()
let stalls = 0
while (performance.now() < endsMs) {
  await after(everyMs)
  const sample = sampler.take()
  const fromMs = sampledMs
  sampledMs = clock.monotonicMs()
  if (sample.lagP99 > stalledMs) {
    stalls += 1
    journal.add({ kind: 'stall', fromMs, toMs: sampledMs })
  }
  process.stderr.write(`${JSON.stringify(sample)}\n`)
}

upsets.end()
await outages.end()
await after(calmMs / speed)
sampler.stop()
const endedMs = clock.monotonicMs()
watching.end()
const left = await lab.closePages()
await program.stop()
await after(lingerMs)

const entries = journal.read()
const telling = judgeTelling(entries, endedMs)
const history = judgeHistory(program.historyPath, watching.tallies, entries, { wallMs: beganMs })
const heap = slopeOf(sampler.samples.map(({ atMin, heapBytes }) => ({ atMin, value: heapBytes })))
const more = (now: Map<string, number>, then: Map<string, number>) =>
  [...now].filter(([kind, count]) => count > (then.get(kind) ?? 0)).map(([kind]) => kind)
const remaining = [
  ...more(countHandles(), before.handles),
  ...more(listDescriptors(), before.descriptors).map((kind) => `descriptors of ${kind}`),
]
faults.push(...telling.faults, ...history.faults.slice(0, 20))
for (const refusal of left.refused) note(`a page was refused: ${refusal}`)
if (!heap.isZero) faults.push(`the heap grows by ${Math.round(heap.perMin)} bytes a minute`)
if (remaining.length > 0) faults.push(`of these there are more than before: ${remaining.join(', ')}`)
if (stalls === 0) faults.push(...late)
if (telling.due === 0) faults.push('no outage had to be told: the run shows nothing')

const last = sampler.samples.at(-1)
if (given.chart !== undefined) {
  const title = `${minutes} minutes of random failures, seed ${seed}`
  writeFileSync(resolve(given.chart), drawChart(sampler.samples, title))
}
const summary = {
  minutes,
  seed,
  holds: faults.length === 0,
  probes: watching.results(),
  heapBytes: last?.heapBytes,
  heapPerMin: Math.round(heap.perMin),
  heapErrorPerMin: Math.round(heap.errorPerMin),
  rssBytes: last?.rssBytes,
  fileBytes: last?.fileBytes,
  lagP99: Math.max(...sampler.samples.map(({ lagP99 }) => lagP99)),
  outages: telling.outages,
  due: telling.due,
  stalledShare: Math.round((100 * stalls) / sampler.samples.length) / 100,
  givenUp: late.length,
  incidents: telling.incidents,
  kept: { results: history.results, incidents: history.incidents },
  upsets: upsets.counts,
  pages: { visits: left.visits, answers: left.answers },
  faults: faults.slice(0, 40),
  faultCount: faults.length,
}
process.stdout.write(`${JSON.stringify(summary)}\n`)
lab.end()
if (summary.holds) rmSync(directory, { recursive: true, force: true })
else process.stderr.write(`endurance: what happened is in ${directory}\n`)
process.exitCode = summary.holds ? 0 : 1
