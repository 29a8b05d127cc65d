/** One line of a list of facts. */
export interface Fact {
  term: string
  value: string
  /** The value is the default, or of less weight for another reason. */
  quiet?: boolean
}

/** Terms and what goes with them, in two columns. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="read">
      {facts.map(({ term, value, quiet }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className={quiet ? 'def' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
