// What a test may do to the running program, as the person and the system would. Both ends import this.

export interface TrayItem {
  label: string
  enabled: boolean
  separator: boolean
}

export interface TrayState {
  /** Name of the file in assets/tray. */
  image: string
  tooltip: string
  menu: TrayItem[]
}

export interface WindowState {
  visible: boolean
  /** A window like any other, with a frame. */
  framed: boolean
  x: number
  y: number
}

/** Every command with its argument and its answer. */
export interface Commands {
  tray: { argument: null; answer: TrayState | null }
  clickTray: { argument: null; answer: null }
  rightClickTray: { argument: null; answer: null }
  /** The item's label, or the beginning of it. */
  clickMenu: { argument: string; answer: null }
  window: { argument: null; answer: WindowState | null }
  /** The window loses the focus, as when the person clicks elsewhere. */
  blurWindow: { argument: null; answer: null }
  notifications: { argument: null; answer: { title: string; body: string }[] }
  clickNotification: { argument: number; answer: null }
  dialogs: { argument: null; answer: string[] }
  power: { argument: 'suspend' | 'resume'; answer: null }
  online: { argument: boolean; answer: null }
  secondInstance: { argument: string[]; answer: null }
  menuBar: { argument: null; answer: string[] }
  /** The browser in which the window is a page, for connectOverCDP; answers when the page has loaded. */
  browser: { argument: null; answer: string }
  /** False when nobody holds it. */
  pressShortcut: { argument: string; answer: boolean }
  /** Addresses handed to the system's browser. */
  opened: { argument: null; answer: string[] }
  /** What guards the pages: the sandbox, and the permissions that are answered at all. */
  guards: { argument: null; answer: string[] }
  quit: { argument: null; answer: null }
}

export type CommandName = keyof Commands

export interface CommandMessage {
  id: number
  name: CommandName
  argument: unknown
}

export type AnswerMessage = { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string }
