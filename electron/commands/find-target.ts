import type { AboutTarget } from '../app/results-text.ts'
import { writeTarget } from '../contract/target-grammar.ts'

export type FoundTarget = { ok: true; target: AboutTarget } | { ok: false; message: string }

/** The target of that id, else the only one of that name or address. A refusal says which ones it could be. */
export function findTarget(written: string, targets: readonly AboutTarget[]): FoundTarget {
  const byId = targets.find(({ id }) => id === written)
  if (byId) return { ok: true, target: byId }
  const called = targets.filter(({ name, target }) => name === written || target === written)
  const meant = called.length > 0 ? called : targets.filter((target) => addressesOf(target).includes(written))
  const [only, second] = meant
  if (!only) return { ok: false, message: `there is no target "${written}"` }
  if (!second) return { ok: true, target: only }
  const lines = meant.map(
    ({ id, name, protocol, target }) => `  ${id}  ${name}  ${writeTarget(protocol, false, target)}`,
  )
  return { ok: false, message: `"${written}" is ${meant.length} targets; name one by its id:\n${lines.join('\n')}` }
}

/** As a person may have written it when adding it. */
function addressesOf({ protocol, target }: AboutTarget): string[] {
  return protocol === 'tcp' ? [`tcp://${target}`, `tls://${target}`] : [writeTarget(protocol, false, target)]
}
