import type { TimeRange } from './time-range.ts'

function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '')
}

/** A file's name for a range, safe on every system: `checkout-api-20261121-20261122.csv`, in UTC days. */
export function fileName(name: string, { from, to }: TimeRange, extension: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${plain || 'portlight'}-${day(from)}-${day(to)}.${extension}`
}
