import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gatherChunks } from '../../electron/probes/gather-chunks.ts'

test('what arrives byte by byte in one turn is passed on in pieces of 16 KiB, and nothing is lost or moved', async () => {
  const gather = gatherChunks()
  const pieces: Buffer[] = []
  gather.on('data', (piece: Buffer) => pieces.push(piece))
  const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, nth) => nth % 251))
  for (const byte of bytes) gather.write(Buffer.of(byte))
  await turn()
  await turn()
  expect(pieces.map(({ byteLength }) => byteLength)).toEqual([16_384, 16_384, 16_384, 50_000 - 3 * 16_384])
  gather.write(Buffer.from('end'))
  gather.end()
  await once(gather, 'end')
  expect(Buffer.concat(pieces).equals(Buffer.concat([bytes, Buffer.from('end')]))).toBe(true)
})

test('a source that is faster than the decoder waits for it', async () => {
  const gather = gatherChunks()
  let written = 0
  // Nobody reads.
  for (; written < 10_000; written++) {
    if (!gather.write(Buffer.alloc(1024))) break
    await turn()
  }
  expect(written).toBeLessThan(200)
  expect(gather.readableLength + gather.writableLength).toBeLessThan(200 * 1024)
})

test('given up, it passes on nothing more', async () => {
  const gather = gatherChunks()
  let passed = 0
  gather.on('data', () => (passed += 1))
  gather.write(Buffer.from('x'))
  gather.destroy()
  await turn()
  await turn()
  expect(passed).toBe(0)
  expect(process.getActiveResourcesInfo()).not.toContain('Immediate')
})
