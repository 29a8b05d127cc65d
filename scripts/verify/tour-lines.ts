import * as z from 'zod/mini'

/** What the tour says on its standard output, one line of JSON each. */
export const tourLineSchema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('facts'),
    versions: z.record(z.string(), z.string()),
    /** What keeps passwords: Linux only. */
    keyRing: z.nullable(z.string()),
    displays: z.array(z.object({ width: z.number(), height: z.number(), scale: z.number() })),
    trayHost: z.enum(['there', 'none']),
    onBattery: z.nullable(z.boolean()),
  }),
  z.object({
    step: z.literal('tray'),
    mark: z.string(),
    image: z.string(),
    /** Where the icon is, where the system says. */
    bounds: z.nullable(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
  }),
  z.object({
    step: z.literal('notification'),
    adapter: z.nullable(z.string()),
    delivery: z.enum(['shown', 'unanswered', 'unsupported', 'failed']),
  }),
  z.object({ step: z.literal('done') }),
])
export type TourLine = z.infer<typeof tourLineSchema>

/** Reads a line of the tour; null for whatever else Electron writes there. */
export function readTourLine(line: string): TourLine | null {
  if (!line.startsWith('{')) return null
  try {
    return z.safeParse(tourLineSchema, JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}
