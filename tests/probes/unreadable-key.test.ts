import net from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { probe } from '../../electron/probes/probe.ts'
import { makeCertificates, serveHttps } from '../lab/https-servers.ts'
import { startLabServer } from '../lab/lab-server.ts'
import { httpSpec, httpsUrl } from './vectors/http-spec.ts'
import { at, createLab, tcpSpec, tlsSpec } from './vectors/lab.ts'

// The object identifiers of elliptic-curve keys and of the curve P-256 (RFC 5480, section 2), and one nobody has given.
const keyOnP256 = Buffer.from('06072a8648ce3d020106082a8648ce3d030107', 'hex')
const keyOfNoKind = Buffer.from('06072a8648ce3d027f06082a8648ce3d03017f', 'hex')

const { good, underIntermediate, intermediate, root } = await makeCertificates()
const lab = createLab()
afterEach(() => lab.close())

/** Makes the key of one of the certificates in these bytes one of no kind: of the first, or of the one after it. */
function spoil(bytes: Buffer, which: 'leaf' | 'intermediate'): Buffer {
  const leaf = bytes.indexOf(keyOnP256)
  const at = which === 'leaf' || leaf === -1 ? leaf : bytes.indexOf(keyOnP256, leaf + 1)
  if (at !== -1) keyOfNoKind.copy(bytes, at)
  return bytes
}

test.each(['leaf', 'intermediate'] as const)(
  'a public key that cannot be read ends the handshake, and nothing else: %s',
  async (which) => {
    // Under TLS 1.2 certificates travel in the clear, and can be changed on the way: Node would not serve such a one.
    const behind = await lab.use(serveHttps(underIntermediate, { chain: [intermediate], maxVersion: 'TLSv1.2' }))
    const server = await lab.use(
      startLabServer(
        net.createServer((near) => {
          const far = net.connect(behind.port, behind.address)
          far.on('error', () => near.destroy()).on('data', (chunk) => near.write(spoil(chunk, which)))
          near.on('close', () => far.destroy()).pipe(far)
        }),
      ),
    )
    const tls = tlsSpec({ ca: root.certPem, serverName: 'localhost' })
    const failed = { reason: 'tls-handshake', certificate: { subject: 'CN=localhost, O=Portlight lab' } }
    expect(await probe(tcpSpec({ target: at(server), tls }), lab.env)).toMatchObject({ resultCode: 2, ...failed })
    expect(await probe(httpSpec({ target: httpsUrl(server), tls }), lab.env)).toMatchObject({
      resultCode: 1,
      ...failed,
    })
  },
)

test('the path is found whatever else the server sends, and in whatever order', async () => {
  const server = await lab.use(serveHttps(underIntermediate, { chain: [root, good, intermediate, intermediate] }))
  expect(
    await probe(httpSpec({ target: httpsUrl(server), tls: tlsSpec({ ca: root.certPem }) }), lab.env),
  ).toMatchObject({
    resultCode: 0,
    certificate: {
      subject: 'CN=localhost, O=Portlight lab',
      trusted: true,
      chainExpiresAt: intermediate.expiresAt.toISOString(),
      chainExpiresSubject: 'CN=Lab intermediate, O=Portlight lab',
    },
  })
})
