import net from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { type HandshakeOptions, type HandshakeOutcome, handshake } from '../../electron/probes/tls.ts'
import { createTrustStore } from '../../electron/probes/trust.ts'
import { createAuthority, crossSign, dayMs, issue } from '../lab/certificates.ts'
import { serveHttps } from '../lab/https-servers.ts'
import type { LabServer } from '../lab/lab-server.ts'
import { listenTcp, silentTcp } from '../lab/tcp-servers.ts'
import { plainTls } from './vectors/http-spec.ts'
import { systemClock } from './vectors/lab.ts'

const root = await createAuthority({ commonName: 'Root', issuer: null })
const intermediate = await createAuthority({ commonName: 'Intermediate', issuer: root, toDays: 90 })
const leaf = await issue({ commonName: 'localhost', issuer: intermediate, dns: ['localhost'], toDays: 60 })
const trust = createTrustStore()
const trusting = { ...plainTls, ca: root.certPem }

let server: LabServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

async function shake(
  running: LabServer,
  options: Partial<HandshakeOptions> = {},
  meanwhile: (socket: net.Socket) => void = () => {},
): Promise<HandshakeOutcome> {
  server = running
  const socket = net.connect(running.port, running.address)
  // The one who dials sees to this.
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('connect', resolve))
  meanwhile(socket)
  const outcome = await handshake(socket, {
    host: 'localhost',
    tls: trusting,
    trust,
    deadlineMs: systemClock.monotonicMs() + 5000,
    clock: systemClock,
    signal: new AbortController().signal,
    ...options,
  })
  if (outcome.ok) outcome.socket.destroy()
  await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('TCPSocketWrap'), 20_000)
  return outcome
}

test('a cross-signed root that expires soon does not count where its twin is trusted', async () => {
  const dying = await createAuthority({ commonName: 'Dying root', issuer: null, toDays: 3 })
  const twin = await crossSign(root, { commonName: 'Root', issuer: dying, toDays: 2 })
  const outcome = await shake(await serveHttps(leaf, { chain: [intermediate, twin, dying] }))
  expect(outcome).toMatchObject({
    ok: true,
    certificate: { trusted: true, chainExpiresAt: leaf.expiresAt.toISOString() },
  })
})

test('an expired intermediate beside a good one of the same name and key does not count', async () => {
  const stale = await crossSign(intermediate, { commonName: 'Intermediate', issuer: root, fromDays: -9, toDays: -1 })
  const outcome = await shake(await serveHttps(leaf, { chain: [stale, intermediate] }))
  expect(outcome).toMatchObject({
    ok: true,
    certificate: { trusted: true, chainExpiresAt: leaf.expiresAt.toISOString() },
  })
})

test('the host’s zone is no part of its name', async () => {
  const local = await issue({ commonName: 'x', issuer: root, ip: ['fe80::1'] })
  expect(await shake(await serveHttps(local), { host: 'fe80::1%lo' })).toMatchObject({ ok: true })
})

test('no name is asked for by address, and a name without its last dot', async () => {
  const asked: (string | false)[] = []
  const both = await issue({ commonName: 'x', issuer: root, dns: ['localhost'], ip: ['127.0.0.1'] })
  const start = async (): Promise<LabServer> => {
    const running = serveHttps(both, {
      SNICallback: (name, done) => {
        asked.push(name)
        done(null)
      },
    })
    return running
  }
  expect(await shake(await start(), { host: '127.0.0.1' })).toMatchObject({ ok: true })
  expect(await shake(await start(), { host: '127.1' })).toMatchObject({ ok: true })
  expect(await shake(await start(), { host: 'LocalHost.' })).toMatchObject({ ok: true })
  expect(asked).toEqual(['localhost'])
})

test('a date is judged by the clock handed in', async () => {
  const soon = { ...systemClock, wallMs: () => Date.now() + 61 * dayMs }
  const untrusted = await shake(await serveHttps(leaf), { clock: soon })
  expect(untrusted).toMatchObject({ ok: false, reason: 'tls-expired', certificate: { trusted: false } })
})

test('a handshake that breaks off after the certificate still records it', async () => {
  const running = await serveHttps(leaf, {
    chain: [intermediate],
    maxVersion: 'TLSv1.2',
    requestCert: true,
    rejectUnauthorized: true,
  })
  expect(await shake(running)).toMatchObject({
    ok: false,
    reason: 'tls-handshake',
    tlsMs: null,
    certificate: { trusted: true, trustError: null, expiresAt: leaf.expiresAt.toISOString() },
  })
})

test('a peer that closes during the handshake', async () => {
  const running = await listenTcp((socket) => socket.once('data', () => socket.end()))
  const outcome = await shake(running)
  expect(outcome).toMatchObject({ ok: false, reason: 'tls-handshake', code: 'ECONNRESET', certificate: null })
})

test('a connection lost before the handshake began', async () => {
  const lost = await shake(await silentTcp(), {}, (socket) => socket.resetAndDestroy())
  expect(lost).toMatchObject({ ok: false, reason: 'tls-handshake', code: 'ECONNRESET', certificate: null })
})

test('the deadline', async () => {
  const startMs = systemClock.monotonicMs()
  const outcome = await shake(await silentTcp(), { deadlineMs: startMs + 200 })
  expect(outcome).toMatchObject({ ok: false, reason: 'tls-timeout', certificate: null, tlsMs: null })
})

test('stopping, before and during', async () => {
  expect(await shake(await silentTcp(), { signal: AbortSignal.abort() })).toMatchObject({ reason: 'aborted' })
  await server?.close()
  const controller = new AbortController()
  const running = await listenTcp((socket) => socket.once('data', () => controller.abort()))
  expect(await shake(running, { signal: controller.signal })).toMatchObject({ ok: false, reason: 'aborted' })
})

test('options that cannot be used fail the handshake, in words', async () => {
  const outcome = await shake(await silentTcp(), { tls: { ...plainTls, ca: 'nothing' } })
  expect(outcome).toMatchObject({
    ok: false,
    reason: 'tls-handshake',
    text: 'tls_ca holds no certificate in PEM form',
  })
})
