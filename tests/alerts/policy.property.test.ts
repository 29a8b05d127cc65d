import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { tcpTarget } from '../monitor/samples.ts'
import { createFakeMemory, createStage, type Stage } from './stage.ts'

const ids = ['router', 'a', 'b', 'c'] as const
type Id = (typeof ids)[number]

const targets: TargetConfig[] = [
  tcpTarget('router'),
  tcpTarget('a', { dependsOn: ['router'] }),
  tcpTarget('b', { tags: ['prod'] }),
  tcpTarget('c', { dependsOn: ['a'] }),
]

const id = fc.constantFrom(...ids)
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('turn' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('other code' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('flap' as const), id }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(100, 3000, 20_000, 300_000, 8_000_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('snooze' as const, 'maintain' as const), id }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('quiet' as const, 'blink' as const, 'restart' as const) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Plays the steps before a monitor that sees every target once in 10 s, and ends in an hour without anything in the way. */
async function play(steps: readonly Step[]) {
  const clock = createFakeClock()
  const memory = createFakeMemory()
  const runs: Stage[] = []
  const downs: Id[] = []
  const seen: { id: Id; failed: boolean; atMs: number }[] = []
  const is = new Map<Id, { down: boolean; code: number; flapping: boolean }>(
    ids.map((id) => [id, { down: false, code: 1, flapping: false }]),
  )
  let stage = begin()

  function begin(): Stage {
    const begun = createStage({ clock, memory, targets })
    runs.push(begun)
    return begun
  }

  const of = (id: Id) => {
    const state = is.get(id)
    if (!state) throw new Error(id)
    return state
  }

  function probe(id: Id): void {
    const { down, code } = of(id)
    seen.push({ id, failed: down, atMs: clock.monotonicMs() })
    // In maintenance nothing counts.
    const counted = !stage.silences.get(id)?.maintenance
    stage.result(id, down ? code : 0, down ? 'down' : 'up', {}, counted)
  }

  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 10_000) {
      await clock.advance(Math.min(10_000, left))
      if (stage.state.sight.kind === 'seeing') for (const id of ids) probe(id)
    }
  }

  function turn(id: Id): void {
    const state = of(id)
    // What a monitor does not count, it does not take for a change.
    if (state.flapping || stage.silences.get(id)?.maintenance) return
    state.down = !state.down
    seen.push({ id, failed: state.down, atMs: clock.monotonicMs() })
    if (!state.down) return stage.recovered(id)
    downs.push(id)
    stage.down(id, state.code)
  }

  const actions: { [K in Step['kind']]: (step: Extract<Step, { kind: K }>) => Promise<void> | void } = {
    turn: ({ id }) => turn(id),
    'other code'({ id }) {
      const state = of(id)
      if (!state.down || state.flapping || stage.silences.get(id)?.maintenance) return
      const from = state.code
      state.code = 3 - from
      stage.changed(id, from, state.code)
    },
    flap({ id }) {
      const state = of(id)
      state.flapping = !state.flapping
      if (state.flapping) stage.flapping(id, state.down ? state.code : 0)
      else stage.steady(id, state.down ? state.code : 0)
    },
    wait: ({ ms }) => pass(ms),
    snooze({ id }) {
      const until = new Date(clock.wallMs() + 600_000).toISOString()
      if (stage.silences.has(id)) stage.silences.delete(id)
      else stage.silences.set(id, { snoozed: { until } })
    },
    maintain({ id }) {
      const until = new Date(clock.wallMs() + 600_000).toISOString()
      if (stage.silences.has(id)) stage.silences.delete(id)
      else stage.silences.set(id, { maintenance: { until, name: 'm' } })
    },
    quiet() {
      const { settings } = stage.state
      const quietHours = { ...settings.quietHours, enabled: !settings.quietHours.enabled, from: '00:00', to: '00:00' }
      stage.state.settings = { ...settings, quietHours: { ...quietHours, exceptTags: ['prod'] } }
      stage.alerts.refresh()
    },
    async blink() {
      stage.see({ kind: 'blind', cause: 'offline', sinceMs: clock.wallMs() })
      await clock.advance(30_000)
      stage.see({ kind: 'settling', cause: 'network', sinceMs: clock.wallMs() })
      await clock.advance(8000)
      stage.see({ kind: 'seeing' })
    },
    restart() {
      stage.stop()
      stage = begin()
    },
  }

  async function act<K extends Step['kind']>(kind: K, one: Extract<Step, { kind: K }>): Promise<void> {
    await actions[kind](one)
  }

  for (const one of steps) await act<Step['kind']>(one.kind, one)
  stage.silences.clear()
  for (const id of ids) if (of(id).flapping) await actions.flap({ kind: 'flap', id })
  // Who is behind another that is down is not told.
  for (const id of ['router', 'a'] as const) if (of(id).down) turn(id)
  stage.state.settings = { ...stage.state.settings, quietHours: { ...stage.state.settings.quietHours, enabled: false } }
  stage.alerts.refresh()
  await pass(3_600_000)
  stage.stop()
  expect(clock.pending()).toBe(0)
  const sent = runs.flatMap((run) => run.sent)
  const decisions = runs.flatMap((run) => run.decisions)
  return { sent, decisions, downs, seen, of }
}

const bad = new Set(['down', 'still-down', 'reminder', 'changed'])

it('a person who reads every notice knows how each target stands, and why each failure was (not) told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { sent, decisions, downs, seen, of } = await play(steps)
      for (const id of ids) {
        const about = decisions.filter(({ targetId }) => targetId === id)
        const told = about.filter(({ outcome }) => outcome !== 'suppressed')
        const subjects = (names: string[]) => told.filter(({ subject }) => names.includes(subject))

        // What was said last of it is how it stands.
        const last = subjects(['down', 'still-down', 'up', 'steady']).at(-1)
        const saidDown =
          last?.subject === 'steady' ? last.params['label'] !== undefined : last !== undefined && last.subject !== 'up'
        expect(saidDown).toBe(of(id).down)

        // Between two notices that it is down there is one that it is not, or that it flaps.
        const order = subjects(['down', 'still-down', 'up', 'flapping', 'steady']).map(({ subject }) => subject)
        for (const [nth, subject] of order.entries()) {
          const before = order[nth - 1]
          if (subject === 'down' || subject === 'still-down') expect(['down', 'still-down']).not.toContain(before)
          if (subject === 'up') expect(before).not.toBe('up')
        }

        // Each failure is told, is part of a notice, or has a rule.
        const failures = downs.filter((down) => down === id).length
        const explained = about.filter(({ subject, rule }) => subject === 'down' && rule !== 'notifications-off').length
        expect(explained).toBeGreaterThanOrEqual(failures)
        for (const { outcome, rule } of about) expect(rule === null).toBe(outcome === 'told')
      }
      // Every notice stands in the decisions of each target it is about, and none says down of one that answered last.
      const toldOf = decisions.filter(({ targetId, outcome }) => targetId !== null && outcome !== 'suppressed')
      const inNotices = sent.flatMap(({ subject, targetIds }) => (subject === 'offline' ? [] : targetIds))
      const partOf = decisions.filter(({ rule, params }) => rule === 'gathered' && params['count'] === '1')
      expect(inNotices).toHaveLength(toldOf.length - partOf.length)
      for (const { subject, targetIds, atMs } of sent) {
        if (!bad.has(subject)) continue
        for (const target of targetIds) {
          expect(seen.findLast(({ id, atMs: seenMs }) => id === target && seenMs < atMs)?.failed).toBe(true)
        }
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)
