import * as z from 'zod/mini'

/** A release as a feed tells of it. */
export interface Release {
  /** As `1.2.3`. */
  version: string
  /** An https address. */
  page: string
}

export type FeedRead = { ok: true; release: Release } | { ok: false; reason: string }

const fieldsSchema = z.record(z.string(), z.unknown())

/** Of a feed of releases only the newest matter. */
const maxEntries = 100

/** An entry has two or three links, and none is longer than an address. */
const maxLinks = 20
const longestTag = 4096

/** `v1.2.3`, or a tag that ends so; versions before a release, such as 1.2.3-beta.1, are for those who look for them. */
const releaseTag = /(?:^|[^\d.])(\d{1,6}\.\d{1,6}\.\d{1,6})$/

function versionIn(text: unknown): string | null {
  return typeof text === 'string' && text.length <= 200 ? (releaseTag.exec(text.trim())?.[1] ?? null) : null
}

/** Only a page of the web, and only one that is encrypted: what it offers is installed. */
function pageAt(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 2048 || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null
}

/** Below 0 when `a` is older than `b`. Both are three numbers; what follows them counts as nothing. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0.0.0').split('.').map(Number))
  for (const place of [0, 1, 2]) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * Reads what a feed answered: the Atom feed of releases that forges offer, or JSON, either GitHub's release or a list of
 * such, or `{"version": "1.2.3", "url": "https://…"}`. Of several the highest version counts.
 */
export function readFeed(text: string): FeedRead {
  const beginning = text.trimStart()
  const releases = beginning.startsWith('<') ? atomReleases(beginning) : jsonReleases(beginning)
  if (releases === null) return { ok: false, reason: 'the feed is neither JSON nor Atom; name the address of a feed' }
  const [first, ...rest] = releases
  if (!first) return { ok: false, reason: 'the feed names no release with a version and an https page' }
  const newest = rest.reduce(
    (best, release) => (compareVersions(release.version, best.version) > 0 ? release : best),
    first,
  )
  return { ok: true, release: newest }
}

function release(version: string | null, page: string | null): Release[] {
  return version === null || page === null ? [] : [{ version, page }]
}

function jsonReleases(text: string): Release[] | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  const entries: unknown[] = Array.isArray(parsed) ? parsed.slice(0, maxEntries) : [parsed]
  return entries.flatMap((entry) => {
    const fields = z.safeParse(fieldsSchema, entry)
    if (!fields.success) return []
    const { tag_name: tag, version, html_url: page, url, draft, prerelease } = fields.data
    if (draft === true || prerelease === true) return []
    return release(versionIn(version) ?? versionIn(tag), pageAt(page) ?? pageAt(url))
  })
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const plain = (text: string) => text.replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '')

/**
 * The entries of an Atom feed, RFC 4287. No document type is read and no entity but XML's own five, so there is nothing
 * in it that could grow or fetch; each is split at fixed texts, and only short pieces are matched.
 */
function atomReleases(text: string): Release[] | null {
  if (!/^(?:<\?xml[^>]{0,200}\?>\s{0,100})?<feed[\s>]/.test(text)) return null
  return text
    .split('<entry', maxEntries + 1)
    .slice(1)
    .flatMap((part) => {
      const entry = part.split('</entry>', 1)[0] ?? ''
      const title = /<title[^>]{0,200}>([^<]{0,200})<\/title>/.exec(entry)?.[1] ?? ''
      const id = /<id>([^<]{0,500})<\/id>/.exec(entry)?.[1] ?? ''
      const link = linkOf(entry)
      return release(versionIn(plain(id)) ?? versionIn(plain(title)), link === null ? null : pageAt(plain(link)))
    })
}

/** The page of an entry: its link without a relation, or `alternate`. */
function linkOf(entry: string): string | null {
  for (const part of entry.split(/<link\s/, maxLinks + 1).slice(1)) {
    const attributes = part.slice(0, Math.min(longestTag, part.indexOf('>') + 1))
    const relation = /(?:^|\s)rel="([^"]*)"/.exec(attributes)?.[1]
    if (relation === undefined || relation === 'alternate')
      return /(?:^|\s)href="([^"]*)"/.exec(attributes)?.[1] ?? null
  }
  return null
}
