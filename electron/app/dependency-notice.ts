import { dependencyFault } from '../alerts/dependencies.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Notices } from './notices.ts'

/** Says of settings written by hand that their targets depend on one another in a ring. They are watched all the same. */
export function tellDependencyFault(targets: readonly TargetConfig[], file: string, notices: Pick<Notices, 'raise'>) {
  const message = dependencyFault(targets)
  if (message === null) return
  notices.raise({ id: 'dependencies', severity: 'warning', code: 'config-warning', params: { file, message } })
}
