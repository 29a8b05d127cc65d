import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { type Retention, retentionSchema, uptimeRangeMs } from '../../electron/contract/history.ts'
import { useActions } from '../actions.ts'
import { fileName } from '../detail/file-name.ts'
import { Entry } from '../fields/entry.tsx'
import { readDays } from '../fields/read-value.ts'
import { useAsked } from '../history/use-asked.ts'
import { asSentences, formatBytes } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Facts } from '../ui/facts.tsx'
import { copyText, saveAsFile } from '../ui/hand-over.ts'

const tiers = ['rawDays', 'fiveMinuteDays', 'hourDays'] as const satisfies (keyof Retention)[]
const reportRanges = ['24h', '7d', '30d'] as const

/** How long the past is kept, how much room it takes, and what it says of a range in words. */
export function HistoryTab() {
  const [changed, setChanged] = useState(0)
  const { value: kept } = useAsked('retention:get', String(changed), () => ({}))
  const { value: size } = useAsked('history:size', String(changed), () => ({}))
  const { request } = useActions()

  const keep = async (part: Partial<Retention>): Promise<string | null> => {
    if (kept === null) return t.chart.loading
    const answer = await request('retention:set', { ...kept, ...part })
    if (!answer.ok) return answer.message
    setChanged((count) => count + 1)
    return null
  }

  return (
    <div className="scroll">
      <section className="setgroup">
        <h2>{t.settings.history.keep}</h2>
        {kept &&
          tiers.map((tier) => (
            <Entry
              key={tier}
              label={t.settings.history.tiers[tier].label}
              hint={t.settings.history.tiers[tier].hint}
              value={kept[tier]}
              write={t.fields.days}
              read={readDays(retentionSchema.shape[tier])}
              onCommit={(days) => keep({ [tier]: days })}
            />
          ))}
      </section>
      <ReportGroup />
      <section className="setgroup">
        <h2>{t.settings.history.file}</h2>
        {size && (
          <Facts
            facts={[
              { term: t.settings.history.size, value: formatBytes(size.bytes) },
              { term: t.settings.history.path, value: size.path },
            ]}
          />
        )}
      </section>
    </div>
  )
}

function ReportGroup() {
  const { request, say } = useActions()
  const [range, setRange] = useState<(typeof reportRanges)[number]>('7d')

  const report = async (use: 'copy' | 'save'): Promise<void> => {
    const to = Date.now()
    const stretch = { from: to - uptimeRangeMs[range], to }
    const answer = await request('history:report', stretch)
    if (!answer.ok) return say(asSentences(answer.message))
    if (use === 'save') return saveAsFile(answer.value.text, fileName(t.exporting.report, stretch, 'txt'), 'text/plain')
    say((await copyText(answer.value.text)) ? t.exporting.copied : t.exporting.notCopied)
  }

  return (
    <section className="setgroup">
      <h2>{t.settings.history.report}</h2>
      <p className="hint">{t.settings.history.reportHint}</p>
      <div className="set">
        <ToggleButtonGroup
          className="seg"
          aria-label={t.chart.range}
          disallowEmptySelection
          selectedKeys={[range]}
          onSelectionChange={(keys) => {
            const chosen = reportRanges.find((name) => keys.has(name))
            if (chosen) setRange(chosen)
          }}
        >
          {reportRanges.map((name) => (
            <ToggleButton key={name} id={name} className="seg-b">
              {t.chart.ranges[name]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <span className="c one">
          <Button className="btn small" onPress={() => void report('copy')}>
            {t.exporting.copy}
          </Button>
          <Button className="btn small" onPress={() => void report('save')}>
            {t.exporting.save}
          </Button>
        </span>
      </div>
    </section>
  )
}
