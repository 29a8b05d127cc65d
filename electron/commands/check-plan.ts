import { readPemFile } from '../app/pem-file.ts'
import { resolveConfig } from '../app/resolve-config.ts'
import { nativeTarget } from '../contract/native-target.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { parseTarget, writeTarget } from '../contract/target-grammar.ts'
import { placeText } from '../interop/config-report.ts'
import { identifier } from '../interop/identity.ts'
import type { MachineFacts } from '../interop/machine.ts'
import { type LoadedTarget, readConfigs } from '../interop/read-configs.ts'
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
  const secrets = createMemorySecrets()
  const errors: string[] = []
  const configs = readTargets(request, secrets, errors)
  const read = await readConfigs(request.configs, { secrets: (value) => secrets.sink(value), machine })
  const warnings = read.warnings.map((warning) => `${placeText(warning)}: warning: ${warning.message}`)
  errors.push(...read.errors.map((error) => `${placeText(error)}: error: ${error.message}`))
  const probes: PlannedProbe[] = []
  for (const config of configs) {
    const resolved = await resolveConfig(config, secrets)
    if (resolved.ok) probes.push(planned(config, resolved.spec))
    else errors.push(`${config.target}: ${resolved.message}`)
  }
  for (const loaded of read.targets) {
    const fault = await pemFault(loaded)
    const resolved = fault === null ? await resolveConfig(loaded.config, secrets) : null
    const message = fault ?? (resolved?.ok ? tlsFault(resolved.spec, loaded, trust) : null)
    if (message !== null) errors.push(message)
    else if (resolved?.ok) probes.push(planned(loaded.config, resolved.spec))
    else if (resolved)
      errors.push(`${placeText({ file: loaded.file, line: loaded.lineOf(null) })}: error: ${resolved.message}`)
  }
  return { probes, warnings, errors: [...new Set(errors)] }
}

function planned(config: TargetConfig, spec: ProbeSpec): PlannedProbe {
  const tls = config.protocol === 'tcp' && config.tls !== undefined
  return { spec, address: writeTarget(config.protocol, tls, config.target) }
}

function readTargets({ targets, timeoutMs }: CheckArguments, secrets: MemorySecrets, errors: string[]): TargetConfig[] {
  const identify = identifier('argument')
  const configs: TargetConfig[] = []
  for (const line of targets) {
    const parsed = parseTarget(line)
    if (!parsed.ok) {
      errors.push(`portlight check: ${parsed.message}`)
      continue
    }
    const { protocol, target, password } = parsed.value
    const config = nativeTarget(identify(protocol, target), parsed.value)
    if (config.protocol !== 'http') configs.push(timeoutMs === null ? config : { ...config, timeoutMs })
    else {
      configs.push({
        ...config,
        ...(timeoutMs === null ? {} : { responseTimeoutMs: timeoutMs }),
        ...(password === null ? {} : { password: secrets.sink(password) }),
      })
    }
  }
  return configs
}

const pemKeys = { ca: 'tls_ca', cert: 'tls_cert', key: 'tls_key' } as const

/** What is wrong with a certificate or key file that a target names, with the place of the key that names it. */
async function pemFault({ config, file, lineOf }: LoadedTarget): Promise<string | null> {
  if (config.protocol === 'udp') return null
  for (const option of ['ca', 'cert', 'key'] as const) {
    const pem = config.tls?.[option]
    if (!pem || !('file' in pem)) continue
    const answer = await readPemFile(pem.file)
    const key = pemKeys[option]
    if (!answer.ok) return `${placeText({ file, line: lineOf(key) })}: error: ${key}: ${answer.message}`
  }
  return null
}

/** What keeps TLS options from being used at all, such as a key that belongs to another certificate. */
function tlsFault(spec: ProbeSpec, { file, lineOf }: LoadedTarget, trust: TrustStore): string | null {
  if (spec.protocol === 'udp' || spec.tls === null) return null
  const { ca, cert, minVersion, maxVersion, cipherSuites } = spec.tls
  // Without options of its own a target takes the context every other one takes.
  if (ca === null && cert === null && minVersion === null && maxVersion === null && cipherSuites.length === 0)
    return null
  try {
    trust.contextFor(spec.tls)
    return null
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return `${placeText({ file, line: lineOf('use_tls') })}: error: ${error.message}`
  }
}
