/** How much of an answer is looked at. */
export const receiveCapBytes = 65_536

/** Whether the expected text is in what was received, from byte `from` on. Texts are compared as bytes: case counts. */
export function contains(received: Uint8Array, expected: Uint8Array, from = 0): boolean {
  return asBuffer(received).includes(asBuffer(expected), from)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** What a connection has sent so far, up to the cap. */
export interface Received {
  add(chunk: Uint8Array): void
  /** Everything so far. The view is valid until the next `add`. */
  bytes(): Uint8Array
}

/** Gathers chunks, so that a text split over several is found. Memory doubles with need and stays within the cap. */
export function gather(): Received {
  let buffer = Buffer.allocUnsafe(4096)
  let length = 0
  return {
    add(chunk) {
      const needed = Math.min(length + chunk.byteLength, receiveCapBytes)
      if (needed > buffer.byteLength) {
        const larger = Buffer.allocUnsafe(Math.min(Math.max(needed, 2 * buffer.byteLength), receiveCapBytes))
        buffer.copy(larger, 0, 0, length)
        buffer = larger
      }
      buffer.set(chunk.subarray(0, needed - length), length)
      length = needed
    },
    bytes: () => buffer.subarray(0, length),
  }
}
