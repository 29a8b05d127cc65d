import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog } from '../../electron/storage/log.ts'
import { realClock } from './real-clock.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const wall = Date.parse('2026-11-22T15:37:00.123Z')

it('writes one JSON object a line, from its level up, for its owner alone', async () => {
  const directory = join(temporaryDirectory(), 'logs')
  const log = createLog(directory, { ...realClock, wallMs: () => wall })
  log.debug('not written')
  log.info('started', { targets: 3 })
  log.error('went\nwrong')
  await log.close()
  const path = join(directory, 'portlight.log')
  expect(readFileSync(path, 'utf8').split('\n')).toEqual([
    '{"at":"2026-11-22T15:37:00.123Z","level":"info","message":"started","targets":3}',
    '{"at":"2026-11-22T15:37:00.123Z","level":"error","message":"went\\nwrong"}',
    '',
  ])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(directory).mode & 0o777).toBe(0o700)
})

it('rotates at 1 MiB and keeps five old files', async () => {
  const directory = join(temporaryDirectory(), 'logs')
  const line = 'x'.repeat(1024 * 300)
  for (let round = 0; round < 14; round++) {
    const log = createLog(directory, realClock)
    for (let n = 0; n < 3; n++) log.info(line)
    await log.close()
  }
  const names = readdirSync(directory).sort()
  expect(names).toEqual(['portlight.log', ...[1, 2, 3, 4, 5].map((n) => `portlight.log.${n}`)])
  for (const name of names) {
    expect(statSync(join(directory, name)).size).toBeLessThan(1.5 * 1024 * 1024)
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600)
  }
})

it('drops lines while it cannot write, and says how many once it can', async () => {
  const directory = temporaryDirectory()
  const file = join(directory, 'logs')
  writeFileSync(file, 'in the way')
  let monotonicMs = 0
  const log = createLog(file, { ...realClock, monotonicMs: () => monotonicMs })
  log.info('lost with the first attempt')
  await log.close()
  log.info('dropped')
  log.info('dropped')
  expect(existsSync(join(file, 'portlight.log'))).toBe(false)

  rmSync(file)
  monotonicMs += 31_000
  log.info('back')
  await log.close()
  expect(JSON.parse(readFileSync(join(file, 'portlight.log'), 'utf8'))).toMatchObject({
    message: 'back',
    linesLostBefore: 2,
  })
})
