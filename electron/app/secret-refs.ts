import type { Settings } from '../contract/settings.ts'
import { type SecretRef, secretRefSchema, type TargetConfig } from '../contract/target-config.ts'

/** Every secret a target refers to, so that removing the target removes them too. */
export function secretRefs(target: TargetConfig): SecretRef[] {
  const http = target.protocol === 'http' ? target : null
  const tls = target.protocol === 'udp' ? undefined : target.tls
  const options = [
    ...(http?.headers ?? []).map(({ value }) => value),
    http?.password,
    http?.proxyPassword,
    tls?.ca,
    tls?.cert,
    tls?.key,
  ]
  return options.flatMap((option) => {
    const parsed = secretRefSchema.safeParse(option)
    return parsed.success ? [parsed.data] : []
  })
}

/** Every secret the settings refer to: what refers to none of these is forgotten. */
export function settingsSecretRefs({ targets, alerts, network }: Settings): SecretRef[] {
  const others = [alerts?.webhook, network?.proxyPassword]
  return [...targets.flatMap(secretRefs), ...others.flatMap((ref) => ref ?? [])]
}
