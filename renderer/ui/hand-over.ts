/** Lets the browser save a text as a file. */
export function saveAsFile(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has the data by then; in this tick it would not.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/**
 * Puts a text on the clipboard; false where that could not be done. The modern way needs a secure context and a permission:
 * a page over plain HTTP has no such context, and the desktop host gives no permissions, so there the old way is taken.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'hidden-text'
  field.setAttribute('readonly', '')
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
