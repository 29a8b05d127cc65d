import { type SyntheticEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Text } from 'react-aria-components/Text'
import { TextField } from 'react-aria-components/TextField'
import { useActions } from '../../actions.ts'
import { asSentences } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import { Mark } from '../../ui/mark.tsx'
import type { Alerts } from './use-alerts.ts'

/** Where notices are posted. The address is written and never read back: it often holds a token. */
export function WebhookGroup({ alerts }: { alerts: Alerts }) {
  const { request } = useActions()
  const [editing, setEditing] = useState(false)
  const [url, setUrl] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<{ ok: boolean; text: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const isSet = alerts.settings.webhook !== null
  const text = t.settings.alerts.webhook

  const save = async (next: string | null): Promise<void> => {
    setBusy(true)
    const answer = await request('webhook:set', { url: next })
    setBusy(false)
    setOutcome(null)
    if (!answer.ok) return setError(asSentences(answer.message))
    setError(null)
    setUrl('')
    setEditing(false)
    await alerts.reload()
  }
  const test = async (): Promise<void> => {
    setBusy(true)
    const answer = await request('webhook:test', {})
    setBusy(false)
    if (!answer.ok) return setOutcome({ ok: false, text: asSentences(answer.message) })
    const { delivered, message } = answer.value
    setOutcome({ ok: delivered, text: delivered ? text.delivered : asSentences(message ?? text.notDelivered) })
  }
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (url.trim() !== '' && !busy) void save(url.trim())
  }

  return (
    <section className="setgroup">
      <h2>{text.title}</h2>
      {isSet && (
        <div className="set">
          <span>{text.isSet}</span>
          <span className="d">{text.isSetHint}</span>
          <span className="c">
            <Button className="btn small" isPending={busy} onPress={() => void test()}>
              {text.test}
            </Button>
            <Button className="btn small" onPress={() => setEditing(!editing)}>
              {text.change}
            </Button>
            <Button className="btn small" onPress={() => void save(null)}>
              {text.remove}
            </Button>
          </span>
        </div>
      )}
      <p className="outcome" role="status">
        {outcome && (
          <>
            <Mark kind={outcome.ok ? 'up' : 'down'} />
            <span>{outcome.text}</span>
          </>
        )}
      </p>
      {(!isSet || editing) && (
        <form className="beside" onSubmit={onSubmit} noValidate aria-label={text.title}>
          <TextField
            className="field"
            aria-label={text.address}
            value={url}
            onChange={(next) => {
              setUrl(next)
              setError(null)
            }}
            isInvalid={error !== null}
            validationBehavior="aria"
            type="url"
            maxLength={4096}
          >
            <Input className="in" placeholder="https://…" autoComplete="off" spellCheck={false} />
            {error === null && (
              <Text slot="description" className="hint">
                {text.hint}
              </Text>
            )}
            <FieldError className="err">
              <Mark kind="down" />
              <span>{error}</span>
            </FieldError>
          </TextField>
          <Button type="submit" className="btn" isDisabled={url.trim() === ''} isPending={busy}>
            {text.save}
          </Button>
        </form>
      )}
    </section>
  )
}
