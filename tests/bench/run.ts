import { cpuPerHttpProbe, cpuPerHttpsProbe, cpuPerTcpProbe, cpuPerUdpProbe } from './cpu.ts'
import { historyBytes, historyChart, historyOverview, historySize, historyUptime, historyWrite } from './history.ts'
import { isolation } from './isolation.ts'
import { measure, type Row } from './row.ts'

/** `npm run bench [-- NAME...]`: one line of JSON per row. It exits with 1 when a row does not hold its goal. */
const rows: readonly Row[] = [
  isolation,
  cpuPerTcpProbe,
  cpuPerUdpProbe,
  cpuPerHttpProbe,
  cpuPerHttpsProbe,
  historyChart,
  historyUptime,
  historyOverview,
  historyWrite,
  historyBytes,
  historySize,
]

const names = process.argv.slice(2)
const known = rows.map(({ name }) => name)
const unknown = names.find((name) => !known.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`there is no row ${unknown}; there are ${known.join(', ')}\n`)
  process.exit(2)
}
for (const row of rows.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const figure = await measure(row)
  process.stdout.write(`${JSON.stringify(figure)}\n`)
  if (!figure.holds) process.exitCode = 1
}
