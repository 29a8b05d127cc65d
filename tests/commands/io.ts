import type { CheckIo } from '../../electron/commands/check.ts'

export interface TestIo extends CheckIo {
  out(): string
  err(): string
  interrupt(): void
}

/** Streams that are kept, an environment, and a way to interrupt. */
export function testIo(options: { env?: Record<string, string>; isTTY?: boolean } = {}): TestIo {
  const kept = { out: '', err: '' }
  const interrupt = new AbortController()
  const stream = (name: 'out' | 'err') => ({
    isTTY: options.isTTY ?? false,
    write(text: string, done: (error?: Error | null) => void) {
      kept[name] += text
      setImmediate(done)
    },
  })
  return {
    stdout: stream('out'),
    stderr: stream('err'),
    env: options.env ?? {},
    signal: interrupt.signal,
    out: () => kept.out,
    err: () => kept.err,
    interrupt: () => interrupt.abort(),
  }
}
