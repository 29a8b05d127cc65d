import { isDeepStrictEqual } from 'node:util'
import { type SecretRef, type TargetConfig, targetConfigSchema } from '../contract/target-config.ts'
import { mapSecrets, placeWord, secretPlaces } from '../interop/map-secrets.ts'
import { notExported } from '../interop/targets-json.ts'

/** The value behind a reference, or null where it cannot be had. */
export type Reveal = (ref: SecretRef) => string | null

/**
 * `config` with the references that `known` has in the same place wherever they stand for the same, or where the file
 * holds no secret to put in its place: what is stored already is not stored again.
 */
export function keepSecrets(config: TargetConfig, known: TargetConfig, reveal: Reveal): TargetConfig {
  const stored = new Map(secretPlaces(known).map(({ ref, place }) => [placeWord(place), ref]))
  return withSecrets(config, (ref, place) => {
    const before = stored.get(place)
    if (!before) return ref
    if (isDeepStrictEqual(ref, notExported)) return before
    const value = reveal(ref)
    return value !== null && value === reveal(before) ? before : ref
  })
}

/** `config` with each reference put through `change`. */
export function withSecrets(config: TargetConfig, change: (ref: SecretRef, place: string) => SecretRef): TargetConfig {
  return targetConfigSchema.parse(mapSecrets(config, (ref, place) => change(ref, placeWord(place))))
}
