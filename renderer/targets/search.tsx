import type { KeyboardEvent, RefObject } from 'react'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import { t } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'

interface SearchProps {
  query: string
  onQuery: (query: string) => void
  /** Asked for when the person goes on from the field into the list. */
  onLeave: () => void
  inputRef: RefObject<HTMLInputElement | null>
}

/** Filters the list as the person types. Escape clears it; arrow down and Enter go on into the list. */
export function Search({ query, onQuery, onLeave, inputRef }: SearchProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    onLeave()
  }
  return (
    <SearchField className="search" aria-label={t.list.search} value={query} onChange={onQuery}>
      <Icon name="search" />
      <Input ref={inputRef} placeholder={t.list.search} onKeyDown={onKeyDown} maxLength={200} />
      {query === '' ? (
        <kbd aria-hidden="true">{t.keys.search}</kbd>
      ) : (
        <Button className="btn-i small" aria-label={t.list.clearSearch}>
          <Icon name="close" />
        </Button>
      )}
    </SearchField>
  )
}
