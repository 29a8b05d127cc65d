import { cpuPerHttpProbe, cpuPerHttpsProbe, cpuPerTcpProbe, cpuPerUdpProbe } from './cpu.ts'
import { latencyFidelity } from './fidelity.ts'
import { events, fleet500, fleet10000, idle, snapshot } from './fleet.ts'
import { historyBytes, historyChart, historyOverview, historySize, historyUptime, historyWrite } from './history.ts'
import { isolation } from './isolation.ts'
import { peerHttp, peerHttps, peerTcp } from './peer.ts'
import { bundle, popoverHour, popoverOpen, popoverResult } from './popover.ts'
import { figuresOf, type Row } from './row.ts'
import { startCheck, startServe } from './start.ts'

/** `npm run bench [-- NAME...]`: one line of JSON per figure. It exits with 1 when one does not hold its goal. */
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

const names = process.argv.slice(2)
const known = rows.map(({ name }) => name)
const unknown = names.find((name) => !known.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`there is no row ${unknown}; there are ${known.join(', ')}\n`)
  process.exit(2)
}
for (const row of rows.filter(({ name }) => names.length === 0 || names.includes(name))) {
  for (const figure of await figuresOf(row)) {
    process.stdout.write(`${JSON.stringify(figure)}\n`)
    if (!figure.holds) process.exitCode = 1
  }
}
