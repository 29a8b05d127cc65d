import { defineConfig } from '@playwright/test'
import { electronBinary } from './tests/e2e/electron-binary.ts'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Each test starts a whole program; more at once than cores would bend the latencies it measures.
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  projects: [
    { name: 'headless', metadata: { host: 'headless' } },
    { name: 'desktop stand-in', metadata: { host: 'desktop' } },
    // The same specs on the real binary, wherever it has been downloaded.
    ...(electronBinary() === null ? [] : [{ name: 'electron', metadata: { host: 'electron' } }]),
  ],
})
