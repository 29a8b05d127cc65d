import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { type LanguageChoice, languages } from '../../electron/contract/language.ts'
import type { Preferences } from '../../electron/contract/settings.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'

const themes = ['system', 'light', 'dark'] as const satisfies Preferences['theme'][]
const choices: readonly LanguageChoice[] = ['system', ...languages]

/** How the popover looks. */
export function GeneralTab({ preferences: { theme, language = 'system' } }: { preferences: Preferences }) {
  const { run } = useActions()
  return (
    <div className="scroll">
      <section className="setgroup">
        <h2>{t.settings.appearance}</h2>
        <div className="set">
          <span>{t.settings.theme}</span>
          <ToggleButtonGroup
            className="seg"
            aria-label={t.settings.theme}
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const chosen = themes.find((name) => keys.has(name))
              if (chosen) run('preferences:set', { theme: chosen })
            }}
          >
            {themes.map((name) => (
              <ToggleButton key={name} id={name} className="seg-b">
                {t.settings.themes[name]}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
        <div className="set">
          <span>{t.settings.language}</span>
          <ToggleButtonGroup
            className="seg"
            aria-label={t.settings.language}
            disallowEmptySelection
            selectedKeys={[language]}
            onSelectionChange={(keys) => {
              const chosen = choices.find((name) => keys.has(name))
              if (chosen) run('preferences:set', { language: chosen })
            }}
          >
            {choices.map((name) => (
              <ToggleButton key={name} id={name} className="seg-b">
                {t.settings.languages[name]}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
      </section>
    </div>
  )
}
