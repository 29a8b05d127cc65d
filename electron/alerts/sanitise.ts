import type { Notification } from './notifier.ts'

/** Characters of a title. */
export const maxTitle = 120
const maxBody = 500

/** Takes up no room, and stands before a dash so that no program takes the text for an option. */
const zeroWidthSpace = '\u200b'

/** Cuts a text to at most `max` characters, the last of them an ellipsis where something was cut. */
export function shorten(text: string, max: number): string {
  const characters = Array.from(text)
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`
}

function clean(text: string, max: number): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return shorten(line.startsWith('-') ? zeroWidthSpace + line : line, max)
}

/**
 * Makes a notification safe for any notifier: names and server replies in it are others' words. No control characters,
 * no leading dash (`notify-send` would take it for an option), title up to 120 and body up to 500 characters.
 */
export function sanitise(notification: Notification): Notification {
  return { ...notification, title: clean(notification.title, maxTitle), body: clean(notification.body, maxBody) }
}
