import type { TargetConfig } from '../contract/target-config.ts'
import { type Exported, warnFor } from './export-file.ts'
import { placeWord, secretPlaces } from './map-secrets.ts'
import { writeTargetsJson } from './targets-json.ts'

/** Portlight's own file: whole, but for secrets, which a warning names one by one. */
export function exportJson(targets: readonly TargetConfig[]): Exported {
  const warnings: string[] = []
  for (const target of targets) {
    const warn = warnFor(target, warnings)
    for (const { place } of secretPlaces(target)) {
      warn(`its ${placeWord(place)} is a secret and is not written; enter it again after importing`)
    }
  }
  return { files: [{ path: 'portlight-targets.json', text: writeTargetsJson(targets) }], warnings }
}
