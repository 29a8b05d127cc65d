/** Text from elsewhere on one line, so that no name or server can move the cursor of a person's terminal, or break a list. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}+/gu, ' ')
}
