import type { ReactNode } from 'react'
import { t } from '../i18n/text.ts'
import { IconButton } from './icon-button.tsx'

interface ViewHeadProps {
  title: string
  onBack: () => void
  /** Buttons at the right. */
  children?: ReactNode
}

/** The head of every view but the list: back, title, actions. */
export function ViewHead({ title, onBack, children }: ViewHeadProps) {
  return (
    <header className="head nav">
      <IconButton icon="back" label={t.actions.back} onPress={onBack} />
      <div className="what">
        <h1 className="clip" title={title}>
          {title}
        </h1>
      </div>
      {children}
    </header>
  )
}
