import { Transform } from 'node:stream'

/** What a connection hands over at once, as a rule. */
const pieceBytes = 16_384

/**
 * Passes bytes on in larger pieces: what arrives in one turn of the event loop, up to 16 KiB. A decoder sends every piece
 * through the thread pool, and a server may send its chunks byte by byte: on a busy machine such a body took longer than
 * its deadline.
 */
export function gatherChunks(): Transform {
  let held: Buffer[] = []
  let heldBytes = 0
  let turn: NodeJS.Immediate | null = null

  const gather = new Transform({
    highWaterMark: pieceBytes,
    transform(chunk: Buffer, _encoding, done) {
      held.push(chunk)
      heldBytes += chunk.byteLength
      // Where the decoder is behind, within this call: only then does the source wait.
      const isBehind = gather.readableLength >= gather.readableHighWaterMark
      if (isBehind || heldBytes >= pieceBytes) pass()
      else turn ??= setImmediate(pass)
      done()
    },
    flush(done) {
      pass()
      done()
    },
    destroy(error, done) {
      clearTurn()
      done(error)
    },
  })

  function pass(): void {
    clearTurn()
    if (heldBytes === 0) return
    const piece = Buffer.concat(held, heldBytes)
    held = []
    heldBytes = 0
    gather.push(piece)
  }

  function clearTurn(): void {
    if (turn !== null) clearImmediate(turn)
    turn = null
  }
  return gather
}
