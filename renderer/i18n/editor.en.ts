import type { Group, Kind, OptionName } from '../editor/options.ts'
import { pluralsFor } from './plural.ts'

const plural = pluralsFor('en-GB')

/** What a field of the editor is called, what is worth knowing of it, and what holds while it is empty. */
export interface OptionText {
  label: string
  hint?: string
  empty?: string
}

const options: Record<OptionName, OptionText> = {
  target: { label: 'Address', empty: 'host:port or https://…' },
  name: { label: 'Name', empty: 'the address' },
  tags: { label: 'Tags', empty: 'production, db' },
  intervalMs: { label: 'Every' },
  timeoutMs: { label: 'Give up after' },
  readTimeoutMs: { label: 'Wait for reply' },
  responseTimeoutMs: { label: 'Give up after' },
  latencyLimitMs: { label: 'Slow over', empty: 'never' },
  degradedOver: { label: 'Degraded when', empty: '3 of 5' },
  send: { label: 'Send', empty: 'nothing' },
  sendEncoding: { label: 'Written as', empty: 'text' },
  expect: { label: 'Expect', empty: 'any connection' },
  method: { label: 'Method', empty: 'GET' },
  username: { label: 'User name', empty: 'nobody' },
  password: { label: 'Password', empty: 'none' },
  headers: { label: 'Headers' },
  body: { label: 'Body to send', empty: 'nothing' },
  followRedirects: { label: 'Follow redirects' },
  expectStatus: { label: 'Expect status', hint: '200, 200-299, 2xx, or any' },
  expectSubstring: { label: 'Body contains', empty: 'anything' },
  expectRegex: { label: 'Matches pattern', empty: 'none', hint: 'RE2 syntax, anywhere in the reply' },
  forbidSubstring: { label: 'Body lacks', empty: 'nothing' },
  forbidRegex: { label: 'Body does not match', empty: 'none' },
  'expectJson.path': { label: 'JSON path', empty: '$.status' },
  'expectJson.equals': { label: 'JSON value', empty: 'any', hint: 'As JSON: "ok", 5, true' },
  expectHeaders: { label: 'Answer’s headers', empty: 'Content-Type: json', hint: 'Name: text, or Name: /pattern/' },
  starttls: { label: 'STARTTLS', empty: 'off' },
  'tls.insecureSkipVerify': { label: 'Accept any certificate', hint: 'The result still says what is wrong with it' },
  'tls.serverName': { label: 'Name to verify', empty: 'the host' },
  'tls.ca': {
    label: 'CA certificate',
    empty: '~/ca.pem',
    hint: 'A PEM file, or its text. Beside those trusted anyway',
  },
  'tls.cert': { label: 'Client certificate', empty: '~/client.pem' },
  'tls.key': { label: 'Client key', empty: '~/client.key', hint: 'A PEM file, or its text, which is kept as a secret' },
  'tls.minVersion': { label: 'Oldest TLS', empty: 'any' },
  'tls.maxVersion': { label: 'Newest TLS', empty: 'any' },
  'tls.cipherSuites': { label: 'Cipher suites', empty: 'any' },
  family: { label: 'Addresses', empty: 'IPv4 and IPv6' },
  interface: { label: 'From interface', empty: 'any' },
  proxy: { label: 'Proxy', empty: 'as in the settings' },
  proxyUsername: { label: 'Proxy user', empty: 'nobody' },
  proxyPassword: { label: 'Proxy password', empty: 'none' },
  confirmFailures: { label: 'Failures to confirm', empty: 'as in settings' },
  confirmRecoveries: { label: 'Answers to recover', empty: 'as in settings' },
  retryIntervalMs: { label: 'Try again after', empty: '⅓ interval' },
  remind: { label: 'Remind me while it is down' },
  dependsOn: {
    label: 'Reached through',
    hint: 'Names of other targets, one a line: while one is down, it alone is told',
  },
  labels: { label: 'Labels', empty: 'region=eu', hint: 'key=value, one a line; exported with the results' },
}

const groups: Record<Group, string> = {
  main: '',
  timing: 'Timing',
  conversation: 'Conversation',
  request: 'Request',
  answer: 'Expected answer',
  tls: 'TLS and certificate',
  network: 'Network',
  notices: 'Notices',
  labels: 'Labels for export',
}

const kinds: Record<Kind, string> = { tcp: 'TCP', tls: 'TCP with TLS', udp: 'UDP', http: 'HTTP(S)' }

const days = (count: number): string => `${count} ${plural(count, { one: 'day', other: 'days' })}`

export const editorEn = {
  titles: { edit: 'Edit target', add: 'Add target' },
  titleOf: (name: string) => `Edit ${name}`,
  copyOf: (name: string) => `${name} (copy)`,
  options,
  groups,
  kinds,
  choices: {
    'sendEncoding text': 'text',
    'sendEncoding escaped': 'with \\r \\n \\xHH',
    'sendEncoding hex': 'hex digits',
    'family 4': 'IPv4 only',
    'family 6': 'IPv6 only',
  },
  asDefault: 'defaults',
  test: 'Test now',
  again: 'Test again',
  save: 'Save',
  addAnew: 'Add anew',
  gone: 'This target was removed meanwhile',
  goneText: 'Nothing written here is lost: save it as a new target.',
  left: 'The changes were not saved',
  readOnly: (name: string, file: string) => `${name} comes from ${file}. Change it there, or duplicate it here.`,
  answersHttp: (status: number, time: string) => `It answers: ${status} in ${time}`,
  answers: (time: string) => `It answers in ${time}`,
  trustedFor: (count: number) => `certificate trusted, ${days(count)}`,
  notTrusted: 'certificate not trusted',
  kept: 'Kept. Write to replace',
  drop: 'Forget',
  dropOf: (label: string) => `Forget: ${label}`,
  secret: 'Secret',
  headerName: (nth: number) => `Name of header ${nth}`,
  headerValue: (nth: number) => `Value of header ${nth}`,
  headerPlaceholder: 'Name',
  removeHeader: (nth: number) => `Remove header ${nth}`,
  addHeader: 'Add a header',
  missing: 'Something has to be written here.',
  tooLong: (count: string) => `Too long. Write at most ${count} characters.`,
  slowOf: (slow: string, of: string) => `${slow} of ${of}`,
  notShare: (text: string) => `"${text}" is not a share; write 3 of 5`,
  notLabel: (line: string) => `"${line}" is not a label; write key=value`,
  notHeader: (line: string) => `"${line}" is not a header; write Content-Type: json`,
  notJson: 'This is not JSON; write "ok" in quotes, 5, true or null',
  noTarget: (name: string) => `No other target is called "${name}"; write a name as it stands in the list`,
  refused: (why: string) => why,
}
