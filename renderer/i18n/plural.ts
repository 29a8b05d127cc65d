/** Chooses the form of a word that goes with a number, after CLDR's plural categories for one language. */
export function pluralsFor(locale: string): (count: number, forms: { one: string; other: string }) => string {
  const rules = new Intl.PluralRules(locale)
  return (count, forms) => (rules.select(count) === 'one' ? forms.one : forms.other)
}
