import { Button } from 'react-aria-components/Button'
import type { HostFacts } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { useAsked } from '../history/use-asked.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Facts } from '../ui/facts.tsx'
import { copyText, saveAsFile } from '../ui/hand-over.ts'
import { UpdateGroup } from './update-group.tsx'

/** What this program is, where it keeps things, and what helps when something is wrong with it. */
export function AboutTab({ host }: { host: HostFacts }) {
  const { value } = useAsked('data:summary', '', () => ({}))
  return (
    <div className="scroll">
      <section className="setgroup">
        <h2>{t.head.product}</h2>
        <Facts
          facts={[
            { term: t.settings.version, value: host.version },
            { term: t.settings.dataFolder, value: host.dataDirectory },
            { term: t.settings.logFolder, value: value?.logs ?? t.none },
            { term: t.settings.deliveredBy, value: host.notifier ?? t.settings.noNotifier },
          ]}
        />
      </section>
      {host.kind === 'desktop' && <UpdateGroup />}
      <DiagnosticsGroup />
    </div>
  )
}

function DiagnosticsGroup() {
  const { request, say } = useActions()
  const text = t.settings.diagnostics
  const give = async (use: 'copy' | 'save'): Promise<void> => {
    const answer = await request('diagnostics:get', {})
    if (!answer.ok) return say(asSentences(answer.message))
    if (use === 'save') return saveAsFile(answer.value.text, 'portlight-diagnostics.txt', 'text/plain')
    say((await copyText(answer.value.text)) ? text.copied : t.exporting.notCopied)
  }
  return (
    <section className="setgroup">
      <h2>{text.title}</h2>
      <div className="set">
        <span>{text.what}</span>
        <span className="d">{text.hint}</span>
        <span className="c">
          <Button className="btn small" onPress={() => void give('copy')}>
            {t.exporting.copy}
          </Button>
          <Button className="btn small" onPress={() => void give('save')}>
            {t.exporting.save}
          </Button>
        </span>
      </div>
    </section>
  )
}
