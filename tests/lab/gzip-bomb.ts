import { pipeline, Readable } from 'node:stream'
import zlib from 'node:zlib'
import { serveHttp } from './http-servers.ts'
import type { LabServer } from './lab-server.ts'

const mebibyte = 1024 * 1024
const blockBytes = 16 * mebibyte

/** One gzip header, and 16 MiB of zeros as deflate data that begins and ends on a byte and refers to nothing before it. */
function parts(): { header: Buffer; block: Buffer } {
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
  const block = zlib.deflateRawSync(Buffer.alloc(blockBytes), { finishFlush: zlib.constants.Z_FULL_FLUSH })
  return { header, block }
}

/**
 * Answers with one gzip file of `totalBytes` zeros, about a thousandth of it on the wire, made on the fly. The file has no
 * end: whoever gets there has read too much.
 */
export async function gzipBombHttp(totalBytes: number): Promise<LabServer & { sentBytes(): number }> {
  const { header, block } = parts()
  let sentBytes = 0
  function* file(): Generator<Buffer> {
    yield header
    for (let left = totalBytes; left > 0; left -= blockBytes) {
      sentBytes += block.byteLength
      yield block
    }
  }
  const server = await serveHttp((_request, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' })
    // A reader that has had enough hangs up, which is no concern of the lab's.
    pipeline(Readable.from(file()), response, () => {})
  })
  return { ...server, sentBytes: () => sentBytes }
}
