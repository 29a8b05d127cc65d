import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/long/**'],
    environment: 'node',
    // Probe tests measure times on loopback; more files at once than cores would bend them.
    maxWorkers: 2,
    testTimeout: 20_000,
    env: { TZ: 'UTC' },
  },
})
