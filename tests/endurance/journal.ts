import { appendFileSync, readFileSync } from 'node:fs'

/** What happened, for the judgement afterwards. Times are milliseconds on the run's monotonic clock. */
export type Entry =
  /** From `fromMs` to `toMs` the server answered nobody as it should. */
  | { kind: 'outage'; nth: number; fromMs: number; toMs: number }
  /** A person, or a file, did something to the server's target: what is told of it then is another matter. */
  | { kind: 'spoilt'; nth: number; fromMs: number; toMs: number }
  /** The machine was too busy for the run: probes that are due wait, and a wait of the run's clock is over late. */
  | { kind: 'stall'; fromMs: number; toMs: number }
  | { kind: 'sight'; atMs: number; seeing: boolean }
  | { kind: 'flapping'; nth: number; atMs: number; flapping: boolean }
  | { kind: 'incident'; id: string; nth: number; openMs: number; closedMs: number | null; failures: number }
  | { kind: 'notice'; atMs: number; subject: string; targetIds: readonly string[]; incidentIds: readonly string[] }

/** A file that entries are added to: kept in memory, they would look like a leak of the program. */
export interface Journal {
  add(entry: Entry): void
  /** All of them. */
  read(): Entry[]
}

const most = 50

export function createJournal(path: string): Journal {
  let waiting: string[] = []
  function write(): void {
    appendFileSync(path, waiting.join(''))
    waiting = []
  }
  return {
    add(entry) {
      waiting.push(`${JSON.stringify(entry)}\n`)
      if (waiting.length >= most) write()
    },
    read() {
      write()
      return readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line): Entry => JSON.parse(line))
    },
  }
}
