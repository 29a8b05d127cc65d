const paths = {
  plus: 'M8 3v10M3 8h10',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3 13.5 13.5',
  settings:
    'M2.5 4.5h5M11 4.5h2.5M2.5 11.5H5M8.5 11.5h5M9.25 2.75a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5ZM6.75 9.75a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5Z',
  probe: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.6v2.6h-2.6',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  resume: 'M5.5 3.5v9l7-4.5-7-4.5Z',
  remove: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M6.8 7v4M9.2 7v4',
  edit: 'M3 13l.6-2.6 7-7a1.4 1.4 0 0 1 2 2l-7 7L3 13Z',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1 1.2H3L4 11ZM6.7 14h2.6',
  'bell-off': 'M4 11V7c0-.9.3-1.7.8-2.4M7 3.1A4 4 0 0 1 12 7v2.6M9.8 12.2H3L4 11M6.7 14h2.6M2.5 2l11 12',
  open: 'M4.5 6.5 8 10l3.5-3.5',
  closed: 'M6.5 4.5 10 8l-3.5 3.5',
  tag: 'M2.5 2.5h5l6 6-5 5-6-6ZM5.5 5.5v.01',
  interval: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 5v3l2 1.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
} as const

export type IconName = keyof typeof paths

/** A line icon of 16 px. It says nothing to a screen reader: the control it stands in has the name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="ico" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
