import type { SightView } from '../contract/snapshot.ts'
import type { StateCounts, Summary } from '../contract/states.ts'
import { english, type MenuWords } from './menu-words.ts'
import type { Platform } from './platform.ts'

type Digit = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** The shape in the tray; the outline alone tells the state. */
export type TrayMark = 'up' | 'degraded' | `down-${Digit}` | 'down-9plus' | 'paused' | 'unknown'

const downMarks: readonly TrayMark[] = [
  'down-1',
  'down-2',
  'down-3',
  'down-4',
  'down-5',
  'down-6',
  'down-7',
  'down-8',
  'down-9',
]

/**
 * The mark for a summary. The worst state wins: down, degraded, no verdict, up; paused only when all are. A target that
 * is being confirmed has no verdict of its own and never changes the mark, so one lost packet does not flicker; where
 * all targets are being confirmed, what was shown before stays. While this computer cannot see, what was up may be anything.
 */
export function trayMark({ counts, total }: Summary, sight: SightView, before: TrayMark): TrayMark {
  if (counts.down > 0) return downMarks[counts.down - 1] ?? 'down-9plus'
  if (counts.degraded > 0) return 'degraded'
  if (counts['no-data'] > 0 || (sight.kind === 'blind' && counts.paused < total)) return 'unknown'
  if (counts.up > 0) return 'up'
  if (counts.confirming > 0) return before === 'up' || before === 'degraded' ? before : 'unknown'
  if (counts.pending > 0) return 'unknown'
  return counts.paused > 0 ? 'paused' : 'unknown'
}

/** In the order in which they are counted up. */
const order: readonly (keyof StateCounts)[] = ['up', 'down', 'degraded', 'confirming', 'no-data', 'pending', 'paused']

/** The summary in words, for the tooltip and the menu's first line: `12 up, 1 down`, after why there may be no verdict. */
export function summaryText({ counts, total }: Summary, sight: SightView, words: MenuWords = english): string {
  if (total === 0) return words.nothing
  const why =
    sight.kind === 'blind' ? Object.entries(words.blind).find(([cause]) => cause === sight.cause)?.[1] : undefined
  const states = order
    .filter((state) => counts[state] > 0)
    .map((state) => words.counts[state](counts[state]))
    .join(words.join)
  return why === undefined ? states : words.because(why, states)
}

/** What the panel behind the icon looks like. */
export interface PanelTheme {
  dark: boolean
  /** The system asked not to tell things by colour. */
  highContrast: boolean
}

/**
 * The file in assets/tray for a mark. macOS tints template images itself. Elsewhere trouble is in colour with a rim of
 * its own that serves every panel, and the quiet marks come in an ink for light and one for dark panels.
 */
export function trayImageName(mark: TrayMark, platform: Platform, theme: PanelTheme): string {
  if (platform.os === 'darwin') return `${mark}Template.png`
  const extension = platform.os === 'win32' ? 'ico' : 'png'
  const ink = theme.dark || platform.gnome ? 'on-dark' : 'on-light'
  const trouble = mark === 'degraded' || mark.startsWith('down-')
  return `${mark}-${trouble && !theme.highContrast ? 'colour' : ink}.${extension}`
}
