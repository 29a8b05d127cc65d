import { join } from 'node:path'
import type { Severity } from './notifier.ts'

/** The image for news of this kind; null where there is no folder of images. */
export function iconPath(folder: string | null, severity: Severity): string | null {
  return folder === null ? null : join(folder, `${severity}.png`)
}
