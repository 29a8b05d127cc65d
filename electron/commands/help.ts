import packageJson from '../../package.json' with { type: 'json' }

/** This program's version, as in package.json. */
export const version: string = packageJson.version

export const usage = `Usage: portlight COMMAND [ARGUMENT...]

Commands:
  check    probe targets once and print what came back
  serve    watch targets and show them in a browser
  import   add the targets of Categraf's files to your own
  export   write targets for Categraf, blackbox_exporter, or portlight import
  history  print the results kept of a target
  report   print the incidents of all targets

portlight COMMAND --help tells more; portlight --version prints the version.
`

export const checkUsage = `Usage: portlight check [TARGET...] [--config PATH]... [OPTION...]

Probes every target once and prints one result for each.

  TARGET            host:port, tcp://host:port, udp://host:port, tls://host:port,
                    http://host/path, https://host/path, or host (https); quoted
                    as one argument it may go on with timeout 5s, wait 2s,
                    status 200, method HEAD, body TEXT, send TEXT, expect TEXT,
                    name TEXT: "redis:6379 send PING\\r\\n expect PONG"
  --config PATH     targets of a Categraf file (net_response or http_response), or
                    of a directory with input.net_response or input.http_response
  --format FORMAT   text (default), json or prometheus
  --timeout TIME    how long each TARGET may take, 1ms to 10min, such as 5s
  --help            print this
  --version         print the version

Exit status: 0 all succeeded, 1 some did not, 2 an argument or file is wrong and
nothing was probed, 130 interrupted.
`
