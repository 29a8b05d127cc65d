import { describe, expect, it } from 'vitest'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'

describe('createMemorySecrets', () => {
  it('gives back what was put, until it is deleted, under references that do not tell it', async () => {
    const secrets = createMemorySecrets()
    const put = await secrets.put('hunter2')
    if (!put.ok) throw new Error(put.message)
    const sunk = secrets.sink('hunter2')
    expect(sunk.secret).not.toBe(put.ref.secret)
    expect(JSON.stringify([put, sunk])).not.toContain('hunter2')
    expect(await secrets.get(put.ref)).toEqual({ ok: true, value: 'hunter2' })
    await secrets.delete(put.ref)
    expect(await secrets.get(put.ref)).toEqual({ ok: false, message: 'it is not stored; enter it again' })
    expect(await secrets.get(sunk)).toEqual({ ok: true, value: 'hunter2' })
  })
})
