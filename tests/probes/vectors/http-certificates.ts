import { X509Certificate } from 'node:crypto'
import { expect } from 'vitest'
import type { Reason } from '../../../electron/contract/reasons.ts'
import type { ProbeResult } from '../../../electron/contract/result.ts'
import { type Certificates, serveHttps } from '../../lab/https-servers.ts'
import { certificates, httpSpec, httpsUrl, plainTls, trustingLab } from './http-spec.ts'
import type { Row } from './row.ts'

type Kind = Exclude<keyof Certificates, 'root' | 'client'>

/** The certificate in the result is the one the server has, dates and all. */
export async function expectCertificate(result: ProbeResult, kind: Kind): Promise<void> {
  const { certPem, validFrom, expiresAt } = (await certificates())[kind]
  const { fingerprint256 } = new X509Certificate(certPem)
  expect(result.certificate).toMatchObject({
    fingerprint256,
    validFrom: validFrom.toISOString(),
    expiresAt: expiresAt.toISOString(),
    chainExpiresAt: expiresAt.toISOString(),
    chainExpiresFingerprint256: fingerprint256,
  })
}

const faults: readonly { kind: Kind; reason: Reason; said: RegExp }[] = [
  { kind: 'selfSigned', reason: 'tls-self-signed', said: /certificate is self-signed \(CN localhost\)$/ },
  { kind: 'expired', reason: 'tls-expired', said: /certificate expired on \d{4}-\d\d-\d\d \(CN localhost\)$/ },
  { kind: 'notYetValid', reason: 'tls-not-yet-valid', said: /certificate is not valid before \d{4}-\d\d-\d\d/ },
  {
    kind: 'wrongName',
    reason: 'tls-name-mismatch',
    said: /is for other\.example, \*\.other\.example, not for 127\.0\.0\.1$/,
  },
  { kind: 'alien', reason: 'tls-untrusted', said: /certificate is not trusted: its issuer is unknown: CN=Alien root/ },
]

export const faultRows: readonly Row[] = faults.flatMap(({ kind, reason, said }): Row[] => [
  {
    id: 'H12',
    title: kind,
    run: async (lab) => {
      const server = await lab.use(serveHttps((await certificates())[kind]))
      return httpSpec({ target: httpsUrl(server), tls: await trustingLab() })
    },
    expect: {
      code: 1,
      reason,
      check: async (result) => {
        await expectCertificate(result, kind)
        expect(result.certificate?.trusted).toBe(false)
        expect(result.certificate?.trustError).toMatch(said)
        expect(result.message).toBe(`GET ${result.target} failed: its ${result.certificate?.trustError}.`)
        expect(result.timings.tls).toBeGreaterThan(0)
        expect(result.http).toBeNull()
      },
    },
  },
  {
    id: 'H13',
    title: `${kind}, not verified`,
    run: async (lab) => {
      const server = await lab.use(serveHttps((await certificates())[kind]))
      return httpSpec({ target: httpsUrl(server), tls: await trustingLab({ insecureSkipVerify: true }) })
    },
    expect: {
      code: 0,
      check: async (result) => {
        await expectCertificate(result, kind)
        expect(result.certificate?.trusted).toBe(false)
        expect(result.certificate?.trustError).toMatch(said)
        expect(result.http?.bytes).toBe(5)
      },
    },
  },
])

