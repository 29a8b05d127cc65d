import type { Page } from '@playwright/test'

/** What the tray shows; only hosts that have one. */
export interface TrayView {
  image: string
  tooltip: string
  menu: string[]
}

/** Which host a project of playwright.config.ts runs the specs on. */
export type HostKind = 'headless' | 'desktop' | 'electron'

/** One running Portlight, whichever host runs it. */
export interface Host {
  readonly page: Page
  /** Ends the program as a person would and starts it again on the same data. */
  restart(): Promise<void>
  /** Null on a host without a tray, or where the tray cannot be read. */
  tray(): Promise<TrayView | null>
  close(): Promise<void>
}
