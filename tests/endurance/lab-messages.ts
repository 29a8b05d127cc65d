/** What a server of the lab does with whoever comes. All but the first are outages. */
export const modes = ['up', 'refused', 'reset', 'silent', 'wrong'] as const
export type Mode = (typeof modes)[number]

export const protocols = ['tcp', 'http', 'udp'] as const
export type LabProtocol = (typeof protocols)[number]

/** Two of five are TCP, two HTTP, one UDP. */
export function protocolOf(nth: number): LabProtocol {
  return nth % 5 === 4 ? 'udp' : nth % 5 < 2 ? 'tcp' : 'http'
}

/** To the lab's process. */
export type ToLab =
  | { kind: 'begin'; servers: number }
  | { kind: 'set'; nth: number; mode: Mode; ask: number }
  /** Opens pages at this address, which come and go until the next message. */
  | { kind: 'pages'; address: string; pages: number; seed: number }
  | { kind: 'leave' }

/** From it. */
export type FromLab =
  | { kind: 'ports'; ports: number[] }
  | { kind: 'set'; ask: number }
  /** What the pages were answered, and how often they came. */
  | { kind: 'left'; visits: number; answers: number; refused: string[] }
