import { describe, expect, it } from 'vitest'
import { type Decision, decisionRules, decisionSubjects } from '../../electron/contract/decisions.ts'
import type { Incident } from '../../electron/contract/history.ts'
import { fileName } from '../../renderer/detail/file-name.ts'
import { incidentTitle } from '../../renderer/detail/incident-title.ts'
import { ruleText, subjectText } from '../../renderer/telling/decision-text.ts'
import { nowMs } from './fixtures/result.ts'

const decision = (given: Partial<Decision>): Decision => ({
  at: '2026-11-22T13:00:00.000Z',
  targetId: 'a',
  subject: 'down',
  outcome: 'suppressed',
  rule: null,
  params: {},
  incidentId: null,
  ...given,
})

describe('what was told', () => {
  it('says what it was about', () => {
    expect(subjectText(decision({ params: { label: 'Timeout' } }))).toBe('is down, Timeout')
    const params = { certificate: 'CN=Example Issuing CA 3, O=Example Trust', until: '2026-12-01T00:00:00Z' }
    expect(subjectText(decision({ subject: 'certificate', params }))).toBe(
      'has a certificate near its end, Example Issuing CA 3',
    )
    expect(subjectText(decision({ subject: 'up' }))).toBe('is up again')
  })

  it.each<[Partial<Decision>, string]>([
    [{ outcome: 'told' }, 'Told you: nothing spoke against it'],
    [
      { rule: 'not-confirmed', params: { failures: '1', needed: '2' } },
      'It failed once and then answered. Notices need 2 failures in a row.',
    ],
    [{ rule: 'snoozed', params: { until: '2026-11-22T15:00:00.000Z' } }, 'You had snoozed it until 15:00.'],
    [{ rule: 'snoozed' }, 'You had snoozed it until it recovers.'],
    [
      { rule: 'parent-down', params: { parent: 'Edge router' } },
      'It is reached through Edge router, which was down. That was told instead.',
    ],
    [{ rule: 'blind', params: { cause: 'offline' } }, 'This computer could not see its targets: it was offline.'],
    [{ outcome: 'gathered', rule: 'gathered', params: { count: '7' } }, 'It was told in one notice of 7.'],
  ])('%j', (given, text) => expect(ruleText(decision(given), nowMs)).toBe(text))

  it('has whole sentences for every rule and words for every subject, whatever is known', () => {
    const odd = { count: 'many', until: 'later', cause: 'constructor', failures: '-1' }
    for (const rule of decisionRules) {
      for (const params of [{}, odd]) {
        expect(ruleText(decision({ rule, params }), nowMs)).toMatch(/^[A-Z][^{}]*\.$/)
      }
    }
    for (const subject of decisionSubjects) expect(subjectText(decision({ subject }))).not.toBe('')
  })
})

describe('incidents', () => {
  const incident: Incident = {
    id: 'i',
    targetId: 'a',
    openedAt: 0,
    closedAt: null,
    endUnknown: false,
    codes: [2],
    worst: 2,
    reason: 'refused',
    message: '',
    failures: 1,
  }

  it('names the codes in their order, and the reason', () => {
    expect(incidentTitle(incident, 'tcp')).toBe('ConnectionFailed – refused')
    expect(incidentTitle({ ...incident, codes: [6, 2], reason: null }, 'http')).toBe('CodeMismatch, then Timeout')
  })

  it('does not say the same twice', () => {
    expect(incidentTitle({ ...incident, reason: 'header-timeout' }, 'http')).toBe(
      'Timeout – connected, but no answer in time',
    )
  })
})

it.each([
  ['Checkout API', 'checkout-api-20261121-20261122.csv'],
  ['../../etc/passwd', 'etc-passwd-20261121-20261122.csv'],
  ['订单 数据库', '订单-数据库-20261121-20261122.csv'],
  ['???', 'portlight-20261121-20261122.csv'],
])('%s is saved as %s', (name, file) => {
  expect(fileName(name, { from: nowMs - 86_400_000, to: nowMs }, 'csv')).toBe(file)
})
