import { readBody } from './body.ts'
import { type BodyExpectation, bodyExpectations, isMet } from './body-expectations.ts'
import { withoutEchoes } from './echoed-secrets.ts'
import type { Answer } from './http-exchange.ts'
import type { HttpRun } from './http-trace.ts'
import { bodyFinding, headerFinding, mismatchFinding, statusFinding } from './http-words.ts'
import type { Judged } from './spec.ts'
import { abortedFinding, type Finding, resourceFinding } from './words.ts'

/** What is wrong with an answer, or null; and how much of its body was read to know. */
export interface Judgement {
  finding: Finding | null
  bytes: number
}

/**
 * Judges a final answer: its status at the headers, as a wrong one does not wait for the body; then whether the body
 * came whole; then what is expected of headers and body. It never rejects.
 */
export async function judgeAnswer(run: HttpRun, answer: Answer): Promise<Judgement> {
  const { spec, env, deadlineMs } = run
  const { clock, signal, matcher } = env
  const { status, response } = answer
  const wrongStatus = statusFinding(spec, status)
  if (wrongStatus) return { finding: wrongStatus, bytes: 0 }

  const limits = { deadlineMs, clock, signal }
  const expectations = bodyExpectations(spec)
  const body = await readBody(answer, { ...limits, wanted: expectations.length > 0 })
  const { bytes } = body
  if (!body.ok) {
    const announced = announcedLength(response.headers)
    const facts = { status, bytes, announced, timeoutMs: spec.responseTimeoutMs }
    return { finding: bodyFinding(body.reason, body.code, facts), bytes }
  }
  const wrongHeader = await judgeHeaders(run, answer)
  if (wrongHeader) return { finding: wrongHeader, bytes }
  for (const expectation of expectations) {
    const finding = judgementOf(run, await isMet(expectation, body.content, matcher, limits), expectation, {
      status,
      bytes,
      capped: body.capped,
    })
    if (finding) return { finding, bytes }
  }
  return { finding: null, bytes }
}

function judgementOf(
  { spec }: HttpRun,
  judged: Judged,
  expectation: BodyExpectation,
  place: { status: number; bytes: number; capped: boolean },
): Finding | null {
  if (!judged.ok) return unjudgedFinding(judged.failure)
  const { verdict } = judged
  if (verdict.met) return null
  const found = verdict.found === null ? null : withoutEchoes(spec, verdict.found)
  return mismatchFinding(place, expectation, { ...verdict, found })
}

/** Nothing is known of the target: it was this machine that had no time or no means. */
function unjudgedFinding(failure: (Judged & { ok: false })['failure']): Finding {
  switch (failure) {
    case 'aborted':
      return abortedFinding
    case 'resources':
      return resourceFinding('ENOMEM')
    case 'timeout': {
      const words = 'was not judged: this computer took too long to search its body; allow more time'
      return { reason: 'local-resources', words, detail: {} }
    }
  }
}

async function judgeHeaders({ spec, env, deadlineMs }: HttpRun, { status, response }: Answer): Promise<Finding | null> {
  const { clock, signal, matcher } = env
  for (const expected of spec.expectHeaders) {
    const values = fieldValues(response.rawHeaders, expected.name)
    let met = false
    for (const value of values) {
      if (expected.matches !== undefined) met ||= value.includes(expected.matches)
      if (met || expected.regex === undefined) continue
      const job = { kind: 'pattern', pattern: expected.regex } as const
      const judged = await matcher.judge(value, job, { deadlineMs, clock, signal })
      if (!judged.ok) return unjudgedFinding(judged.failure)
      met = judged.verdict.met
    }
    if (!met) return headerFinding(status, expected, values.length > 0)
  }
  return null
}

/** The values of a field, one for each of its lines, as bytes: Node hands them over as Latin-1. */
function fieldValues(rawHeaders: readonly string[], name: string): Buffer[] {
  return rawHeaders.flatMap((field, index) =>
    index % 2 === 0 && field.toLowerCase() === name.toLowerCase()
      ? [Buffer.from(rawHeaders[index + 1] ?? '', 'latin1')]
      : [],
  )
}

/** The body's length as announced; null when it was not, or when it says nothing about the decoded bytes. */
function announcedLength(headers: Answer['response']['headers']): number | null {
  const encoded = !/^(?:identity)?$/i.test(headers['content-encoding']?.trim() ?? '')
  const length = headers['content-length']
  return encoded || length === undefined || !/^\d{1,15}$/.test(length) ? null : Number(length)
}
