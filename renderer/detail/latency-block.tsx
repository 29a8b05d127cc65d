import type { Ref } from 'react'
import { Button } from 'react-aria-components/Button'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { uptimeRanges } from '../../electron/contract/history.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { LatencyChart } from '../chart/latency-chart.tsx'
import { Legend } from '../chart/legend.tsx'
import { SlotTable } from '../chart/slot-table.tsx'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { Past } from './use-past.ts'

interface LatencyBlockProps {
  target: TargetView
  past: Past
  ref: Ref<HTMLElement>
}

/** Latency and failures over a range, as a chart and as a table. */
export function LatencyBlock({ target, past, ref }: LatencyBlockProps) {
  const { range, setRange, zoom, setZoom, series, failed, table, tableShown, setTableShown, setWidth } = past
  const label = t.chart.label(zoom ? t.chart.zoomed : t.chart.ranges[range])
  return (
    <section className="block" ref={ref}>
      <h2>
        {t.chart.title}
        {zoom && (
          <Button className="btn text small zoom-out" onPress={() => setZoom(null)}>
            {t.chart.zoomOut(t.chart.ranges[range])}
          </Button>
        )}
        <ToggleButtonGroup
          className="seg"
          aria-label={t.chart.range}
          disallowEmptySelection
          selectedKeys={[range]}
          onSelectionChange={(keys) => {
            const chosen = uptimeRanges.find((name) => keys.has(name))
            if (chosen) setRange(chosen)
          }}
        >
          {uptimeRanges.map((name) => (
            <ToggleButton key={name} id={name} className="seg-b">
              {t.chart.ranges[name]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </h2>
      <LatencyChart
        series={series}
        protocol={target.protocol}
        label={label}
        zoomed={zoom !== null}
        onZoom={setZoom}
        onWidth={setWidth}
      />
      {failed !== null && <p className="hint">{t.chart.failedToRead(asSentences(failed))}</p>}
      <Legend series={series} protocol={target.protocol} table={tableShown} onTable={setTableShown} />
      {table && <SlotTable series={table} protocol={target.protocol} label={label} />}
    </section>
  )
}
