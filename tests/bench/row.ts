/**
 * What a row is held to: its ratio to the reference, or its value alone where the reference is next to nothing; both at
 * most, but for what is better the more there is of it.
 */
export type Goal = { ratio: number } | { value: number } | { atLeast: number }

/** One thing that is measured beside what it is compared with. */
export interface Row {
  name: string
  unit: string
  /** What the reference does. */
  reference: string
  goal: Goal
  /** Starts what both need; `measure` is then called for one after the other, over and over. */
  prepare(): Promise<Pair>
}

export interface Pair {
  /** One figure of ours, and one of the reference, in the row's unit. */
  ours(): Promise<number>
  theirs(): Promise<number>
  close(): Promise<void>
}

/** What is printed of a row, as one line of JSON. */
export interface Figure {
  name: string
  value: number
  unit: string
  reference: string
  referenceValue: number
  ratio: number
  goal: string
  holds: boolean
}

/** An odd number, so that the median is one of them. */
const rounds = 7

/**
 * Measures ours and the reference in turn, so that whatever slows the machine for a while slows both, and compares the
 * medians. A first round of each only warms up.
 */
export async function measure(row: Row): Promise<Figure> {
  const { name, unit, reference, goal } = row
  const pair = await row.prepare()
  const ours: number[] = []
  const theirs: number[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      const [theirFigure, ourFigure] = [await pair.theirs(), await pair.ours()]
      if (round === 0) continue
      theirs.push(theirFigure)
      ours.push(ourFigure)
    }
  } finally {
    await pair.close()
  }
  const [value, referenceValue] = [rounded(middle(ours)), rounded(middle(theirs))]
  const ratio = rounded(middle(ours) / middle(theirs))
  return {
    name,
    value,
    unit,
    reference,
    referenceValue,
    ratio,
    ...judge(goal, unit, value, ratio),
  }
}

function judge(goal: Goal, unit: string, value: number, ratio: number): Pick<Figure, 'goal' | 'holds'> {
  if ('ratio' in goal) return { goal: `ratio <= ${goal.ratio}`, holds: ratio <= goal.ratio }
  if ('value' in goal) return { goal: `value <= ${goal.value} ${unit}`, holds: value <= goal.value }
  return { goal: `value >= ${goal.atLeast} ${unit}`, holds: value >= goal.atLeast }
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
