import * as z from 'zod/mini'
import { isAccelerator } from './accelerator.ts'

/** How many times less often than usual targets can be probed on battery. */
export const batteryFactors = [1, 2, 4, 10] as const

/** What the desktop app is told of its place in the session; kept in the settings. */
export const desktopSettingsSchema = z.strictObject({
  /** Shows and hides the popover from anywhere, as Electron writes it: `CommandOrControl+Shift+P`. Null: nothing does. */
  shortcut: z.nullable(
    z.string().check(z.maxLength(100), z.refine(isAccelerator, { error: 'use Ctrl, Alt or ⌘ with one more key' })),
  ),
  /** The popover stays when a click goes elsewhere. */
  keepOpen: z.boolean(),
  /** It stays above other windows. */
  onTop: z.boolean(),
  /** So many times as long as usual is the wait between two probes on battery; 1 for no difference. */
  batteryFactor: z.literal(batteryFactors),
  /** Where news of releases is, https; null: nobody is asked. */
  updateFeed: z.nullable(z.string().check(z.maxLength(2048))),
})
export type DesktopSettings = z.infer<typeof desktopSettingsSchema>

export const desktopDefaults: DesktopSettings = {
  shortcut: null,
  keepOpen: false,
  onTop: false,
  batteryFactor: 1,
  updateFeed: null,
}

/**
 * How launching at login stands. `requires-approval`: macOS waits for the person to allow it in System Settings.
 * `unsupported`: a development build would start Electron itself, and in a sandbox the host's folders are out of reach.
 */
export const loginItemStates = ['on', 'off', 'requires-approval', 'unsupported'] as const
export type LoginItemState = (typeof loginItemStates)[number]

/** How the last look at the feed ended. */
export const updateStateSchema = z.discriminatedUnion('kind', [
  /** Nobody has looked yet, or there is no feed. */
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('current'), checkedAt: z.string() }),
  z.object({ kind: z.literal('newer'), checkedAt: z.string(), version: z.string(), page: z.string() }),
  z.object({ kind: z.literal('failed'), checkedAt: z.string(), reason: z.string() }),
])
export type UpdateState = z.infer<typeof updateStateSchema>

export const desktopViewSchema = z.object({
  ...desktopSettingsSchema.shape,
  /** As the system has it now, whoever changed it. */
  launchAtLogin: z.enum(loginItemStates),
  /** Why the shortcut does nothing, in words. */
  shortcutFault: z.nullable(z.string()),
  /** Null where the system does not tell, as on a machine without a battery it may not. */
  onBattery: z.nullable(z.boolean()),
  update: updateStateSchema,
})
export type DesktopView = z.infer<typeof desktopViewSchema>

/** Each part is applied, and saved, by itself; the shortcut first, because it alone can be refused. */
export const desktopChangeSchema = z.strictObject({
  ...z.partial(desktopSettingsSchema).shape,
  launchAtLogin: z.optional(z.boolean()),
})
export type DesktopChange = z.infer<typeof desktopChangeSchema>
