import { type SyntheticEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Followed } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { PathField } from './path-field.tsx'

/** The folders that are followed, in the settings; and the way to import. */
export function FollowedGroup({ followed }: { followed: readonly Followed[] }) {
  const { request, run, showImport } = useActions()
  const [path, setPath] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)

  async function add(): Promise<void> {
    setAdding(true)
    const answer = await request('followed:add', { path })
    setAdding(false)
    setError(answer.ok ? null : asSentences(answer.message))
    if (answer.ok) setPath('')
  }
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (path.trim() !== '' && !adding) void add()
  }
  const onPath = (next: string): void => {
    setPath(next)
    setError(null)
  }

  return (
    <section className="setgroup">
      <h2>{t.importing.files}</h2>
      <div className="set">
        <span>{t.importing.settingsImport}</span>
        <span className="c one">
          <Button className="btn small" onPress={() => showImport()}>
            {t.importing.import}
          </Button>
        </span>
      </div>
      {followed.map((folder) => (
        <div key={folder.path} className="set">
          <span className="clip" title={folder.path}>
            {folder.path}
          </span>
          <span className="d">{t.importing.targets(folder.targets)}</span>
          <span className="c">
            <IconButton
              icon="close"
              label={t.importing.unfollow(folder.path)}
              onPress={() => run('followed:remove', { path: folder.path })}
            />
          </span>
        </div>
      ))}
      <form className="follow-path" onSubmit={onSubmit} noValidate aria-label={t.importing.follow}>
        <PathField label={t.importing.follow} path={path} onPath={onPath} error={error} hint={t.importing.followHint} />
        <Button type="submit" className="btn" isDisabled={path.trim() === ''} isPending={adding}>
          {t.importing.followSubmit}
        </Button>
      </form>
    </section>
  )
}
