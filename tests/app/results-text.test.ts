import { describe, expect, it } from 'vitest'
import { incidentReport, type ReportInput } from '../../electron/app/incident-report.ts'
import { pastResults } from '../../electron/app/past-results.ts'
import { resultsCsv, resultsJson } from '../../electron/app/results-text.ts'
import type { Incident, PastResult } from '../../electron/contract/history.ts'

const at = Date.parse('2026-11-22T13:00:00.250Z')
const hourMs = 3_600_000

function past(given: Partial<PastResult> = {}): PastResult {
  return {
    at,
    code: 0,
    latency: 12.5,
    confirmed: true,
    degraded: false,
    maintenance: false,
    reason: null,
    message: null,
    result: null,
    ...given,
  }
}

const refused = past({ code: 2, latency: null, reason: 'refused', message: 'tcp db:5432 refused the connection.' })
const about = { id: 'db', name: 'Database', protocol: 'tcp', target: 'db:5432' } as const

async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const kept: T[] = []
  for await (const piece of pieces) kept.push(piece)
  return kept
}

describe('resultsJson', () => {
  it('is one document, whatever the pieces', () => {
    const text = resultsJson(about)
    const local = past({ code: null, latency: null, reason: 'local-offline' })
    const written = [text.begin(), text.piece([past(), refused]), text.piece([local]), text.end()].join('')
    expect(JSON.parse(written)).toEqual({
      target: 'db',
      results: [
        {
          startedAt: '2026-11-22T13:00:00.250Z',
          resultCode: 0,
          result: 'Success',
          reason: null,
          message: null,
          responseTimeMs: 12.5,
          confirmed: true,
          degraded: false,
          maintenance: false,
        },
        expect.objectContaining({ resultCode: 2, result: 'ConnectionFailed', reason: 'refused', responseTimeMs: null }),
        expect.objectContaining({ resultCode: null, result: null, reason: 'local-offline' }),
      ],
    })
  })

  it('is a document without results too', () => {
    const text = resultsJson(about)
    expect(JSON.parse(text.begin() + text.end())).toEqual({ target: 'db', results: [] })
  })
})

const lines = (name: string, ...results: PastResult[]): string[] => {
  const text = resultsCsv({ ...about, name })
  return [text.begin(), text.piece(results), text.end()].join('').split('\r\n')
}

