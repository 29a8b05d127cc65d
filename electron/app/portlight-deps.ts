import type { CheckedNotifier } from '../alerts/notifier.ts'
import type { HostFacts, Notice } from '../contract/snapshot.ts'
import type { MachineFacts } from '../interop/machine.ts'
import type { Clock, MachineEvents, Memory, NetworkFacts, Pace } from '../monitor/ports.ts'
import type { History } from '../storage/history.ts'
import type { Log } from '../storage/log.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import type { DesktopHandlers } from './desktop-handlers.ts'
import type { FileTarget } from './file-targets.ts'
import type { ListenMetrics } from './metrics-switch.ts'
import type { Prober } from './prober.ts'

/** Targets that come from files given at start. */
export interface FileTargets {
  targets: readonly FileTarget[]
  /** Holds the secrets these files contain. */
  secrets: SecretStore
}

/** What each host brings. */
export interface PortlightDeps {
  host: Omit<HostFacts, 'notifier'>
  clock: Clock
  /** In [0, 1). */
  random: () => number
  /** A random UUID for a new target. */
  newId: () => string
  probe: Prober
  settings: SettingsStore
  secrets: SecretStore
  files: FileTargets
  /** What reading files needs to know of this machine, and where `~/` leads. */
  reading: { machine: MachineFacts; home: string }
  history: History
  /** What must outlive the program beside the settings. */
  memory: Memory
  notifier: CheckedNotifier
  machine: MachineEvents
  /** Absent: targets are always probed as often as they say. */
  pace?: Pace
  /** How this machine is connected; absent where nobody can tell. */
  network?: () => NetworkFacts
  /** BCP 47 name of the system's language; absent: English. */
  locale?: string
  log: Log
  /** What opening the stores and files brought up. */
  notices: readonly Notice[]
  /** Null where there is no window to hide. */
  hideWindow: (() => void) | null
  /** Opens a web address in the person's browser, false where none took it; left out where the page is in one itself. */
  openPage?: (address: string) => Promise<boolean>
  /** What the session is asked for; left out where there is none. */
  desktop?: DesktopHandlers
  /** Serves metrics where the person asks for it; left out where they are served anyway. */
  listenMetrics?: ListenMetrics
}
