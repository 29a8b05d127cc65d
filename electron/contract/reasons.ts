/**
 * Why a probe ended as it did, finer than its result code. A closed set: programs decide on these and never on message
 * text. A success has no reason.
 */
export const reasons = [
  'refused',
  'unreachable',
  'reset',
  'connect-timeout',
  'dns-not-found',
  'dns-timeout',
  'dns-failed',
  'send-failed',
  'read-timeout',
  'closed',
  'mismatch',
  'tls-expired',
  'tls-not-yet-valid',
  'tls-self-signed',
  'tls-untrusted',
  'tls-name-mismatch',
  'tls-handshake',
  'tls-timeout',
  'header-timeout',
  'body-timeout',
  'body-truncated',
  'body-too-large',
  'protocol-error',
  'redirect-limit',
  'redirect-invalid',
  'proxy-failed',
  'status-mismatch',
  'body-mismatch',
  'address-invalid',
  'no-address',
  'body-forbidden',
  'json-mismatch',
  'header-mismatch',
  'starttls-refused',
  'local-resources',
  'local-offline',
  'aborted',
] as const
export type Reason = (typeof reasons)[number]

/** Reasons that say this machine could not probe. They are no verdict on the target and carry no result code. */
export const localFaultReasons = ['local-resources', 'local-offline', 'aborted'] as const
export type LocalFaultReason = (typeof localFaultReasons)[number]
