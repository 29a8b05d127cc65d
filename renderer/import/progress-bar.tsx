import type { Progress } from '../../electron/contract/import.ts'

/** How far something long is; without a measure, that it is under way. */
export function ProgressBar({ progress, label }: { progress: Progress | null; label: string }) {
  return (
    <label className="progress">
      {label}
      <progress {...(progress ? { value: progress.done, max: progress.total } : {})} />
    </label>
  )
}
