import type { HttpSpec, TlsSpec } from '../../../electron/probes/spec.ts'
import { type Certificates, makeCertificates } from '../../lab/https-servers.ts'
import type { LabServer } from '../../lab/lab-server.ts'
import { at } from './lab.ts'

export const plainTls: TlsSpec = {
  insecureSkipVerify: false,
  serverName: null,
  ca: null,
  cert: null,
  key: null,
  minVersion: null,
  maxVersion: null,
  cipherSuites: [],
}

/** An HTTP target as the popover would make it, save for what is given. */
export function httpSpec(spec: Pick<HttpSpec, 'target'> & Partial<HttpSpec>): HttpSpec {
  return {
    id: 'target-1',
    labels: { team: 'core' },
    family: null,
    interface: null,
    protocol: 'http',
    name: spec.target,
    responseTimeoutMs: 10_000,
    method: 'GET',
    headers: [],
    username: null,
    password: null,
    body: null,
    followRedirects: true,
    expectStatus: '200-399',
    expectSubstring: null,
    expectRegex: null,
    forbidSubstring: null,
    forbidRegex: null,
    expectJson: null,
    expectHeaders: [],
    proxy: null,
    tls: plainTls,
    ...spec,
  }
}

/** An HTTP target as an imported Categraf file that says nothing more would make it. */
export function importedSpec(spec: Pick<HttpSpec, 'target'> & Partial<HttpSpec>): HttpSpec {
  return httpSpec({ responseTimeoutMs: 3000, followRedirects: false, expectStatus: null, ...spec })
}

export function httpUrl(server: LabServer, path = '/'): string {
  return `http://${at(server)}${path}`
}

export function httpsUrl(server: LabServer, path = '/'): string {
  return `https://${at(server)}${path}`
}

let made: Promise<Certificates> | null = null

/** One set of certificates for all vectors of a process. */
export function certificates(): Promise<Certificates> {
  made ??= makeCertificates()
  return made
}

/** Options that trust the lab's root, besides what is given. */
export async function trustingLab(options: Partial<TlsSpec> = {}): Promise<TlsSpec> {
  return { ...plainTls, ca: (await certificates()).root.certPem, ...options }
}

/** A whole answer of five bytes. */
export const hello = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'
