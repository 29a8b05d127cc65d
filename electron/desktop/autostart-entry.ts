/**
 * One argument of an `Exec` line, always in quotes: inside them the Desktop Entry Specification wants `"`, a backtick, `$`
 * and `\` escaped, doubles every backslash once more because the value is a string, and takes `%` for a field code.
 * A line break cannot be written at all.
 */
function execArgument(text: string): string {
  const quoted = text.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')
  return `"${quoted.replaceAll('\\', '\\\\')}"`
}

/**
 * What `$XDG_CONFIG_HOME/autostart/portlight.desktop` holds so that the session starts this program.
 * https://specifications.freedesktop.org/autostart-spec/latest/ Null where the path cannot be written in such a file.
 */
export function writeAutostartEntry(executable: string, args: readonly string[]): string | null {
  const command = [executable, ...args]
  if (command.some((text) => /[\r\n\0]/.test(text))) return null
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Portlight',
    'Comment=Tells at a glance whether the ports and sites you depend on answer',
    `Exec=${command.map(execArgument).join(' ')}`,
    'Icon=portlight',
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Whether such a file starts anything: desktops turn an entry off in it rather than delete it. */
export function autostartEnabled(text: string): boolean {
  return !/^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(text)
}

/**
 * The program such a file starts, as the specification reads it back; null where it names none, or not in quotes, as
 * somebody else may write it.
 */
export function autostartProgram(text: string): string | null {
  // The value is a string first, then a command line, then its field codes.
  const line = /^\s*Exec\s*=\s*(.*)$/m.exec(text)?.[1]?.replaceAll('\\\\', '\\')
  const quoted = /^"((?:\\.|[^"\\])*)"/.exec(line ?? '')?.[1]
  return quoted?.replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%') ?? null
}
