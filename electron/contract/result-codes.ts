/**
 * The result codes of Categraf's `net_response` and `http_response` plugins. The two families number the same
 * outcomes differently, so a code means nothing without its family: they never share one enum.
 */

export type Protocol = 'tcp' | 'udp' | 'http'

export const NetCode = {
  Success: 0,
  Timeout: 1,
  ConnectionFailed: 2,
  ReadFailed: 3,
  StringMismatch: 4,
} as const
export type NetCode = (typeof NetCode)[keyof typeof NetCode]

export const HttpCode = {
  Success: 0,
  ConnectionFailed: 1,
  Timeout: 2,
  DNSError: 3,
  AddressError: 4,
  BodyMismatch: 5,
  CodeMismatch: 6,
} as const
export type HttpCode = (typeof HttpCode)[keyof typeof HttpCode]

export const resultLabels = [
  'Success',
  'Timeout',
  'ConnectionFailed',
  'ReadFailed',
  'StringMismatch',
  'DNSError',
  'AddressError',
  'BodyMismatch',
  'CodeMismatch',
] as const
export type ResultLabel = (typeof resultLabels)[number]

const netLabels = ['Success', 'Timeout', 'ConnectionFailed', 'ReadFailed', 'StringMismatch'] as const
const httpLabels = [
  'Success',
  'ConnectionFailed',
  'Timeout',
  'DNSError',
  'AddressError',
  'BodyMismatch',
  'CodeMismatch',
] as const

/** The label of a code within its protocol's family, or null for a code outside the family's table. */
export function resultLabel(protocol: Protocol, code: number): ResultLabel | null {
  return (protocol === 'http' ? httpLabels[code] : netLabels[code]) ?? null
}
