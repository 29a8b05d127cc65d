/** Bytes written one after the other. */
export interface ByteWriter {
  byte(value: number): void
  /** A whole number from 0 to 2^53 - 1, seven bits a byte, the lowest first. */
  varint(value: number): void
  /** A whole number of either sign, small ones short. */
  signed(value: number): void
  bytes(value: Uint8Array): void
  /** Begins anew. */
  clear(): void
  /** A copy of what was written. */
  take(): Uint8Array<ArrayBuffer>
}

export function createByteWriter(capacity = 1024): ByteWriter {
  let buffer = new Uint8Array(capacity)
  let length = 0

  function reserve(count: number): void {
    if (length + count <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + count))
    larger.set(buffer)
    buffer = larger
  }

  function varint(value: number): void {
    reserve(8)
    let rest = value
    while (rest >= 0x80) {
      buffer[length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    buffer[length++] = rest
  }

  return {
    byte(value) {
      reserve(1)
      buffer[length++] = value
    },
    varint,
    signed: (value) => varint(value < 0 ? -2 * value - 1 : 2 * value),
    bytes(value) {
      reserve(value.length)
      buffer.set(value, length)
      length += value.length
    },
    clear() {
      length = 0
    },
    take: () => buffer.slice(0, length),
  }
}

/**
 * Reads what a `ByteWriter` wrote. Past the end it reads zeros. A class, because a chart reads thousands of buckets: one
 * reader is used again and again, and its methods are made once.
 */
export class ByteReader {
  private from: Uint8Array
  private end: number
  at: number

  constructor(from: Uint8Array, start = 0, end = from.length) {
    this.from = from
    this.at = start
    this.end = end
  }

  /** Goes to another place, up to another end. */
  seek(at: number, end: number): void {
    this.at = at
    this.end = end
  }

  get ended(): boolean {
    return this.at >= this.end
  }

  byte(): number {
    return this.at < this.end ? (this.from[this.at++] ?? 0) : 0
  }

  varint(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const next = this.byte()
      value += (next & 0x7f) * scale
      if (next < 0x80) return value
      scale *= 0x80
    }
  }

  signed(): number {
    const value = this.varint()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  /** A view of the next bytes. */
  bytes(count: number): Uint8Array {
    const view = this.from.subarray(this.at, Math.min(this.at + count, this.end))
    this.at += view.length
    return view
  }
}
