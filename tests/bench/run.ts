import { cpuPerHttpProbe, cpuPerHttpsProbe, cpuPerTcpProbe, cpuPerUdpProbe } from './cpu.ts'
import { latencyFidelity } from './fidelity.ts'
import { events, fleet500, fleet10000, idle, snapshot } from './fleet.ts'
import { historyBytes, historyChart, historyOverview, historySize, historyUptime, historyWrite } from './history.ts'
import { isolation } from './isolation.ts'
import { peerHttp, peerHttps, peerTcp } from './peer.ts'
import { bundle, popoverHour, popoverOpen, popoverResult } from './popover.ts'
import { appendRun, describeMachine } from './record.ts'
import { type Figure, figuresOf, type Row } from './row.ts'
import { startCheck, startServe } from './start.ts'

/**
 * `npm run bench [-- [--record] NAME...]`: one line of JSON per figure, of the rows named or of all, which takes some 20
 * minutes on a machine with nothing else to do. It exits with 1 when a figure does not hold its goal. With `--record` the
 * run is appended to docs/performance.md.
 */
const rows: readonly Row[] = [
  cpuPerTcpProbe,
  cpuPerUdpProbe,
  cpuPerHttpProbe,
  cpuPerHttpsProbe,
  peerTcp,
  peerHttp,
  peerHttps,
  startCheck,
  startServe,
  latencyFidelity,
  isolation,
  historyChart,
  historyUptime,
  historyOverview,
  historyWrite,
  historyBytes,
  historySize,
  bundle,
  popoverOpen,
  popoverResult,
  popoverHour,
  snapshot,
  events,
  idle,
  fleet10000,
  fleet500,
]

const [names, record] = [process.argv.slice(2).filter((name) => name !== '--record'), process.argv.includes('--record')]
const known = rows.map(({ name }) => name)
const unknown = names.find((name) => !known.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`there is no row ${unknown}; there are ${known.join(', ')}\n`)
  process.exit(2)
}

const machine = describeMachine()
const figures: Figure[] = []
const failures: string[] = []
for (const row of rows.filter(({ name }) => names.length === 0 || names.includes(name))) {
  try {
    for (const figure of await figuresOf(row)) {
      process.stdout.write(`${JSON.stringify(figure)}\n`)
      figures.push(figure)
    }
  } catch (error) {
    // The rows after it are measured all the same.
    process.stderr.write(`${row.name} could not be measured: ${error instanceof Error ? error.stack : String(error)}\n`)
    failures.push(row.name)
  }
}
if (record) appendRun(machine, figures, failures)
if (failures.length > 0 || figures.some(({ holds }) => !holds)) process.exitCode = 1