export const trustRows: readonly Row[] = [
  {
    id: 'H12',
    title: 'the lab’s root is not trusted unasked',
    run: async (lab) => httpSpec({ target: httpsUrl(await lab.use(serveHttps((await certificates()).good))) }),
    expect: { code: 1, reason: 'tls-untrusted' },
  },
  {
    id: 'H12',
    title: 'expired and untrusted is expired first',
    run: async (lab) => {
      const server = await lab.use(serveHttps((await certificates()).expired))
      return httpSpec({ target: httpsUrl(server) })
    },
    expect: { code: 1, reason: 'tls-expired' },
  },
  ...(['1.2', '1.3'] as const).map(
    (version): Row => ({
      id: 'H12',
      title: `trusted, TLS ${version}`,
      run: async (lab) => {
        const server = serveHttps((await certificates()).good, { maxVersion: `TLSv${version}` })
        return httpSpec({ target: httpsUrl(await lab.use(server)), tls: await trustingLab() })
      },
      expect: {
        code: 0,
        check: async (result) => {
          await expectCertificate(result, 'good')
          expect(result.certificate).toMatchObject({
            subject: 'CN=localhost, O=Portlight lab',
            issuer: 'CN=Lab root, O=Portlight lab',
            altNames: ['localhost', '127.0.0.1', '0:0:0:0:0:0:0:1'],
            trusted: true,
            trustError: null,
          })
        },
      },
    }),
  ),
  {
    id: 'H12',
    title: 'HTTPS:// in capitals, by name',
    run: async (lab) => {
      const { port } = await lab.use(serveHttps((await certificates()).good))
      return httpSpec({ target: `HTTPS://LocalHost:${port}`, tls: await trustingLab() })
    },
    expect: { code: 0, check: (result) => expectCertificate(result, 'good') },
  },
  {
    id: 'H12',
    title: 'a server name of the user’s choosing is sent and verified',
    run: async (lab) => {
      const { good, wrongName } = await certificates()
      let asked = ''
      const server = serveHttps(good, {
        SNICallback: (name, done) => {
          asked = name
          done(null)
        },
        handler: (_request, response) => response.end(`SNI ${asked}`),
        cert: wrongName.certPem,
        key: wrongName.keyPem,
      })
      const tls = await trustingLab({ serverName: 'www.other.example' })
      return httpSpec({ target: httpsUrl(await lab.use(server)), tls, expectSubstring: 'SNI www.other.example' })
    },
    expect: { code: 0, check: (result) => expectCertificate(result, 'wrongName') },
  },
  ...(['intermediate', 'underIntermediate'] as const).map(
    (anchor): Row => ({
      id: 'H12',
      title: `tls_ca holds ${anchor === 'intermediate' ? 'an intermediate' : 'the leaf'} only`,
      run: async (lab) => {
        const made = await certificates()
        const server = await lab.use(serveHttps(made.underIntermediate))
        return httpSpec({ target: httpsUrl(server), tls: { ...plainTls, ca: made[anchor].certPem } })
      },
      expect: {
        code: 0,
        check: (result) => expectCertificate(result, 'underIntermediate'),
      },
    }),
  ),
  {
    id: 'H12',
    title: 'the server sends no intermediate',
    run: async (lab) => {
      const server = await lab.use(serveHttps((await certificates()).underIntermediate))
      return httpSpec({ target: httpsUrl(server), tls: await trustingLab() })
    },
    expect: {
      code: 1,
      reason: 'tls-untrusted',
      check: (result) => expect(result.certificate?.trustError).toContain('CN=Lab intermediate'),
    },
  },
  {
    id: 'H14',
    title: 'leaf valid 60 d, intermediate 10 d',
    run: async (lab) => {
      const { underIntermediate, intermediate, root } = await certificates()
      const server = serveHttps(underIntermediate, { chain: [intermediate, root] })
      return httpSpec({ target: httpsUrl(await lab.use(server)), tls: await trustingLab() })
    },
    expect: {
      code: 0,
      check: async (result) => {
        const { intermediate, underIntermediate } = await certificates()
        expect(result.certificate).toMatchObject({
          expiresAt: underIntermediate.expiresAt.toISOString(),
          chainExpiresAt: intermediate.expiresAt.toISOString(),
          chainExpiresSubject: 'CN=Lab intermediate, O=Portlight lab',
          trusted: true,
        })
        expect(result.certificate?.chainExpiresFingerprint256).not.toBe(result.certificate?.fingerprint256)
      },
    },
  },
]
