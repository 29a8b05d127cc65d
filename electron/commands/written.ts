import { errorCode, errorReason } from '../storage/error-reason.ts'

/** A stream that text can be written to. */
export interface TextStream {
  write(text: string, done: (error?: Error | null) => void): unknown
}

/** Nobody takes the output: the reader has gone, or the disk is full. The cause says which. */
class OutputFailed extends Error {}

/**
 * Resolves when the text is on its way: a process that ends earlier cuts a pipe off after 64 KiB. Rejects with what
 * `untilUnread` answers for.
 */
export async function written(stream: TextStream, text: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(error) : resolve()))
    })
  } catch (cause) {
    throw new OutputFailed('the output could not be written', { cause })
  }
}

/** Runs a command and answers its exit status; output that cannot be written ends it with 1. */
export async function untilUnread(name: string, stderr: TextStream, command: () => Promise<number>): Promise<number> {
  try {
    return await command()
  } catch (error) {
    if (!(error instanceof OutputFailed)) throw error
    // EPIPE is a reader that has gone, as in `portlight check ... | head -1`: there is nobody to be told.
    if (errorCode(error.cause) !== 'EPIPE') {
      stderr.write(`portlight ${name}: ${error.message}: ${errorReason(error.cause)}\n`, () => null)
    }
    return 1
  }
}

/** What goes wrong with a write to this process's streams is told to the write itself. */
export function quietStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => null)
}
