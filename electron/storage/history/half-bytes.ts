import type { ByteReader, ByteWriter } from './bytes.ts'

/** Small numbers in half a byte each, larger ones in a few. */
export interface HalfWriter {
  number(value: number): void
  /** Fills the last byte. */
  end(): void
}

const larger = 15

export function createHalfWriter(writer: ByteWriter): HalfWriter {
  let held: number | null = null

  function half(value: number): void {
    if (held === null) {
      held = value
      return
    }
    writer.byte((held << 4) | value)
    held = null
  }

  return {
    number(value) {
      if (value < larger) return half(value)
      half(larger)
      let rest = value - larger
      while (rest >= 8) {
        half((rest % 8) | 8)
        rest = Math.floor(rest / 8)
      }
      half(rest)
    },
    end() {
      if (held !== null) half(0)
    },
  }
}

/** Reads what a `HalfWriter` wrote. */
export function createHalfReader(reader: ByteReader): { number(): number } {
  let held: number | null = null

  function half(): number {
    if (held !== null) {
      const value = held
      held = null
      return value
    }
    const both = reader.byte()
    held = both & 0xf
    return both >> 4
  }

  return {
    number() {
      const first = half()
      if (first < larger) return first
      let value = 0
      let scale = 1
      for (;;) {
        const next = half()
        value += (next & 7) * scale
        if (next < 8) return value + larger
        scale *= 8
      }
    },
  }
}
