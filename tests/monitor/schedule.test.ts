import { expect, it } from 'vitest'
import { createSchedule } from '../../electron/monitor/schedule.ts'

it('gives back what is due, earliest first, and nothing before its time', () => {
  const schedule = createSchedule()
  schedule.set('late', 30)
  schedule.set('early', 10)
  schedule.set('same', 10)
  expect(schedule.nextMs()).toBe(10)
  expect(schedule.takeDue(9.9)).toBeNull()
  expect([schedule.takeDue(20), schedule.takeDue(20), schedule.takeDue(20)]).toEqual([
    expect.objectContaining({ id: 'early', dueMs: 10 }),
    expect.objectContaining({ id: 'same' }),
    null,
  ])
  expect(schedule.dueMs('late')).toBe(30)
  expect(schedule.dueMs('early')).toBeUndefined()
})

it('agrees with sorting through any sequence of setting, moving, deleting and taking', () => {
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const schedule = createSchedule()
  const model = new Map<string, number>()
  for (let step = 0; step < 20_000; step++) {
    const id = `t${Math.floor(random() * 200)}`
    const choice = random()
    if (choice < 0.6) {
      // Fractions make equal due times rare, so that the model needs no order of its own.
      const dueMs = random() * 1000
      schedule.set(id, dueMs)
      model.set(id, dueMs)
    } else if (choice < 0.8) {
      schedule.delete(id)
      model.delete(id)
    } else {
      const [first] = [...model].sort(([, a], [, b]) => a - b)
      const taken = schedule.takeDue(Infinity)
      expect(taken?.id).toBe(first?.[0])
      if (first) model.delete(first[0])
    }
    if (step % 100 === 0) expect(schedule.nextMs()).toBe(model.size === 0 ? null : Math.min(...model.values()))
  }
})
