import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createTraceClock } from './clock.ts'
import { ms } from './duration.ts'
import { createTracedProbe } from './fake-probe.ts'
import type { Happening, Host, Trace } from './format.ts'
import { networks } from './happenings.ts'
import { configOf, createKept } from './kept.ts'
import { beginProgram, type Program, type World } from './program.ts'
import { createRecord, type Recorded } from './record.ts'

/** Monday noon. */
const usualStart = '2026-06-01T12:00:00Z'

/** After the machine goes on, its own timers run before anybody is told that it slept. */
const resumeToldMs = 300

interface Step {
  atMs: number
  take: () => Promise<void>
}

/** Runs a trace on one host, in milliseconds of fake time, and answers all that came of it. */
export async function replay(trace: Trace, host: Host): Promise<Recorded> {
  const record = createRecord()
  const clock = createTraceClock(Date.parse(trace.startsAt ?? usualStart))
  const world: World = {
    clock,
    host,
    kept: createKept(trace),
    record,
    probe: createTracedProbe(clock, trace.targets, (probed) => record.probes.push(probed)),
    network: networks.home,
    online: true,
    notifier: 'works',
  }
  const run = { program: beginProgram(world) }

  for (const step of stepsOf(trace, world, run)) {
    if (clock.elapsedMs() > step.atMs) throw new Error('in the trace, something happens while the machine stands still')
    await clock.runTo(step.atMs)
    await step.take()
  }
  await clock.runTo(ms(trace.ends))
  // Ending the program closes what is open, until the next run.
  const incidents = new Map(record.incidents)
  await clock.runUntil(run.program.stop())
  record.incidents = incidents
  record.timersLeft = clock.pending()
  return record
}

function stepsOf(trace: Trace, world: World, run: { program: Program }): Step[] {
  const added = Object.entries(trace.targets).flatMap(([id, target]): Step[] => {
    if (target.addedAt === undefined) return []
    const config = configOf(id, target)
    const take = async () => {
      world.kept.settings.change((before) => ({ ...before, targets: [...before.targets, config] }))
      run.program.portlight.monitor.add(config, null)
    }
    return [{ atMs: ms(target.addedAt), take }]
  })
  const shown = Object.keys(trace.shows ?? {}).map((at): Step => {
    const take = async () => {
      const { targets } = run.program.portlight.feed.snapshot()
      world.record.shown.set(ms(at), new Map(targets.map(({ id, state }) => [id, state])))
    }
    return { atMs: ms(at), take }
  })
  const happening = (trace.happens ?? []).map(
    ([at, what]): Step => ({ atMs: ms(at), take: () => happen(what, world, run) }),
  )
  return [...added, ...happening, ...shown].sort((a, b) => a.atMs - b.atMs)
}

async function happen(what: Happening, world: World, run: { program: Program }): Promise<void> {
  const { clock, kept, host } = world
  const { program } = run
  const announced = host === 'desktop'
  switch (what.kind) {
    case 'sleep': {
      const { announces } = what
      if (announced && (announces === 'both' || announces === 'suspend')) program.announce.suspend()
      clock.standStill(ms(what.for), what.counted)
      await clock.runTo(clock.elapsedMs() + resumeToldMs)
      if (announced && (announces === 'both' || announces === 'resume')) program.announce.resume()
      return
    }
    case 'stop':
      return clock.standStill(ms(what.for), true)
    case 'online':
      world.online = what.online
      if (announced) program.announce.online(what.online)
      return
    case 'network':
      world.network = what.network
      return
    case 'clock':
      return clock.setWall(ms(what.by))
    case 'restart':
      await clock.runUntil(program.stop())
      await clock.runTo(clock.elapsedMs() + ms(what.after))
      run.program = beginProgram(world)
      return
    case 'crash':
      clock.forgetTimers()
      clock.standStill(ms(what.after), true)
      run.program = beginProgram(world)
      return
    case 'edit':
      program.portlight.monitor.update(rewrite(what.target, what.change, kept))
      return
    case 'rewrite':
      rewrite(what.target, what.change, kept)
      return
    case 'vanish':
      return program.portlight.monitor.remove(what.target)
    case 'reappear':
      return program.portlight.monitor.add(inList(what.target, kept), null)
    case 'remove':
      return program.ask('targets:remove', { ids: [what.target] })
    case 'restore':
      return program.ask('targets:restore', { ids: [what.target] })
    case 'pause':
      return program.ask('targets:pause', { ids: what.targets, until: wallTime(what.until, clock) })
    case 'unpause':
      return program.ask('targets:resume', { ids: what.targets })
    case 'snooze':
      return program.ask('targets:snooze', { scope: what.scope, until: wallTime(what.until, clock) })
    case 'unsnooze':
      return program.ask('targets:unsnooze', { scope: what.scope })
    case 'settings': {
      const { quietHours, ...others } = what.change
      const before = kept.settings.current.alerts?.quietHours
      const quiet = quietHours && before ? { quietHours: { ...before, ...quietHours } } : {}
      return program.ask('alerts:set', { ...others, ...quiet })
    }
    case 'notifications':
      return program.ask('preferences:set', { notifications: what.on })
    case 'notifier':
      world.notifier = what.mode
      return
  }
}

function inList(id: string, { settings }: World['kept']): TargetConfig {
  const target = settings.current.targets.find((each) => each.id === id)
  if (!target) throw new Error(`the trace names ${id}, which is not in the list`)
  return target
}

/** Answers the target as it is now in the settings. */
function rewrite(id: string, change: object, kept: World['kept']): TargetConfig {
  const before = inList(id, kept)
  const after = { ...before, ...change }
  kept.settings.change((settings) => ({
    ...settings,
    targets: settings.targets.map((target) => (target === before ? after : target)),
  }))
  return after
}

/** A time of the trace by the clock on the wall, as it goes now. */
function wallTime(at: string | null, clock: World['clock']): string | null {
  return at === null ? null : new Date(clock.wallMs() + ms(at) - clock.elapsedMs()).toISOString()
}
