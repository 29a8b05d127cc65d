import net from 'node:net'
import { probe } from '../../electron/probes/probe.ts'
import type { ProbeSpec } from '../../electron/probes/spec.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { httpSpec } from '../probes/vectors/http-spec.ts'
import { at, createLab, tcpSpec } from '../probes/vectors/lab.ts'

/** Runs where four ports are all there are for connections, and takes them. Prints what its probes yield. */
const { env } = createLab()
const server = await silentTcp({ port: 5000 })
const tcp = tcpSpec({ target: at(server) })
const http = httpSpec({ target: `http://${at(server)}/` })
const results: unknown[] = []

async function note(spec: ProbeSpec): Promise<void> {
  const { protocol, resultCode, reason, detail } = await probe(spec, env)
  results.push({ protocol, resultCode, reason, detail })
}

function connected(): Promise<net.Socket | null> {
  const socket = net.connect(server.port, server.address)
  return new Promise((resolve) => socket.once('connect', () => resolve(socket)).once('error', () => resolve(null)))
}

await note(tcp)
const held: net.Socket[] = []
for (let socket = await connected(); socket !== null; socket = await connected()) held.push(socket)
await note(tcp)
await note(http)
// A reset leaves no port waiting for the rest of its connection.
const [first] = held
first?.resetAndDestroy()
await new Promise((resolve) => first?.once('close', resolve))
await note(tcp)
for (const socket of held) socket.destroy()
await server.close()
process.stdout.write(JSON.stringify(results))
