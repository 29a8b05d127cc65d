/**
 * What a row is held to: its ratio to the reference, or its value alone where the reference is next to nothing; both at
 * most, but for what is better the more there is of it.
 */
export type Goal = { ratio: number } | { value: number } | { atLeast: number }

/** One thing that is measured beside what it is compared with, in turn. */
export interface PairRow {
  name: string
  unit: string
  /** What the reference does. */
  reference: string
  goal: Goal
  /** An odd number, so that the median is one of them; seven unless told. */
  rounds?: number
  /** Starts what both need; `measure` is then called for one after the other, over and over. */
  prepare(): Promise<Pair>
}

export interface Pair {
  /** One figure of ours, and one of the reference, in the row's unit. */
  ours(): Promise<number>
  theirs(): Promise<number>
  close(): Promise<void>
}

/** One run that yields several figures. */
export interface RunRow {
  name: string
  run(): Promise<Measured[]>
}

export type Row = PairRow | RunRow

export interface Measured {
  name: string
  unit: string
  goal: Goal
  value: number
  /** What was measured, and with what it is compared where there is something to compare it with. */
  reference: string
  referenceValue?: number
}

/** What is printed of a figure, as one line of JSON. */
export interface Figure {
  name: string
  value: number
  unit: string
  reference: string
  /** Null, and the ratio too, where there is nothing to compare it with. */
  referenceValue: number | null
  ratio: number | null
  goal: string
  holds: boolean
}

/** Measures a row: one figure, or all of a run. */
export async function figuresOf(row: Row): Promise<Figure[]> {
  if ('run' in row) return (await row.run()).map(figure)
  return [await measurePair(row)]
}

/**
 * Measures ours and the reference in turn, so that whatever slows the machine for a while slows both, and compares the
 * medians. A first round of each only warms up.
 */
async function measurePair(row: PairRow): Promise<Figure> {
  const { rounds = 7 } = row
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
  return figure({ ...row, value: middle(ours), referenceValue: middle(theirs) })
}

function figure({ name, unit, goal, value, reference, referenceValue }: Measured): Figure {
  const ratio = referenceValue === undefined ? null : rounded(value / referenceValue)
  return {
    name,
    value: rounded(value),
    unit,
    reference,
    referenceValue: referenceValue === undefined ? null : rounded(referenceValue),
    ratio,
    ...judge(goal, unit, value, ratio),
  }
}

function judge(goal: Goal, unit: string, value: number, ratio: number | null): Pick<Figure, 'goal' | 'holds'> {
  if ('ratio' in goal) return { goal: `ratio <= ${goal.ratio}`, holds: ratio !== null && ratio <= goal.ratio }
  if ('value' in goal) return { goal: `value <= ${goal.value} ${unit}`, holds: value <= goal.value }
  return { goal: `value >= ${goal.atLeast} ${unit}`, holds: value >= goal.atLeast }
}

/** The middle one of the values. */
export function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
