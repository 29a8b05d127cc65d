import * as z from 'zod/mini'
import { bypassEntrySchema } from './proxy-bypass.ts'
import { secretRefSchema } from './target-config.ts'

const line = z.string().check(
  z.maxLength(2048),
  z.refine((text) => !/[\r\n\0]/.test(text), 'a line break is not accepted here; write it on one line'),
)
const bypass = z.array(bypassEntrySchema).check(z.maxLength(500))

/** How targets are reached that do not say it themselves. Proxy environment variables are not used. */
export const networkSettingsSchema = z.strictObject({
  /** `http://host:port` of the proxy of every HTTP target without one of its own. */
  proxy: z.optional(line),
  proxyUsername: z.optional(line),
  proxyPassword: z.optional(secretRefSchema),
  /** What is reached without a proxy, be it the default one or a target's own; see `parseBypass`. */
  proxyBypass: z.optional(bypass),
  /** Absolute path of a PEM file with more trust anchors, for every target without a CA file of its own. */
  caFile: z.optional(line),
  /** A local address or the name of a network interface, for every target that names none itself. */
  interface: z.optional(line),
})
export type NetworkSettings = z.infer<typeof networkSettingsSchema>

/** The same as the page sees it: of the password only whether there is one. */
export const networkViewSchema = z.object({
  proxy: z.nullable(z.string()),
  proxyUsername: z.nullable(z.string()),
  hasPassword: z.boolean(),
  proxyBypass: z.array(z.string()),
  caFile: z.nullable(z.string()),
  interface: z.nullable(z.string()),
  /** Those this computer has now, to choose from. */
  interfaces: z.array(z.string()),
})
export type NetworkView = z.infer<typeof networkViewSchema>

/**
 * A change: what is absent stays, null takes it away. The password goes to the secret store. A proxy at another address
 * is not given the password of the one before.
 */
export const networkChangeSchema = z.partial(
  z.strictObject({
    /** `http://host:port` or `host:port`. */
    proxy: z.nullable(line),
    proxyUsername: z.nullable(line),
    proxyPassword: z.nullable(line),
    proxyBypass: bypass,
    caFile: z.nullable(line),
    interface: z.nullable(line),
  }),
)
export type NetworkChange = z.infer<typeof networkChangeSchema>
