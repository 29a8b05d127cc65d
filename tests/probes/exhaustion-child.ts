import fs from 'node:fs'
import os from 'node:os'
import { probe } from '../../electron/probes/probe.ts'
import type { ProbeSpec } from '../../electron/probes/spec.ts'
import { createLab, tcpSpec, udpSpec } from './vectors/lab.ts'

const { env } = createLab()
const specs: ProbeSpec[] = [
  tcpSpec({ target: '127.0.0.1:1' }),
  udpSpec({ target: '127.0.0.1:1' }),
  tcpSpec({ target: 'localhost:1' }),
]

// Everything a probe loads or starts is there before the descriptors run out.
for (const spec of specs) await probe(spec, env)

const held: number[] = []
for (;;) {
  try {
    held.push(fs.openSync(os.devNull, 'r'))
  } catch {
    break
  }
}
const results = []
for (const spec of specs) results.push(await probe(spec, env))
for (const descriptor of held) fs.closeSync(descriptor)
process.stdout.write(JSON.stringify(results))
