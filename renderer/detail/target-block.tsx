import type { TargetView } from '../../electron/contract/snapshot.ts'
import { settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { type Fact, Facts } from '../ui/facts.tsx'

/** What the target is, as it was set. */
export function TargetBlock({ target }: { target: TargetView }) {
  const { address, intervalMs, tags, labels, sourceFile } = target
  const facts: Fact[] = [
    { term: t.detail.address, value: address },
    { term: t.detail.every, value: settingText(intervalMs) },
  ]
  if (tags.length > 0) facts.push({ term: t.detail.tags, value: tags.join(', ') })
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  if (pairs.length > 0) facts.push({ term: t.detail.labels, value: pairs.join(', ') })
  if (sourceFile !== null) facts.push({ term: t.detail.file, value: sourceFile })
  return (
    <section className="block">
      <h2>{t.detail.target}</h2>
      <Facts facts={facts} />
      {sourceFile !== null && <p className="hint">{t.detail.readOnly}</p>}
    </section>
  )
}
