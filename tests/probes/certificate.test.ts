import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  altNames,
  type CertificatePath,
  certificateName,
  certificateRecord,
  isExpired,
  isNotYetValid,
  isSelfSigned,
  issuersOf,
  usedPath,
} from '../../electron/probes/certificate.ts'
import { createAuthority, crossSign, type Issued, issue } from '../lab/certificates.ts'

const root = await createAuthority({ commonName: 'Root', issuer: null })
const oldRoot = await createAuthority({ commonName: 'Old root', issuer: null, toDays: 5 })
const crossSignedRoot = await crossSign(root, { commonName: 'Root', issuer: oldRoot, toDays: 2 })
const intermediate = await createAuthority({ commonName: 'Intermediate', issuer: root, toDays: 10 })
const leaf = await issue({ commonName: 'leaf.example', issuer: intermediate, dns: ['leaf.example'], toDays: 60 })
const impostor = await createAuthority({ commonName: 'Intermediate', issuer: null })

function parse({ certPem }: Issued): X509Certificate {
  return new X509Certificate(certPem)
}

function chain(first: Issued, ...rest: Issued[]): CertificatePath {
  return [parse(first), ...rest.map(parse)]
}

/** Which of the given anchors have that subject, as a trust store would answer. */
function trusting(...anchors: Issued[]): (subject: string) => X509Certificate[] {
  return (subject) => anchors.map(parse).filter((anchor) => anchor.subject === subject)
}

function walked(path: CertificatePath, ...anchors: Issued[]): { names: string[]; anchored: boolean } {
  const used = usedPath(path, trusting(...anchors))
  return { names: used.path.map(certificateName), anchored: used.anchored }
}

test('the path ends before the anchor, also when the peer sends the anchor', () => {
  const expected = { names: ['CN leaf.example', 'CN Intermediate'], anchored: true }
  expect(walked(chain(leaf, intermediate), root)).toEqual(expected)
  expect(walked(chain(leaf, intermediate, root), root)).toEqual(expected)
})

test('a cross-signed certificate beyond the anchor is not on the path', () => {
  const path = chain(leaf, intermediate, crossSignedRoot, oldRoot)
  expect(walked(path, root, oldRoot)).toEqual({ names: ['CN leaf.example', 'CN Intermediate'], anchored: true })
  // For who trusts the old root only, it is.
  expect(walked(path, oldRoot)).toEqual({ names: ['CN leaf.example', 'CN Intermediate', 'CN Root'], anchored: true })
})

test('an intermediate or the leaf can be the anchor', () => {
  expect(walked(chain(leaf, intermediate), intermediate)).toEqual({ names: ['CN leaf.example'], anchored: true })
  expect(walked(chain(leaf, intermediate), leaf)).toEqual({ names: ['CN leaf.example'], anchored: true })
})

test('an anchor must have signed, not only be named alike', () => {
  expect(walked(chain(leaf), impostor)).toEqual({ names: ['CN leaf.example'], anchored: false })
})

test('without an anchor the path is what the peer sent, as far as each was issued by the next', () => {
  expect(walked(chain(leaf, intermediate, root))).toEqual({
    names: ['CN leaf.example', 'CN Intermediate', 'CN Root'],
    anchored: false,
  })
  expect(walked(chain(leaf, impostor))).toEqual({ names: ['CN leaf.example'], anchored: false })
  expect(walked(chain(leaf))).toEqual({ names: ['CN leaf.example'], anchored: false })
})

test('what leads up from the leaf ends in the anchor, which need not have been sent', () => {
  const path = chain(leaf, intermediate)
  const { anchor } = usedPath(path, trusting(root))
  expect(issuersOf(path, anchor).map(({ subject, anchor }) => [subject, anchor])).toEqual([
    ['CN=Intermediate, O=Portlight lab', false],
    ['CN=Root, O=Portlight lab', true],
  ])
  expect(issuersOf(path, anchor)[0]?.expiresAt).toBe(intermediate.expiresAt.toISOString())
  expect(issuersOf(chain(leaf), usedPath(chain(leaf), trusting(leaf)).anchor)).toEqual([])
})

test('the record names whichever certificate expires first', () => {
  const record = certificateRecord(chain(leaf, intermediate), null)
  expect(record).toMatchObject({
    subject: 'CN=leaf.example, O=Portlight lab',
    altNames: ['leaf.example'],
    validFrom: leaf.validFrom.toISOString(),
    expiresAt: leaf.expiresAt.toISOString(),
    chainExpiresAt: intermediate.expiresAt.toISOString(),
    chainExpiresSubject: 'CN=Intermediate, O=Portlight lab',
    chainExpiresFingerprint256: parse(intermediate).fingerprint256,
    trusted: true,
    trustError: null,
  })
  expect(certificateRecord(chain(leaf), 'no').chainExpiresFingerprint256).toBe(record.fingerprint256)
  expect(certificateRecord(chain(leaf), 'no')).toMatchObject({ trusted: false, trustError: 'no' })
})

test('self-signed is who signed, not who claims to have', async () => {
  const selfSigned = await issue({ commonName: 'self', issuer: null })
  const sameName = await issue({ commonName: 'Root', issuer: root })
  expect(isSelfSigned(parse(selfSigned))).toBe(true)
  expect(isSelfSigned(parse(root))).toBe(true)
  expect(isSelfSigned(parse(leaf))).toBe(false)
  expect(parse(sameName).subject).toBe(parse(sameName).issuer)
  expect(isSelfSigned(parse(sameName))).toBe(false)
})

test('a certificate is valid from its first second to the one before its last', () => {
  const certificate = parse(leaf)
  const [from, to] = [leaf.validFrom.getTime(), leaf.expiresAt.getTime()]
  expect([from - 1, from, to - 1, to].map((now) => isNotYetValid(certificate, now))).toEqual([
    true,
    false,
    false,
    false,
  ])
  expect([from - 1, from, to - 1, to].map((now) => isExpired(certificate, now))).toEqual([false, false, false, true])
})

test.each([
  [undefined, []],
  ['DNS:a.example, DNS:*.b.example', ['a.example', '*.b.example']],
  ['IP Address:127.0.0.1, URI:https://x/', ['127.0.0.1', 'URI:https://x/']],
  ['DNS:"a, DNS:b", DNS:c', ['"a, DNS:b"', 'c']],
  ['DNS:"say \\"hi\\", you", DNS:c', ['"say \\"hi\\", you"', 'c']],
])('alternative names of %j', (text, names) => {
  expect(altNames(text)).toEqual(names)
})
