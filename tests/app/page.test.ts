import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, pageHtml, readPageFile } from '../../electron/app/page.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

function builtPage() {
  const directory = temporaryDirectory()
  const root = join(directory, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(directory, 'secret.json'), 'outside')
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">')
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'app')
  writeFileSync(join(root, 'assets', 'notes.txt'), 'not of a known type')
  return root
}

it('allows only what the page needs', () => {
  expect(contentSecurityPolicy('abc', { connect: "'none'" })).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  )
})

describe('readPageFile', () => {
  it('gives the page for the root, and files with their type', async () => {
    const root = builtPage()
    const page = await readPageFile(root, '/')
    expect(page).toMatchObject({ contentType: 'text/html; charset=utf-8', immutable: false })
    expect(pageHtml(page?.body.toString() ?? '', 'n0nce')).toBe('<meta property="csp-nonce" nonce="n0nce">')
    expect(await readPageFile(root, '/assets/app-1a2b.js')).toMatchObject({
      contentType: 'text/javascript; charset=utf-8',
      immutable: true,
    })
  })

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/assets/..\\..\\secret.json',
    '/%00',
    '/%zz',
    '//etc/passwd',
    '/assets',
    '/assets/notes.txt',
    '/missing.js',
  ])('gives nothing for %s', async (path) => {
    expect(await readPageFile(builtPage(), path)).toBeNull()
  })
})