describe('resultsCsv', () => {
  it('has a header and a line for each, all ended by CR LF', () => {
    expect(lines('Database', past(), refused)).toEqual([
      'time,name,target,result_code,result,response_time_ms,reason,message,confirmed,degraded,maintenance',
      '2026-11-22T13:00:00.250Z,Database,db:5432,0,Success,12.5,,,true,false,false',
      '2026-11-22T13:00:00.250Z,Database,db:5432,2,ConnectionFailed,,refused,tcp db:5432 refused the connection.,true,false,false',
      '',
    ])
  })

  it.each([
    ['Data, base', '"Data, base"'],
    ['the "db"', '"the ""db"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['a=b', 'a=b'],
  ])('writes the name %j as %s', (name, cell) => {
    const [, line = ''] = lines(name, past())
    expect(line.startsWith(`2026-11-22T13:00:00.250Z,${cell},db:5432,`)).toBe(true)
  })

  it('does not run what a server said either', () => {
    expect(lines('db', past({ code: 4, message: '=cmd|calc' })).join()).toContain(",'=cmd|calc,")
  })
})

describe('pastResults', () => {
  it('asks hour by hour from the first result on, and gives each once, the oldest first', async () => {
    const kept = [0, 1, 59, 60, 61, 150].map((minutes) => past({ at: at + minutes * 60_000 }))
    const asked: number[] = []
    const ask = (fromMs: number, toMs: number, limit: number): PastResult[] => {
      asked.push(toMs - fromMs)
      // With both ends, the latest first.
      const found = kept.filter((result) => result.at >= fromMs && result.at <= toMs)
      return found.toReversed().slice(0, limit)
    }
    const range = { fromMs: at - 90 * 24 * hourMs, toMs: at + 150 * 60_000 + 1, firstMs: at }
    const pieces = await all(pastResults(ask, range))
    expect(pieces.flat()).toEqual(kept)
    expect(pieces.map((piece) => piece.length)).toEqual([3, 2, 1])
    expect(asked).toEqual([hourMs, hourMs, 30 * 60_000 + 1])
  })

  it('asks nothing where there is no result', async () => {
    let asked = 0
    const ask = (): PastResult[] => {
      asked += 1
      return [past()]
    }
    expect(await all(pastResults(ask, { fromMs: 0, toMs: at, firstMs: null }))).toEqual([])
    expect(asked).toBe(0)
  })
})

const incident = (id: string, given: Partial<Incident>): Incident => ({
  id,
  targetId: 'db',
  openedAt: at,
  closedAt: at + 172_000,
  endUnknown: false,
  codes: [2],
  worst: 2,
  reason: 'refused',
  message: 'tcp db:5432 refused the connection.',
  failures: 12,
  ...given,
})
const target = (id: string, name: string, uptime: number | null, coverage: number) => ({
  ...about,
  id,
  name,
  target: `${id}:5432`,
  uptime: { uptime, coverage },
})
const report = (given: Partial<ReportInput>) =>
  incidentReport({
    fromMs: at - 24 * hourMs,
    toMs: at,
    nowMs: at,
    timeZone: 'Europe/Berlin',
    targets: [],
    incidents: [],
    more: false,
    ...given,
  })

describe('incidentReport', () => {
  it('tells every incident in local time, and who had none', () => {
    const text = report({
      targets: [
        target('db', 'Database', 0.999_59, 0.715),
        target('web', 'web:5432', 1, 1),
        target('new', 'New', null, 0),
      ],
      incidents: [
        incident('3', { openedAt: at - 60_000, closedAt: null, codes: [1], failures: 1, message: '' }),
        incident('2', { openedAt: at - hourMs, closedAt: at - hourMs + 172_000, codes: [2, 1] }),
        incident('1', { openedAt: at - 9 * hourMs, closedAt: at - 8 * hourMs, endUnknown: true }),
      ],
    })
    expect(text).toBe(`Incidents from 2026-11-21 14:00:00 to 2026-11-22 14:00:00 (Europe/Berlin)
3 incidents, 1 not over yet; 1 of 3 targets affected.

Database (db:5432)
Uptime 99.95 % of 71 % observed
- 2026-11-22 13:59:00, not over after 1 min: Timeout, 1 failed probe
- 2026-11-22 13:00:00 to 2026-11-22 13:02:52, 2 min 52 s: ConnectionFailed, then Timeout, 12 failed probes
  tcp db:5432 refused the connection.
- 2026-11-22 05:00:00, last seen down 2026-11-22 06:00:00, end unknown: ConnectionFailed, 12 failed probes
  tcp db:5432 refused the connection.

Without incident:
- web:5432: 100 % of 100 % observed
- New (new:5432): not observed
`)
  })

  it('says that nothing happened, and that there is more than it lists', () => {
    expect(report({ targets: [target('web', 'Web', 1, 0.001)] })).toContain(
      'No incident; 1 target watched.\n\nWithout incident:\n- Web (web:5432): 100 % of <1 % observed\n',
    )
    const many = report({ targets: [target('db', 'Database', 0.5, 1)], incidents: [incident('1', {})], more: true })
    expect(many).toContain('1 incident, all over; 1 of 1 target affected.\nOnly the latest 1 incidents are listed.\n')
  })

  it('keeps names and messages on their line', () => {
    const text = report({
      targets: [target('db', 'Data\nbase\u001b[31m', 0.5, 1)],
      incidents: [incident('1', { message: 'said\r\n- a lie' })],
    })
    expect(text).toContain('Data base [31m (db:5432)')
    expect(text).toContain('  said - a lie\n')
  })
})
