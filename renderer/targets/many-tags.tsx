import { type SyntheticEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Popover } from 'react-aria-components/Popover'
import { TextField } from 'react-aria-components/TextField'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { compareNames } from './order.ts'

/** Gives all selected targets a tag, or takes one off them. */
export function ManyTags({ targets }: { targets: readonly TargetView[] }) {
  return (
    <DialogTrigger>
      <IconButton icon="tag" label={t.listing.tag} isDisabled={targets.length === 0} />
      <Popover className="menu-popover" placement="top end" offset={4}>
        <Dialog className="many-tags" aria-label={t.listing.tag}>
          {({ close }) => <TagForm targets={targets} onDone={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function TagForm({ targets, onDone }: { targets: readonly TargetView[]; onDone: () => void }) {
  const { addTag, removeTag } = useActions()
  const [text, setText] = useState('')
  const tag = text.trim()
  const known = [...new Set(targets.flatMap(({ tags }) => tags))].sort(compareNames)
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (tag === '') return
    addTag(targets, tag)
    onDone()
  }
  return (
    <>
      <form className="many-tag" onSubmit={onSubmit}>
        <TextField className="field" aria-label={t.listing.newTag} value={text} onChange={setText} autoFocus>
          <Input className="in" placeholder={t.listing.newTag} maxLength={100} />
        </TextField>
        <Button type="submit" className="btn" isDisabled={tag === ''}>
          {t.listing.addTag}
        </Button>
      </form>
      {known.length > 0 && (
        <div className="many-known">
          {known.map((one) => (
            <Button
              key={one}
              className="tag"
              aria-label={t.listing.takeTag(one)}
              onPress={() => {
                removeTag(targets, one)
                onDone()
              }}
            >
              <bdi className="clip">{one}</bdi>
              <Icon name="close" />
            </Button>
          ))}
        </div>
      )}
    </>
  )
}
