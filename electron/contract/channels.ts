// Names only: all the preload needs, so that it stays a few hundred bytes.

/** What the page can ask. Each has one request schema and one response schema in schemas.ts. */
export const requestChannels = [
  'snapshot:get',
  'targets:add',
  'targets:remove',
  'targets:restore',
  'targets:amend',
  'targets:get',
  'targets:save',
  'targets:test',
  'targets:test-stop',
  'targets:open',
  'targets:pause',
  'targets:resume',
  'targets:probe',
  'targets:snooze',
  'targets:unsnooze',
  'preferences:set',
  'alerts:get',
  'alerts:set',
  'webhook:set',
  'webhook:test',
  'decisions:get',
  'history:overview',
  'history:series',
  'history:uptime',
  'history:incidents',
  'history:nearest',
  'history:export',
  'history:report',
  'history:size',
  'retention:get',
  'retention:set',
  'network:get',
  'network:set',
  'metrics:get',
  'metrics:set',
  'desktop:get',
  'desktop:set',
  'update:check',
  'update:open',
  'import:preview',
  'import:apply',
  'import:cancel',
  'import:last',
  'import:undo',
  'config:export',
  'data:summary',
  'data:delete',
  'data:restore',
  'diagnostics:get',
  'followed:add',
  'followed:remove',
  'notices:dismiss',
  'notifications:test',
  'window:hide',
] as const
export type RequestChannel = (typeof requestChannels)[number]

/** What the page is told. */
export const eventChannels = ['delta', 'navigate'] as const
export type EventChannel = (typeof eventChannels)[number]

/** The name under which the preload puts the bridge on the page's global object. */
export const bridgeName = 'portlight'
