/** Shorter ones are in every text by chance. */
const minWordLength = 3

const patterns: readonly [RegExp, string][] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>\\)]+/gi, '[address]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [secret]'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '[address]'],
  [/\[[0-9a-f.]*:[0-9a-f:.]*(?:%\w+)?\](?::\d+)?/gi, '[address]'],
  [
    /\b[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?|\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b/gi,
    '[address]',
  ],
]

/**
 * A text without any of these words, whoever wrote them into it, and without whatever looks like an address or a
 * credential. Longer words go first, so that a part of one does not hide it.
 */
export function redact(text: string, words: ReadonlyMap<string, string>): string {
  const known = [...words].filter(([word]) => word.length >= minWordLength).sort(([a], [b]) => b.length - a.length)
  let clean = text
  for (const [word, mark] of known) {
    for (const form of new Set([word, JSON.stringify(word).slice(1, -1), encodeURIComponent(word)])) {
      clean = clean.replaceAll(form, mark)
    }
  }
  for (const [pattern, mark] of patterns) clean = clean.replaceAll(pattern, mark)
  return clean
}
