import { Button } from 'react-aria-components/Button'
import type { Series } from '../../electron/contract/history.ts'
import type { Protocol } from '../../electron/contract/result-codes.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { failureKind, totalCodes } from './failure-kind.ts'
import { codeWord } from './read-out.ts'

interface LegendProps {
  series: Series | null
  protocol: Protocol
  table: boolean
  onTable: (table: boolean) => void
}

/** What the chart's lines and colours mean; of the failures, only what there was. */
export function Legend({ series, protocol, table, onTable }: LegendProps) {
  const measured = series?.points.some(({ p50 }) => p50 !== null) ?? true
  return (
    <div className="legend">
      <div>
        {measured && (
          <>
            <span>
              <i className="swatch median" />
              {t.chart.legend.median}
            </span>
            <span>
              <i className="swatch band" />
              {t.chart.legend.p95}
            </span>
          </>
        )}
        {totalCodes(series?.points ?? []).map(({ code, count }) => (
          <span key={code}>
            <i className={`swatch fail ${failureKind(protocol, code)}`} />
            {`${codeWord(protocol, code)} ${formatCount(count)}`}
          </span>
        ))}
        {series !== null && series.gaps.length > 0 && (
          <span>
            <i className="swatch no-data" />
            {t.states['no-data']}
          </span>
        )}
      </div>
      <Button className="btn text small" aria-expanded={table} onPress={() => onTable(!table)}>
        {table ? t.chart.hideTable : t.chart.showTable}
      </Button>
    </div>
  )
}
