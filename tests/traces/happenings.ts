import type { NetworkFacts } from '../../electron/monitor/ports.ts'
import type { Time } from './duration.ts'
import type { Happening } from './format.ts'

type Of<K extends Happening['kind']> = Extract<Happening, { kind: K }>

const wifi = { name: 'wlan0', addresses: ['192.168.1.20/24'] }
const routed = { ipv4: true, ipv6: false }

/** What a machine may be connected to. */
export const networks = {
  home: { interfaces: [wifi], defaultRoute: routed },
  none: { interfaces: [], defaultRoute: { ipv4: false, ipv6: false } },
  /** The router has no way out and says so: there is no default route. */
  lanOnly: { interfaces: [wifi], defaultRoute: { ipv4: false, ipv6: false } },
  hotel: { interfaces: [{ name: 'wlan0', addresses: ['10.9.0.57/16'] }], defaultRoute: routed },
  vpn: { interfaces: [{ name: 'tun0', addresses: ['10.8.0.2/24'] }, wifi], defaultRoute: routed },
} satisfies Record<string, NetworkFacts>

export const on = (network: keyof typeof networks): Of<'network'> => ({ kind: 'network', network: networks[network] })
export const online: Of<'online'> = { kind: 'online', online: true }
export const offline: Of<'online'> = { kind: 'online', online: false }

/** A laptop whose monotonic clock stands still meanwhile, as Linux' does, unless `counted`. */
export function sleep(duration: Time, options: Partial<Pick<Of<'sleep'>, 'announces' | 'counted'>> = {}): Of<'sleep'> {
  return { kind: 'sleep', for: duration, announces: 'both', counted: false, ...options }
}

export const stop = (duration: Time): Of<'stop'> => ({ kind: 'stop', for: duration })
export const clock = (by: Time): Of<'clock'> => ({ kind: 'clock', by })
export const restart = (after: Time = '2s'): Of<'restart'> => ({ kind: 'restart', after })
export const crash = (after: Time = '2s'): Of<'crash'> => ({ kind: 'crash', after })
export const edit = (target: string, change: Of<'edit'>['change']): Of<'edit'> => ({ kind: 'edit', target, change })
export const rewrite = (target: string, change: Of<'rewrite'>['change']): Of<'rewrite'> => ({
  kind: 'rewrite',
  target,
  change,
})
export const remove = (target: string): Of<'remove'> => ({ kind: 'remove', target })
export const restore = (target: string): Of<'restore'> => ({ kind: 'restore', target })
export const vanish = (target: string): Of<'vanish'> => ({ kind: 'vanish', target })
export const reappear = (target: string): Of<'reappear'> => ({ kind: 'reappear', target })
export const pause = (targets: string[] | null, until: Time | null = null): Of<'pause'> => ({
  kind: 'pause',
  targets,
  until,
})
export const unpause = (targets: string[] | null): Of<'unpause'> => ({ kind: 'unpause', targets })
export const snooze = (id: string, until: Time | null): Of<'snooze'> => ({
  kind: 'snooze',
  scope: { kind: 'target', id },
  until,
})
export const snoozeTag = (tag: string, until: Time | null): Of<'snooze'> => ({
  kind: 'snooze',
  scope: { kind: 'tag', tag },
  until,
})
export const unsnooze = (id: string): Of<'unsnooze'> => ({ kind: 'unsnooze', scope: { kind: 'target', id } })
export const settings = (change: Of<'settings'>['change']): Of<'settings'> => ({ kind: 'settings', change })
export const notifications = (on: boolean): Of<'notifications'> => ({ kind: 'notifications', on })
export const notifier = (mode: Of<'notifier'>['mode']): Of<'notifier'> => ({ kind: 'notifier', mode })
