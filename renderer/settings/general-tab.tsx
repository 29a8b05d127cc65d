import { type LanguageChoice, languages } from '../../electron/contract/language.ts'
import type { Preferences } from '../../electron/contract/settings.ts'
import type { HostFacts } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { Segments } from '../fields/segments.tsx'
import { t } from '../i18n/text.ts'
import { DeleteGroup } from './delete-group.tsx'
import { SessionGroup } from './session-group.tsx'

const themes = ['system', 'light', 'dark'] as const satisfies Preferences['theme'][]
const choices: readonly LanguageChoice[] = ['system', ...languages]

/** How the popover looks, and how the program behaves in the session. */
export function GeneralTab({ preferences, host }: { preferences: Preferences; host: HostFacts }) {
  const { run } = useActions()
  const { theme, language = 'system' } = preferences
  return (
    <div className="scroll">
      <section className="setgroup">
        <h2>{t.settings.appearance}</h2>
        <Segments
          label={t.settings.theme}
          choices={themes}
          chosen={theme}
          write={(name) => t.settings.themes[name]}
          onChange={(chosen) => run('preferences:set', { theme: chosen })}
        />
        <Segments
          label={t.settings.language}
          choices={choices}
          chosen={language}
          write={(name) => t.settings.languages[name]}
          onChange={(chosen) => run('preferences:set', { language: chosen })}
        />
      </section>
      {host.kind === 'desktop' && <SessionGroup />}
      <DeleteGroup host={host} />
    </div>
  )
}
