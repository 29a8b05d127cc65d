/** A key and what it does, as shown in the foot of a view. */
export function KeyHint({ keyName, does }: { keyName: string; does: string }) {
  return (
    <span className="key-hint">
      <kbd>{keyName}</kbd> {does}
    </span>
  )
}
