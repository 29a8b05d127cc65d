import { describe, expect, it } from 'vitest'
import { parseStatusList, statusAccepted } from '../../electron/contract/status-list.ts'

function accepts(list: string, status: number): boolean {
  const parsed = parseStatusList(list)
  if (!parsed.ok) throw new Error(parsed.message)
  return statusAccepted(parsed.value, status)
}

describe('parseStatusList', () => {
  it.each([
    ['200', [200], [201, 199]],
    ['200|301', [200, 301], [300]],
    ['200, 204 301', [200, 204, 301], [202]],
    ['200-299', [200, 250, 299], [300, 199]],
    ['2xx', [200, 299], [300]],
    ['2XX,404', [204, 404], [403]],
  ])('%s', (list, yes, no) => {
    expect(yes.filter((status) => !accepts(list, status))).toEqual([])
    expect(no.filter((status) => accepts(list, status))).toEqual([])
  })

  it.each(['', ' , ', '2000', '20', '300-200', '099', '0', 'ok', '200-', 'xxx'])('refuses "%s"', (list) =>
    expect(parseStatusList(list)).toMatchObject({ ok: false, message: expect.stringContaining('write 200') }),
  )
})
