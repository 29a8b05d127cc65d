/** What each option of curl (curl 8, curl.1) means for a probe. */
export type CurlMeaning =
  /** It changes what is printed or kept, and nothing that is sent. */
  | 'output'
  /** It is read, under this name. */
  | 'read'
  /** It has no equal here, so it is named. */
  | 'named'
  /** Without it the request would be another one. */
  | 'needed'

export interface CurlOption {
  name: string
  takesValue: boolean
  meaning: CurlMeaning
}

type Lists = Record<CurlMeaning, { flags: string; values: string }>

/** A letter before the slash is the short form. */
const lists: Lists = {
  read: {
    flags: 'G/get I/head k/insecure L/location 4/ipv4 6/ipv6 1/tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 :/next',
    values:
      'url X/request H/header d/data data-ascii data-raw data-binary data-urlencode json u/user x/proxy U/proxy-user cacert E/cert key resolve connect-to m/max-time A/user-agent e/referer b/cookie oauth2-bearer interface tls-max ciphers',
  },
  output: {
    flags:
      's/silent S/show-error v/verbose i/include show-headers #/progress-bar no-progress-meter f/fail fail-with-body N/no-buffer O/remote-name remote-name-all J/remote-header-name compressed http1.1 basic g/globoff create-dirs styled-output no-styled-output trace-time q/disable fail-early Z/parallel R/remote-time tcp-nodelay no-clobber remove-on-error no-keepalive V/version h/help xattr',
    values: 'o/output w/write-out D/dump-header stderr trace trace-ascii c/cookie-jar output-dir create-file-mode',
  },
  named: {
    flags:
      'n/netrc netrc-optional digest ntlm negotiate anyauth location-trusted post301 post302 post303 http0.9 0/http1.0 http2 http2-prior-knowledge http3 http3-only 2/sslv2 3/sslv3 ssl ssl-reqd ssl-no-revoke ssl-revoke-best-effort ssl-allow-beast ca-native path-as-is raw tr-encoding haproxy-protocol p/proxytunnel cert-status tcp-fastopen j/junk-session-cookies proxy-insecure proxy-digest proxy-ntlm proxy-negotiate proxy-basic proxy-anyauth false-start no-alpn no-npn no-sessionid doh-insecure disallow-username-in-url compressed-ssh crlf retry-all-errors retry-connrefused suppress-connect-headers a/append l/list-only B/use-ascii mptcp',
    values:
      'connect-timeout retry retry-delay retry-max-time limit-rate max-redirs r/range proxy1.0 socks4 socks4a socks5 socks5-hostname preproxy proxy-cacert proxy-capath proxy-cert proxy-key proxy-header proxy-pass proxy-tlsuser noproxy capath crlfile pinnedpubkey cert-type key-type pass engine dns-servers dns-interface dns-ipv4-addr dns-ipv6-addr doh-url local-port happy-eyeballs-timeout-ms keepalive-time keepalive-cnt max-filesize expect100-timeout Y/speed-limit y/speed-time tls13-ciphers curves alt-svc hsts z/time-cond proto proto-default proto-redir service-name proxy-service-name delegation rate etag-save etag-compare netrc-file parallel-max haproxy-clientip ip-tos vlan-priority tlsuser tlspassword tlsauthtype random-file egd-file ech sigalgs',
  },
  needed: {
    flags: '',
    values:
      'F/form form-string T/upload-file K/config C/continue-at unix-socket abstract-unix-socket request-target url-query aws-sigv4 variable Q/quote t/telnet-option P/ftp-port mail-from mail-rcpt',
  },
}

const byName = new Map<string, CurlOption>()
const byLetter = new Map<string, CurlOption>()

function note(meaning: CurlMeaning, words: string, takesValue: boolean): void {
  for (const word of words.split(' ').filter((part) => part !== '')) {
    const [, letter, name = ''] = /^(?:(.)\/)?(.+)$/.exec(word) ?? []
    const option = { name, takesValue, meaning }
    byName.set(name, option)
    if (letter !== undefined) byLetter.set(letter, option)
  }
}
for (const meaning of ['read', 'output', 'named', 'needed'] as const) {
  note(meaning, lists[meaning].flags, false)
  note(meaning, lists[meaning].values, true)
}

/** One option as it was given; `value` is empty where it takes none. */
export interface GivenOption {
  /** As curl's manual names it, with dashes: `--header`. */
  as: string
  name: string
  meaning: CurlMeaning | 'unknown'
  value: string
}

export interface CurlArguments {
  options: GivenOption[]
  /** What is no option: addresses. */
  addresses: string[]
  /** An option at the end that lacks its value. */
  lacking: string | null
}

/** Takes the arguments of curl apart, without its own name: `-sSLk`, `-XPOST`, `--header VALUE`, `--no-FLAG`. */
export function readArguments(words: readonly string[]): CurlArguments {
  const read: CurlArguments = { options: [], addresses: [], lacking: null }
  const add = ({ name, meaning }: CurlOption, value: string) =>
    read.options.push({ as: `--${name}`, name, meaning, value })
  const rest = [...words]
  let onlyAddresses = false
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (onlyAddresses || !word.startsWith('-') || word === '-') read.addresses.push(word)
    else if (word === '--') onlyAddresses = true
    else if (word.startsWith('--')) readLong(word.slice(2))
    else readShort(word.slice(1))
  }
  return read

  function valueOf(option: CurlOption): void {
    const value = rest.shift()
    if (value === undefined) read.lacking = `--${option.name}`
    else add(option, value)
  }

  function readLong(name: string): void {
    const option = byName.get(name)
    if (option) return option.takesValue ? valueOf(option) : void add(option, '')
    // Turned off again: only what would change the request is worth a word.
    const off = name.startsWith('no-') ? byName.get(name.slice(3)) : undefined
    if (off?.meaning === 'output') return
    read.options.push({ as: `--${name}`, name, meaning: 'unknown', value: '' })
  }

  function readShort(letters: string): void {
    for (let at = 0; at < letters.length; at += 1) {
      const letter = letters.charAt(at)
      const option = byLetter.get(letter)
      if (option?.takesValue) {
        const attached = letters.slice(at + 1)
        if (attached === '') return valueOf(option)
        return void add(option, attached)
      }
      if (option) add(option, '')
      else read.options.push({ as: `-${letter}`, name: letter, meaning: 'unknown', value: '' })
    }
  }
}
