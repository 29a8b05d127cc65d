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

/** Reads what a `ByteWriter` wrote. Past the end it reads zeros. */
export interface ByteReader {
  byte(): number
  varint(): number
  signed(): number
  /** A view of the next bytes. */
  bytes(count: number): Uint8Array
  skip(count: number): void
  readonly at: number
  readonly ended: boolean
}

export function createByteReader(from: Uint8Array, start = 0, end = from.length): ByteReader {
  let at = start

  function byte(): number {
    return at < end ? (from[at++] ?? 0) : 0
  }

  function varint(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const next = byte()
      value += (next & 0x7f) * scale
      if (next < 0x80) return value
      scale *= 0x80
    }
  }

  return {
    byte,
    varint,
    signed() {
      const value = varint()
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2
    },
    bytes(count) {
      const view = from.subarray(at, Math.min(at + count, end))
      at += view.length
      return view
    },
    skip(count) {
      at = Math.min(at + count, end)
    },
    get at() {
      return at
    },
    get ended() {
      return at >= end
    },
  }
}
