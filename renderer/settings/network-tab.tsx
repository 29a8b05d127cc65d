import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Parsed } from '../../electron/contract/duration.ts'
import type { NetworkChange } from '../../electron/contract/network.ts'
import { parseBypass } from '../../electron/contract/proxy-bypass.ts'
import type { HostFacts } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { Entry } from '../fields/entry.tsx'
import { useAsked } from '../history/use-asked.ts'
import { t } from '../i18n/text.ts'
import { MetricsGroup } from './metrics-group.tsx'

const asWritten = (text: string): Parsed<string> => ({ ok: true, value: text.trim() })

/** One entry each, parted by commas, spaces or lines. */
function readBypass(text: string): Parsed<string[]> {
  const entries = text.split(/[\s,;，、]+/).filter((entry) => entry !== '')
  const wrong = entries.map((entry) => parseBypass(entry)).find((parsed) => !parsed.ok)
  return wrong && !wrong.ok ? wrong : { ok: true, value: entries }
}

/** How targets are reached that do not say it themselves, and who may read the results. */
export function NetworkTab({ host }: { host: HostFacts }) {
  const { request } = useActions()
  const [changed, setChanged] = useState(0)
  const { value: network } = useAsked('network:get', String(changed), () => ({}))
  const text = t.settings.network

  const keep = async (change: NetworkChange): Promise<string | null> => {
    const answer = await request('network:set', change)
    setChanged((count) => count + 1)
    return answer.ok ? null : answer.message
  }

  return (
    <div className="scroll">
      {network && (
        <>
          <section className="setgroup">
            <h2>{text.proxy}</h2>
            <Entry
              label={text.address}
              hint={text.addressHint}
              value={network.proxy ?? ''}
              write={String}
              read={asWritten}
              placeholder="http://host:3128"
              size="long"
              onCommit={(proxy) => keep({ proxy: proxy || null })}
            />
            {network.proxy !== null && (
              <>
                <Entry
                  label={text.user}
                  value={network.proxyUsername ?? ''}
                  write={String}
                  read={asWritten}
                  size="wide"
                  onCommit={(name) => keep({ proxyUsername: name || null })}
                />
                <Entry
                  label={text.password}
                  hint={network.hasPassword ? text.passwordIsSet : text.passwordHint}
                  value=""
                  write={String}
                  read={(password) => ({ ok: true, value: password })}
                  secret
                  size="wide"
                  onCommit={(password) => keep({ proxyPassword: password || null })}
                />
                {network.hasPassword && (
                  <Button className="btn text small" onPress={() => void keep({ proxyPassword: null })}>
                    {text.removePassword}
                  </Button>
                )}
              </>
            )}
            <Entry
              label={text.bypass}
              hint={text.bypassHint}
              value={network.proxyBypass}
              write={(entries) => entries.join(', ')}
              read={readBypass}
              placeholder=".corp.example, 10.0.0.0/8"
              size="long"
              maxLength={20_000}
              onCommit={(proxyBypass) => keep({ proxyBypass })}
            />
          </section>
          <section className="setgroup">
            <h2>{text.everywhere}</h2>
            <Entry
              label={text.caFile}
              hint={text.caFileHint}
              value={network.caFile ?? ''}
              write={String}
              read={asWritten}
              placeholder="/etc/ssl/company.pem"
              size="long"
              maxLength={4096}
              onCommit={(caFile) => keep({ caFile: caFile || null })}
            />
            <Entry
              label={text.interface}
              hint={text.interfaceHint(network.interfaces.join(', '))}
              value={network.interface ?? ''}
              write={String}
              read={asWritten}
              placeholder={text.anyInterface}
              size="wide"
              onCommit={(name) => keep({ interface: name || null })}
            />
          </section>
        </>
      )}
      <MetricsGroup host={host} />
    </div>
  )
}
