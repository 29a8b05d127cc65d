import type { HttpTarget, SecretRef, TargetConfig, TcpTarget, UdpTarget } from '../contract/target-config.ts'

/** Keeps a secret and answers with what stands for it, so that a target's options never hold one. */
export type SecretSink = (value: string) => SecretRef

type Shared = 'id' | 'labels' | 'intervalMs'

/** One target of an instance with its own options; what every plugin shares comes on top. */
export interface InstanceTarget {
  options: Omit<TcpTarget, Shared> | Omit<UdpTarget, Shared> | Omit<HttpTarget, Shared>
  /** The names under which a mapping may mean it, the best one first. */
  mappingKeys: string[]
  /** Which of the instance's targets it is, from 0. */
  position: number
}

/** Puts the parts of a target together. */
export function completeTarget(
  { options }: InstanceTarget,
  shared: { id: string; labels: Record<string, string>; intervalMs: number },
): TargetConfig {
  return { ...options, ...shared }
}
