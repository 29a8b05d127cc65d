import { readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod/mini'
import type { Notice } from '../../contract/snapshot.ts'
import type { Clock, Memory } from '../../monitor/ports.ts'
import { errorCode } from '../error-reason.ts'
import { setAside } from '../set-aside.ts'

const stateSchema = z.object({
  schemaVersion: z.literal(1),
  told: z.record(
    z.string(),
    z.object({ code: z.int(), sinceMs: z.number(), certificates: z.record(z.string(), z.number()) }),
  ),
})

/**
 * Takes what was told from the `state.json` of earlier versions beside the history at `path`, once: it is then renamed
 * to `state.json.moved`. A file that cannot be read is put aside and all is taken as untold.
 */
export async function moveState(
  path: string,
  clock: Clock,
  memory: Memory,
  save: () => Promise<boolean>,
): Promise<Notice[]> {
  const state = join(dirname(path), 'state.json')
  try {
    const { told } = z.parse(stateSchema, JSON.parse(readFileSync(state, 'utf8')))
    for (const [id, { code, sinceMs, certificates }] of Object.entries(told)) {
      memory.set(id, 'told', { code, sinceMs })
      memory.set(id, 'certificates', certificates)
    }
    if (await save()) renameSync(state, `${state}.moved`)
    return []
  } catch (error) {
    // A file that cannot be renamed is moved again at the next start, which changes nothing.
    if (errorCode(error) !== null) return []
    const aside = setAside(state, 'corrupt', new Date(clock.wallMs()))
    if (aside.ok) rmSync(state, { force: true })
    const params: Notice['params'] = aside.ok
      ? { path: aside.path, original: state }
      : { path: state, reason: `${aside.message}.` }
    return [{ id: 'state', severity: 'warning', code: 'state-set-aside', params }]
  }
}
