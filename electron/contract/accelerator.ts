const modifiers = 'CommandOrControl|CmdOrCtrl|Command|Cmd|Control|Ctrl|Alt|Option|AltGr|Shift|Super|Meta'
const keys =
  "[A-Z0-9]|F(?:[1-9]|1[0-9]|2[0-4])|Space|Tab|Enter|Return|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete|Backspace|Plus|[-=,./;'`[\\]\\\\]"
const pattern = new RegExp(
  `^(?:(?:(?:${modifiers})\\+)*(?:CommandOrControl|CmdOrCtrl|Command|Cmd|Control|Ctrl|Alt|Option|AltGr|Super|Meta)\\+(?:(?:${modifiers})\\+)*(?:${keys})|F(?:[1-9]|1[0-9]|2[0-4]))$`,
)

/**
 * Whether a text names a key combination as Electron writes it, `CommandOrControl+Shift+P`, that may be taken from all
 * other programs: with a modifier beside Shift, or a function key. A letter alone could not be typed anywhere any more.
 * https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators
 */
export function isAccelerator(text: string): boolean {
  const parts = text.split('+')
  return pattern.test(text) && new Set(parts).size === parts.length
}
