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

/** Reads what a `HalfWriter` wrote. Half a byte that is left over is skipped with the next `begin`. */
export class HalfReader {
  private reader: ByteReader
  private held = -1

  constructor(reader: ByteReader) {
    this.reader = reader
  }

  begin(): void {
    this.held = -1
  }

  number(): number {
    const first = this.half()
    if (first < larger) return first
    let value = 0
    let scale = 1
    for (;;) {
      const next = this.half()
      value += (next & 7) * scale
      if (next < 8) return value + larger
      scale *= 8
    }
  }

  private half(): number {
    const { held } = this
    if (held >= 0) {
      this.held = -1
      return held
    }
    const both = this.reader.byte()
    this.held = both & 0xf
    return both >> 4
  }
}
