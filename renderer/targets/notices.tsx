import type { Notice } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Mark, type MarkKind } from '../ui/mark.tsx'

const marks: Record<Notice['severity'], MarkKind> = { info: 'no-data', warning: 'degraded', error: 'down' }

/** What the person should know about Portlight itself, until they dismiss it. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const { run } = useActions()
  if (notices.length === 0) return null
  return (
    <div className="notices">
      {notices.map(({ id, severity, code, params }) => (
        <section key={id} className="banner" aria-label={t.notices[code].title}>
          <Mark kind={marks[severity]} />
          <div>
            <b>{t.notices[code].title}</b>
            <p>{t.notices[code].text(params)}</p>
          </div>
          <IconButton icon="close" label={t.actions.dismiss} onPress={() => run('notices:dismiss', { id })} />
        </section>
      ))}
    </div>
  )
}
