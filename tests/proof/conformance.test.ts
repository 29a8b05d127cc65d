import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PeerAnswer } from './blackbox.ts'
import { observedFor, observedIds } from './categraf-observed.ts'
import { conformanceDocument } from './conformance-document.ts'
import { httpsVectors, httpVectors } from './http-vectors.ts'
import { tcpVectors, udpVectors } from './net-vectors.ts'
import { type Compared, runVectors } from './run-vectors.ts'
import type { Vector } from './vector.ts'

const document = resolve(import.meta.dirname, '../../docs/conformance.md')
const directory = mkdtempSync(join(tmpdir(), 'portlight-proof-'))
const families = { 'TCP and TLS': tcpVectors, UDP: udpVectors, HTTP: httpVectors, HTTPS: httpsVectors }
const vectors: readonly Vector[] = Object.values(families).flat()
let results: ReadonlyMap<Vector, Compared>

beforeAll(async () => {
  const compared = await runVectors(vectors, directory)
  results = new Map(compared.map((one) => [one.vector, one]))
}, 90_000)

afterAll(() => rmSync(directory, { recursive: true, force: true }))

function comparedFor(vector: Vector): Compared {
  const compared = results.get(vector)
  if (!compared) throw new Error(`${vector.id} was not probed`)
  return compared
}

/** Where both could be asked, their verdicts agree, or the vector says why they do not. */
function expectVerdict(answer: PeerAnswer, up: boolean, otherwise: string | undefined): void {
  if ('cannot' in answer) expect(otherwise, 'a reason for a disagreement that cannot be').toBeUndefined()
  else expect(answer.success, answer.output).toBe(otherwise === undefined ? up : !up)
}

describe.each(Object.entries(families))('%s', (_, family) => {
  describe.each(family.map((vector) => [vector.title, vector] as const))('%s', (_title, vector) => {
    const codes = [vector.code].flat()

    it('has the result code it is meant to have', () => {
      const { ours } = comparedFor(vector)
      expect(codes, ours.message).toContain(ours.resultCode)
    })

    it('has the verdict of the blackbox exporter', () => {
      const { ours, blackbox } = comparedFor(vector)
      expectVerdict(blackbox, ours.resultCode === 0, vector.otherwise?.blackbox)
    })

    it('has the verdict of the monitoring plugins', () => {
      const { ours, plugins } = comparedFor(vector)
      expectVerdict(plugins, ours.resultCode === 0, vector.otherwise?.plugins)
    })

    it('has Categraf’s code', () => {
      const observed = observedFor(vector.id)
      if (vector.categrafCannot !== undefined) expect(observed).toBeNull()
      const same = observed === null || observed.codes.join() === codes.join()
      expect(same).toBe(vector.otherwise?.categraf === undefined)
    })
  })
})

describe('the vectors', () => {
  it('have ids of their own, and everything Categraf was observed to do is among them', () => {
    const ids = vectors.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(observedIds.filter((id) => !ids.includes(id))).toEqual([])
  })
})

describe('docs/conformance.md', () => {
  it('says what came out here; after a change run UPDATE_DOCS=1 npx vitest run tests/proof', () => {
    const sections = Object.entries(families).map(([title, family]) => ({ title, results: family.map(comparedFor) }))
    const text = conformanceDocument(sections)
    if (process.env.UPDATE_DOCS === '1') writeFileSync(document, text)
    expect(readFileSync(document, 'utf8')).toBe(text)
  })
})
