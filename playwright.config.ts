import { defineConfig } from '@playwright/test'
import { electronBinary } from './tests/e2e/electron-binary.ts'
import type { HostKind } from './tests/e2e/host.ts'

export default defineConfig<{ hostKind: HostKind }>({
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
    { name: 'headless', use: { hostKind: 'headless' } },
    { name: 'desktop stand-in', use: { hostKind: 'desktop' } },
    // The same specs on the real binary, wherever it has been downloaded.
    ...(electronBinary() === null ? [] : [{ name: 'electron', use: { hostKind: 'electron' as const } }]),
  ],
})
