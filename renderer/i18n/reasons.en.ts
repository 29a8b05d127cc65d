import type { ReasonTexts } from './reason-text.ts'

/** Written after the rule: say what happened, then what to try; at most 52 characters before the advice. */
export const reasonsEn: ReasonTexts = {
  refused: {
    what: () => 'Refused',
    more: ({ port }) => (port ? `nothing listens on port ${port}` : 'nothing listens on this port'),
    advice: ({ host }) =>
      `Check that the service is running${host ? ` on ${host}` : ''} and listens on this port, not only on localhost.`,
  },
  unreachable: {
    what: () => 'Unreachable',
    more: ({ host }) => `no route to ${host ?? 'the host'}`,
    advice: ({ host }) => `Check the VPN or network in between, and that ${host ?? 'the host'} is switched on.`,
  },
  reset: {
    what: () => 'Connection reset',
    more: ({ host }) => `${host ?? 'the other side'} cut it off`,
    advice: () => 'Look for a crash or restart in the service log, or a firewall that resets connections.',
  },
  'connect-timeout': {
    what: () => 'Timeout',
    more: ({ timeout }) => `no connection ${timeout ? `within ${timeout}` : 'in the time allowed'}`,
    advice: () => 'A firewall may drop the packets, or the host is off or overloaded. Try to reach another port on it.',
  },
  'dns-not-found': {
    what: () => 'Name not found',
    more: ({ host }) => `${host ?? 'it'} has no address`,
    advice: () => 'Check the spelling, and whether the name exists only on an internal network or VPN.',
  },
  'dns-timeout': {
    what: () => 'Timeout',
    more: ({ timeout }) => `the name lookup took ${timeout ? `over ${timeout}` : 'too long'}`,
    advice: () => 'The DNS server did not reply. Check this computer’s DNS settings or try another server.',
  },
  'dns-failed': {
    what: () => 'Name lookup failed',
    more: ({ code }) => (code ? `the DNS server said ${code}` : 'the DNS server answered with an error'),
    advice: () => 'The server answered with an error. Try again later, or ask whoever runs the zone.',
  },
  'send-failed': {
    what: () => 'Send failed',
    more: () => 'the connection closed first',
    advice: () =>
      'The port accepts connections but closes before reading. Check whether it expects TLS or another protocol.',
  },
  'read-timeout': {
    what: ({ timeout }) => `No reply ${timeout ? `within ${timeout}` : 'in the time allowed'}`,
    advice: () => 'Connected, then silence. Check that the text sent is what this service answers to.',
  },
  closed: {
    what: () => 'Closed',
    more: () => 'no data before the connection ended',
    advice: () => 'The service hung up without a word. Check its log, its connection limit and its allow list.',
  },
  mismatch: {
    what: () => 'Wrong reply',
    more: ({ expected }) => (expected ? `expected “${expected}”` : 'not the expected text'),
    advice: () => 'The service answers, but not as expected. Compare the reply below with the expected text.',
  },
  'tls-expired': {
    what: ({ date }) => (date ? `Certificate expired on ${date}` : 'Certificate has expired'),
    advice: () =>
      'Renew the certificate and reload the server. If it was renewed, the server still serves the old one.',
  },
  'tls-not-yet-valid': {
    what: ({ date }) => (date ? `Certificate not valid before ${date}` : 'Certificate not valid yet'),
    advice: () => 'Check this computer’s clock, then the date the certificate was issued for.',
  },
  'tls-self-signed': {
    what: () => 'Certificate is self-signed',
    advice: () =>
      'If you expect this, give Portlight the certificate as a CA file. Otherwise find out who answers here.',
  },
  'tls-untrusted': {
    what: () => 'Certificate not trusted',
    more: ({ issuer }) => (issuer ? `issuer ${issuer} unknown` : 'its issuer is unknown'),
    advice: () => 'The server may not send its intermediate certificate. Check the chain, or add the issuer’s CA file.',
  },
  'tls-name-mismatch': {
    what: ({ names, host }) =>
      names
        ? `Certificate is for ${names}, not ${host ?? 'this host'}`
        : `Certificate is not for ${host ?? 'this host'}`,
    advice: () => 'Check the address, or have the certificate include this name.',
  },
  'tls-handshake': {
    what: () => 'TLS handshake failed',
    more: ({ code }) => code ?? 'no agreement on how to encrypt',
    advice: () => 'The two sides share no protocol version or cipher, or the server wants a client certificate.',
  },
  'tls-timeout': {
    what: () => 'Timeout',
    more: ({ timeout }) => `no TLS handshake ${timeout ? `within ${timeout}` : 'in the time allowed'}`,
    advice: () => 'Connected, then silence. Check that this port speaks TLS, then the load on the server.',
  },
  'header-timeout': {
    what: () => 'Timeout',
    more: ({ timeout }) => `connected, but no answer ${timeout ? `within ${timeout}` : 'in time'}`,
    advice: () => 'The port is open, so look at the application behind it, then at its load.',
  },
  'body-timeout': {
    what: () => 'Timeout',
    more: ({ bytes }) => (bytes ? `the page stalled after ${bytes}` : 'the page stalled'),
    advice: () => 'The answer began and then stopped. Check the application, its database, or a proxy that buffers.',
  },
  'body-truncated': {
    what: () => 'Cut short',
    more: ({ bytes, length }) => {
      if (bytes && length) return `${bytes} of ${length} arrived`
      return bytes ? `only ${bytes} arrived` : 'the page ended too early'
    },
    advice: () => 'The connection ended too early. Look for a crash or a proxy limit on response size or time.',
  },
  'body-too-large': {
    what: () => 'Too large',
    more: () => 'text not found in the first 10 MiB',
    advice: () => 'Point the check at a smaller page, such as a health endpoint.',
  },
  'protocol-error': {
    what: () => 'Not HTTP',
    more: () => 'the reply could not be read',
    advice: () => 'Another protocol may listen on this port. Check http against https, and the port number.',
  },
  'redirect-limit': {
    what: () => 'Redirect loop',
    more: () => 'stopped after 10',
    advice: () => 'See the hops below. Often http and https, or two host names, point at each other.',
  },
  'redirect-invalid': {
    what: () => 'Bad redirect',
    more: () => 'its address cannot be used',
    advice: () => 'The server sent a Location that is empty or malformed. Correct it there, or turn off following.',
  },
  'proxy-failed': {
    what: () => 'Proxy failed',
    more: ({ proxy }) => `${proxy ?? 'it'} did not connect`,
    advice: () => 'The target was never reached. Check that the proxy runs, and its address and password.',
  },
  'status-mismatch': {
    what: ({ status, expected }) =>
      `Answered ${status ?? 'with another status'}${expected ? `, expected ${expected}` : status ? ', not as expected' : ''}`,
    advice: () => 'The server works but refuses or fails this page. Check its log, or change the expected status.',
  },
  'body-mismatch': {
    what: () => 'Wrong page',
    more: ({ expected }) => (expected ? `“${expected}” is not in it` : 'the expected text is not in it'),
    advice: () =>
      'The page loads but its content differs. Compare it with what is expected; it may be an error or sign-in page.',
  },
  'address-invalid': {
    what: () => 'Address not usable',
    more: ({ target }) => target ?? 'it cannot be read',
    advice: () => 'Write host:port, https://… or udp://host:port, with a port from 1 to 65535.',
  },
  'no-address': {
    what: ({ family, host }) => `No ${family ? `${family} ` : 'usable '}address for ${host ?? 'the host'}`,
    advice: () => 'Choose another address family or interface, or add the record for this name.',
  },
  'body-forbidden': {
    what: () => 'Wrong page',
    more: ({ expected }) => (expected ? `“${expected}” is in it` : 'it holds text that must not be there'),
    advice: () => 'The page loads with text that must not be there. It may be an error or maintenance page.',
  },
  'json-mismatch': {
    what: () => 'Wrong value',
    more: ({ expected }) => (expected ? `expected ${expected}` : 'the JSON differs from what is expected'),
    advice: () => 'The page is there, but a value in it differs. Look at the service, or correct the expected value.',
  },
  'header-mismatch': {
    what: () => 'Wrong header',
    more: ({ expected }) => (expected ? `expected ${expected}` : 'it differs from what is expected'),
    advice: () => 'The answer lacks the expected header. Check the server and any proxy before it.',
  },
  'starttls-refused': {
    what: () => 'STARTTLS refused',
    more: ({ host }) => `${host ?? 'the server'} stays unencrypted`,
    advice: () => 'The server does not encrypt this connection. Check its TLS settings, or probe its TLS port.',
  },
  'local-resources': {
    what: () => 'Not probed',
    more: ({ resource }) => `this computer is out of ${resource ?? 'resources'}`,
    advice: () => 'Close programs that hold many connections. The target is not judged.',
  },
  'local-offline': {
    what: () => 'Not probed',
    more: () => 'this computer is offline',
    advice: () => 'Nothing to do: probing resumes by itself. The target is not judged.',
  },
  aborted: {
    what: () => 'Not finished',
    more: () => 'the probe was stopped',
    advice: () => 'It was paused, edited or the computer went to sleep. The target is not judged.',
  },
}
