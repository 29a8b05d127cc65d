/** So many names: `server01`, `server02`, ... */
export function many(name: string, count: number): string[] {
  const digits = String(count).length
  return Array.from({ length: count }, (_, nth) => `${name}${String(nth + 1).padStart(digits, '0')}`)
}
