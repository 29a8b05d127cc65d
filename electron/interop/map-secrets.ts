import { type SecretRef, secretRefSchema } from '../contract/target-config.ts'

/** Where in a target's options a secret stands: names, and positions in lists. */
export type SecretPlace = readonly (string | number)[]

/**
 * A copy of a target's options with every reference to a secret put through `change`. It knows no option by name, so
 * that one added later is not forgotten; labels are left alone, whose names are anybody's.
 */
export function mapSecrets(
  value: unknown,
  change: (ref: SecretRef, place: SecretPlace) => SecretRef,
  place: SecretPlace = [],
): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((entry, index) => mapSecrets(entry, change, [...place, index]))
  const ref = secretRefSchema.safeParse(value)
  if (ref.success && place.length > 0) return change(ref.data, place)
  const entries = Object.entries(value).map(([key, entry]) =>
    place.length === 0 && key === 'labels' ? [key, entry] : [key, mapSecrets(entry, change, [...place, key])],
  )
  return Object.fromEntries(entries)
}

/** Every secret of a target's options and where it stands. */
export function secretPlaces(value: unknown): { ref: SecretRef; place: SecretPlace }[] {
  const found: { ref: SecretRef; place: SecretPlace }[] = []
  mapSecrets(value, (ref, place) => {
    found.push({ ref, place })
    return ref
  })
  return found
}

/** A place as one word of a message: `headers[0].value`. */
export function placeWord(place: SecretPlace): string {
  return place.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')
}
