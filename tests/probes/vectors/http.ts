import { connectionRows, nameRows, statusRows } from './http-answers.ts'
import { bodyRows, expectationRows } from './http-bodies.ts'
import { capRows } from './http-bombs.ts'
import { faultRows, trustRows } from './http-certificates.ts'
import { credentialRows } from './http-credentials.ts'
import { expectedRows } from './http-expectations.ts'
import { proxyRows } from './http-proxies.ts'
import { redirectRows } from './http-redirects.ts'
import { headerRows, headRows } from './http-requests.ts'
import { handshakeRows, routeRows } from './http-tls.ts'
import type { Row } from './row.ts'

/** Every vector of http and https, H1 to H22. */
export const httpRows: readonly Row[] = [
  ...statusRows,
  ...connectionRows,
  ...bodyRows,
  ...nameRows,
  ...redirectRows,
  ...expectationRows,
  ...expectedRows,
  ...capRows,
  ...headRows,
  ...credentialRows,
  ...proxyRows,
  ...headerRows,
  ...faultRows,
  ...trustRows,
  ...handshakeRows,
  ...routeRows,
]
