/** A duration in whole milliseconds as Go and Prometheus read it: `15s`, `1500ms`. */
export function goDuration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`
}
