import { pemFault } from '../app/pem-fault.ts'
import { resolveConfig } from '../app/resolve-config.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { writeTarget } from '../contract/target-grammar.ts'
import { parseTargetLine } from '../contract/target-line.ts'
import { placeText } from '../interop/config-report.ts'
import { identifier } from '../interop/identity.ts'
import type { MachineFacts } from '../interop/machine.ts'
import { readConfigs } from '../interop/read-configs.ts'
import type { ProbeSpec, TrustStore } from '../probes/spec.ts'
import { createMemorySecrets, type MemorySecrets } from '../storage/memory-secrets.ts'
import type { CheckArguments } from './check-arguments.ts'

export interface PlannedProbe {
  spec: ProbeSpec
  /** The address as one line, without credentials. */
  address: string
}

export interface Plan {
  probes: PlannedProbe[]
  /** Lines for the person, each naming its place. With an error nothing is to be probed. */
  warnings: string[]
  errors: string[]
}

interface PlanDeps {
  machine: MachineFacts
  trust: TrustStore
}

/** Works out what to probe: the TARGETs first, then what each file names, in its order. Nothing is probed yet. */
export async function planCheck(request: CheckArguments, { machine, trust }: PlanDeps): Promise<Plan> {
  const secrets = createMemorySecrets(machine.env)
  const errors: string[] = []
  const configs = readTargets(request, secrets, errors)
  const read = await readConfigs(request.configs, { secrets: (value) => secrets.sink(value), machine })
  const warnings = read.warnings.map((warning) => `${placeText(warning)}: warning: ${warning.message}`)
  errors.push(...read.errors.map((error) => `${placeText(error)}: error: ${error.message}`))
  const probes: PlannedProbe[] = []
  const plan = async (config: TargetConfig, refuse: (message: string, key: string | null) => void): Promise<void> => {
    const resolved = await resolveConfig(config, secrets)
    if (!resolved.ok) return refuse(resolved.message, null)
    const fault = tlsFault(resolved.spec, trust)
    if (fault !== null) return refuse(fault, 'use_tls')
    const tls = config.protocol === 'tcp' && config.tls !== undefined
    probes.push({ spec: resolved.spec, address: writeTarget(config.protocol, tls, config.target) })
  }
  for (const config of configs) await plan(config, (message) => errors.push(`${config.target}: ${message}`))
  for (const { config, file, lineOf } of read.targets) {
    const refuse = (message: string, key: string | null): void => {
      errors.push(`${placeText({ file, line: lineOf(key) })}: error: ${message}`)
    }
    const fault = await pemFault(config)
    if (fault) refuse(`${fault.key}: ${fault.message}`, fault.key)
    else await plan(config, refuse)
  }
  return { probes, warnings, errors: [...new Set(errors)] }
}

function readTargets({ targets, timeoutMs }: CheckArguments, secrets: MemorySecrets, errors: string[]): TargetConfig[] {
  const identify = identifier('argument')
  const configs: TargetConfig[] = []
  for (const line of targets) {
    const parsed = parseTargetLine(line)
    if (!parsed.ok) {
      errors.push(`portlight check: ${parsed.message}`)
      continue
    }
    const { address, target } = parsed.value
    const { password } = address
    // What stands with one target is about it alone, and so goes before what is said of all.
    const saysTimeout = parsed.value.written.has('timeout')
    const config: TargetConfig = { ...target, id: identify(target.protocol, target.target) }
    if (config.protocol !== 'http') configs.push(timeoutMs === null || saysTimeout ? config : { ...config, timeoutMs })
    else {
      configs.push({
        ...config,
        ...(timeoutMs === null || saysTimeout ? {} : { responseTimeoutMs: timeoutMs }),
        ...(password === null ? {} : { password: secrets.sink(password) }),
      })
    }
  }
  return configs
}

/**
 * What keeps TLS options from being used at all, such as a key that belongs to another certificate. This also loads the
 * trust anchors, which blocks for 0.1 s and more: in the first probe it would show as latency of all those beside it.
 */
function tlsFault(spec: ProbeSpec, trust: TrustStore): string | null {
  if (spec.protocol === 'udp' || spec.tls === null) return null
  try {
    trust.contextFor(spec.tls)
    return null
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return error.message
  }
}
