const lookEveryMs = 250

/**
 * Ends this process when npm was told to end. npm passes the signal to the shell it started, and common shells die of it
 * without telling what runs in them; an orphan would go on holding the data directory.
 */
export function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, lookEveryMs)
  timer.unref()
}
