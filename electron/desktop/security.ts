import { app, type Session, type WebContents } from 'electron'

/** Takes every permission from pages of the session: the popover needs none, and Electron's default is to grant. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
}

function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Keeps every page where the program put it: no navigation, no new window, no embedded page. Call before `ready`. */
export function confinePages(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}
