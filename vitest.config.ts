import { defineConfig } from 'vitest/config'

/** Tests that hold a probe to a deadline. They run alone: a busy neighbour on the other core would bend their times. */
const timed = ['tests/probes/**/*.test.ts', 'tests/isolation/**/*.test.ts', 'tests/fuzz/**/*.test.ts']

/** Tests of minutes: real sleeps, real losses of power. `npm run test:long` runs them. */
const long = ['tests/long/**/*.test.ts']

export default defineConfig({
  test: {
    environment: 'node',
    // Nothing here is measured by it; a test that hangs is ended, also on a machine that is busy with other things.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As above: how long is waited for what is to come about.
    expect: { poll: { timeout: 20_000 } },
    env: { TZ: 'UTC' },
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['tests/**/*.test.ts'],
          exclude: [...timed, ...long],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'timed', include: timed, maxWorkers: 1, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: { name: 'long', include: long, maxWorkers: 1, testTimeout: 600_000, sequence: { groupOrder: 2 } },
      },
    ],
  },
})
