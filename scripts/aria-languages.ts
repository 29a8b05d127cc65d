import type { Plugin } from 'vite'

const spoken = ['en-US', 'zh-CN']

/**
 * Leaves React Aria's own words in languages that Portlight does not speak out of the page: 32 of 34, some 7 kB of gzip.
 * A language without words falls back to en-US.
 */
export function ariaLanguages(): Plugin {
  return {
    name: 'aria-languages',
    enforce: 'pre',
    load(id) {
      const locale = /[\\/]react-(?:aria|stately)[\\/].*[\\/]intl[\\/].*[\\/]([a-z]{2}-[A-Z]{2})\.mjs$/.exec(id)?.[1]
      return locale === undefined || spoken.includes(locale) ? null : 'export default {}'
    },
  }
}
