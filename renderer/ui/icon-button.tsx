import { Button, type ButtonProps } from 'react-aria-components/Button'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { Icon, type IconName } from './icon.tsx'

interface IconButtonProps extends Pick<ButtonProps, 'onPress' | 'isDisabled'> {
  icon: IconName
  label: string
}

/** A button that shows only an icon; its name is its label and, after half a second, its tooltip. */
export function IconButton({ icon, label, ...button }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <Button {...button} className="btn-i" aria-label={label}>
        <Icon name={icon} />
      </Button>
      <Tooltip className="tooltip" offset={4}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}
