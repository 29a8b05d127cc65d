import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'

/** Asked before any service is started; 101 forbids it. See invoke-rc.d(8). */
const policyPath = '/usr/sbin/policy-rc.d'

/**
 * Installs Debian packages, as root, and starts none of their services, now or at the next boot: a test wants a program,
 * and not a daemon on its usual port. Whether it worked shows in what is there afterwards.
 */
export function installDebian(packages: readonly string[], services: readonly string[]): void {
  const forbidden = forbidServices()
  try {
    run('apt-get', 'update', '-qq')
    run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages)
    // Installing also enables a service, whatever the policy says.
    if (services.length > 0) run('systemctl', 'disable', '--quiet', '--no-reload', ...services)
  } finally {
    if (forbidden) rmSync(policyPath, { force: true })
  }
}

/** False where the machine has a policy already, as containers have: that is the administrator's to keep. */
function forbidServices(): boolean {
  try {
    writeFileSync(policyPath, '#!/bin/sh\nexit 101\n', { flag: 'wx', mode: 0o755 })
    return true
  } catch {
    return false
  }
}

function run(command: string, ...args: string[]): void {
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
