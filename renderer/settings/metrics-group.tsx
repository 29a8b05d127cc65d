import { useState } from 'react'
import { type MetricsSettings, metricsSettingsSchema } from '../../electron/contract/settings.ts'
import type { HostFacts } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { Entry } from '../fields/entry.tsx'
import { readCount } from '../fields/read-value.ts'
import { SwitchRow } from '../fields/switch-row.tsx'
import { useAsked } from '../history/use-asked.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Facts } from '../ui/facts.tsx'

/** Whether and where Prometheus finds the results. The headless host serves them anyway. */
export function MetricsGroup({ host }: { host: HostFacts }) {
  const text = t.settings.metrics
  return (
    <section className="setgroup">
      <h2>{text.title}</h2>
      {host.kind === 'headless' ? <p className="hint">{text.headless}</p> : <MetricsSetting />}
    </section>
  )
}

function MetricsSetting() {
  const { request, say } = useActions()
  const [changed, setChanged] = useState(0)
  const { value: metrics } = useAsked('metrics:get', String(changed), () => ({}))
  const text = t.settings.metrics
  if (metrics === null) return null
  const { enabled, port, address, fault } = metrics

  const keep = async (part: Partial<MetricsSettings>): Promise<string | null> => {
    const answer = await request('metrics:set', { enabled, port, ...part })
    setChanged((count) => count + 1)
    return answer.ok ? null : answer.message
  }
  const turn = async (next: boolean): Promise<void> => {
    const message = await keep({ enabled: next })
    if (message !== null) say(asSentences(message))
  }

  return (
    <>
      <SwitchRow label={text.on} hint={text.hint} isOn={enabled} onChange={(next) => void turn(next)} />
      <Entry
        label={text.port}
        value={port}
        write={String}
        read={readCount(metricsSettingsSchema.shape.port)}
        onCommit={(next) => keep({ port: next })}
      />
      {address !== null && <Facts facts={[{ term: text.address, value: address }]} />}
      {fault !== null && <p className="err">{asSentences(fault)}</p>}
    </>
  )
}
