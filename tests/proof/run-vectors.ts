import { createProber } from '../../electron/app/prober.ts'
import { resolveConfig } from '../../electron/app/resolve-config.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { type PeerAnswer, startBlackbox } from './blackbox.ts'
import { askPlugin } from './plugins.ts'
import { labPassword, openLab, type ProofLab } from './proof-lab.ts'
import type { Vector } from './vector.ts'

/** What everybody said of one vector. */
export interface Compared {
  vector: Vector
  ours: ProbeResult
  blackbox: PeerAnswer
  plugins: PeerAnswer
}

/** More at once would make a two-core machine too slow for time-outs of two seconds. */
const atOnce = 4

/** Probes every vector with Portlight and with each of the others, its files in `directory`. */
export async function runVectors(vectors: readonly Vector[], directory: string): Promise<Compared[]> {
  const lab = await openLab(directory)
  try {
    const targets = await Promise.all(vectors.map(async (vector) => vector.target(lab)))
    const blackbox = await startBlackbox(directory, targets, labPassword)
    try {
      const waiting = vectors.flatMap((vector, nth) => {
        const target = targets[nth]
        return target ? [{ vector, target }] : []
      })
      const compared = new Map<Vector, Compared>()
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const { vector, target } = next
          const [ours, theirs, plugins] = await Promise.all([
            probeOnce(target, lab),
            blackbox.ask(target),
            askPlugin(target),
          ])
          compared.set(vector, { vector, ours, blackbox: theirs, plugins })
        }
      }
      await Promise.all(Array.from({ length: atOnce }, work))
      return vectors.flatMap((vector) => compared.get(vector) ?? [])
    } finally {
      await blackbox.stop()
    }
  } finally {
    await lab.close()
  }
}

const prober = createProber('proof', systemClock)

async function probeOnce(target: TargetConfig, lab: ProofLab): Promise<ProbeResult> {
  const resolved = await resolveConfig(target, lab.secrets)
  if (!resolved.ok) throw new Error(`${target.target}: ${resolved.message}`)
  return prober(resolved.spec, new AbortController().signal)
}
