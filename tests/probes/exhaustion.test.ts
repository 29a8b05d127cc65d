import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { probeResultSchema } from '../../electron/contract/result.ts'

const script = fileURLToPath(new URL('./exhaustion-child.ts', import.meta.url))

// Only POSIX shells can lower the limit of a process.
test.runIf(process.platform !== 'win32')(
  'a machine without a file descriptor left blames itself, not the target',
  async () => {
    const command = 'ulimit -n 64 && exec "$0" "$1"'
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, script])
    const results = z.array(probeResultSchema).parse(JSON.parse(stdout))
    expect(results.map(({ target }) => target)).toEqual(['127.0.0.1:1', '127.0.0.1:1', 'localhost:1'])
    for (const { resultCode, reason, detail, message } of results) {
      expect({ resultCode, reason, detail }).toEqual({
        resultCode: null,
        reason: 'local-resources',
        detail: { resource: 'files', code: 'EMFILE' },
      })
      expect(message).toMatch(/ was not probed: this computer is out of file descriptors\.$/)
    }
  },
)
