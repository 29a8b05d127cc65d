import { version } from './help.ts'
import { type TextStream, untilUnread, written } from './written.ts'

/** What a command was asked: to run, or to say something of itself. */
export type Request<T> =
  | { kind: 'run'; arguments: T }
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'wrong'; message: string }

interface Streams {
  stdout: TextStream
  stderr: TextStream
}

/**
 * Answers a request with its exit status: what `run` answers, 0 for help and version, 2 for a wrong one, 1 when the
 * output could not be written.
 */
export function answer<T>(
  { name, usage }: { name: string; usage: string },
  request: Request<T>,
  io: Streams,
  run: (options: T) => Promise<number>,
): Promise<number> {
  return untilUnread(name, io.stderr, async () => {
    switch (request.kind) {
      case 'help':
        await written(io.stdout, usage)
        return 0
      case 'version':
        await written(io.stdout, `${version}\n`)
        return 0
      case 'wrong':
        return refuse(name, io, `${request.message}\nTry: portlight ${name} --help`)
      case 'run':
        return run(request.arguments)
    }
  })
}

/** Says what is wrong, and answers the exit status of that. */
export async function refuse(name: string, io: Streams, message: string): Promise<number> {
  await written(io.stderr, `portlight ${name}: ${message}\n`)
  return 2
}
