/** How long a person can choose to be told nothing; `recovery` has no time of its own. */
export const snoozeChoices = ['quarter', 'hour', 'morning', 'recovery'] as const
export type SnoozeChoice = (typeof snoozeChoices)[number]

const minuteMs = 60_000

/** When a choice ends, ISO 8601; null: when the target recovers. Tomorrow is the next day of the local calendar. */
export function snoozeEnd(choice: SnoozeChoice, nowMs: number = Date.now()): string | null {
  switch (choice) {
    case 'quarter':
      return new Date(nowMs + 15 * minuteMs).toISOString()
    case 'hour':
      return new Date(nowMs + 60 * minuteMs).toISOString()
    case 'morning': {
      const now = new Date(nowMs)
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9).toISOString()
    }
    case 'recovery':
      return null
  }
}
