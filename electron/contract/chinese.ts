const han = /\p{Script=Han}$/u
const hanFirst = /^\p{Script=Han}/u
const latin = /[\p{Script=Latin}\p{N}%]$/u
const latinFirst = /^[\p{Script=Latin}\p{N}]/u

function meet(before: string, after: string): string {
  const apart = (han.test(before) && latinFirst.test(after)) || (latin.test(before) && hanFirst.test(after))
  return apart ? `${before} ${after}` : before + after
}

/**
 * Writes Chinese with a space wherever a blank brings Latin letters or digits up against Chinese, and none elsewhere:
 * `5 秒` and `600 ms` both stand right before `内`.
 */
export function zh(strings: TemplateStringsArray, ...blanks: readonly (string | number)[]): string {
  return strings.reduce((text, string, nth) => meet(meet(text, String(blanks[nth - 1] ?? '')), string))
}
