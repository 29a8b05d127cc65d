import { openSync, writeSync } from 'node:fs'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { openHistory } from '../../electron/storage/history.ts'
import { createIncident, probeRow } from './history-load.ts'

// Writes history under load until it is killed: `node history-writer.ts PATH TAKEN FIRST_NUMBER WALL_MS`. The file TAKEN
// gets a line for each result once the history has taken it: its number, and when that was.

const [path = '', takenPath = '', first = '0', wall = '0'] = process.argv.slice(2)
const taken = openSync(takenPath, 'w')

/** Ten minutes pass in a second, so that everything that is done now and then is done, and killed in the middle. */
const haste = 600
const beganMs = performance.now()
const elapsedMs = (): number => (performance.now() - beganMs) * haste
const clock = { ...systemClock, monotonicMs: elapsedMs, wallMs: () => Math.round(Number(wall) + elapsedMs()) }

const { history, memory } = await openHistory({
  path,
  clock,
  retention: { rawDays: 1, fiveMinuteDays: 2, hourDays: 7 },
  onFault(notice) {
    process.stderr.write(`${JSON.stringify(notice)}\n`)
    process.exit(1)
  },
})

let number = Number(first)
process.stdout.write('writing\n')
setInterval(() => {
  for (let nth = 0; nth < 20; nth++) {
    number += 1
    history.result(probeRow(number, clock.wallMs()))
    if (number % 50 === 0) history.incident(createIncident(number, clock.wallMs()))
    if (number % 500 === 0) history.gap({ targetId: null, fromMs: clock.wallMs(), toMs: null, cause: 'asleep' })
    if (number % 1000 === 0) history.forget('forgotten')
    memory.set('web', 'number', number)
    // At once: the system has it then, and no kill takes it back.
    writeSync(taken, `${number} ${Date.now()}\n`)
  }
}, 10)
