import { app, dialog } from 'electron'
import type { CrashReport } from '../storage/crash-report.ts'
import { hiddenArgument } from './login-item.ts'

/** After so many reports in ten minutes starting once more would only go on for ever. */
const maxRecent = 3

export interface CrashGuardDeps {
  /** The process, which hears what nobody caught. */
  events: { on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown }
  /** Writes the report; null when it could not. */
  report: (error: unknown) => CrashReport | null
  /** Of an AppImage: it is mounted anew at each start, so its own path is the one to start again. */
  appImage: string | undefined
}

/**
 * A mistake nobody caught writes a report and starts the program again, hidden: a monitor that is gone without a word is
 * worse than one that lost a minute. The third time in ten minutes it says so instead. Call once, first thing.
 */
export function guardAgainstCrashes({ events, report, appImage }: CrashGuardDeps): void {
  let ending = false
  function crashed(error: unknown): void {
    // What fails while the program ends is no news.
    if (ending) return
    ending = true
    const written = report(error)
    const reason = error instanceof Error ? error.message : String(error)
    const where = written === null ? '' : ` The report is ${written.path}.`
    if (written !== null && written.recent < maxRecent) {
      const given = process.argv.slice(1).filter((argument) => argument !== hiddenArgument)
      app.relaunch({ args: [...given, hiddenArgument], ...(appImage ? { execPath: appImage } : {}) })
    } else {
      dialog.showErrorBox(
        'Portlight has ended',
        `It failed again and again, and watches nothing now: ${reason}.${where}`,
      )
    }
    // Not quit(): what would be stopped in order may be what is broken.
    app.exit(1)
  }
  events.on('uncaughtException', crashed)
  events.on('unhandledRejection', crashed)
}
