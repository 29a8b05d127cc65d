import { parseStatusList, statusAccepted } from '../contract/status-list.ts'
import type { Table } from './toml-table.ts'

const codesKey = 'expect_response_status_codes'
const codeKey = 'expect_response_status_code'
const everyStatus = Array.from({ length: 900 }, (_, index) => index + 100)

/** Categraf asks whether the text contains the status, so `35001` accepts 350 and 500. */
function substringStatuses(text: string): number[] {
  return everyStatus.filter((status) => text.includes(String(status)))
}

function some(statuses: readonly number[]): string {
  return statuses.length > 6 ? `${statuses.slice(0, 6).join(', ')}, ...` : statuses.join(', ')
}

/** `expect_response_status_codes` as a status list. Null when it is not set or cannot be read, which is in the report. */
function readCodes(table: Table): { list: string; accepted: number[] } | null {
  const text = table.text(codesKey) ?? ''
  if (text === '') return null
  const inCategraf = substringStatuses(text)
  const parsed = parseStatusList(text)
  if (!parsed.ok) {
    if (inCategraf.length === 0) {
      table.fail(codesKey, `${codesKey} names no status, so every probe would fail; write "200,301"`)
      return null
    }
    const list = inCategraf.join(',')
    table.warn(codesKey, `${codesKey} is read as "${list}", which is what Categraf finds in it; write that`)
    return { list, accepted: inCategraf }
  }
  const accepted = everyStatus.filter((status) => statusAccepted(parsed.value, status))
  if (accepted.join() !== inCategraf.join()) {
    const differs = inCategraf.length === 0 ? 'nothing' : `only ${some(inCategraf)}`
    table.warn(
      codesKey,
      `${codesKey} = "${text}" accepts ${differs} in Categraf; here it is a list of statuses and ranges`,
    )
  }
  return { list: text, accepted }
}

/** The statuses an instance accepts, as contract/status-list.ts reads them; undefined accepts any. */
export function readExpectedStatus(table: Table): string | undefined {
  const code = table.integer(codeKey)
  const codes = readCodes(table)
  if (code === undefined) return codes?.list
  if (code === 0) {
    table.warn(codeKey, `${codeKey} = 0 fails every probe in Categraf; here it accepts any status, so remove it`)
    return codes?.list
  }
  if (code < 100 || code > 999) {
    table.fail(codeKey, `${codeKey} = ${code} is not a status; write one from 100 to 599`)
    return undefined
  }
  if (codes && !codes.accepted.includes(code)) {
    table.fail(codeKey, `${codeKey} = ${code} is not among ${codesKey}, and both must hold; keep one of them`)
    return undefined
  }
  return String(code)
}
