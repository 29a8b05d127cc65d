import { describe, expect, it } from 'vitest'
import { targetIdentity } from '../../electron/interop/identity.ts'
import { readNet } from './conf.ts'

const at = (line: number, message: string) => `input.net_response/net.toml:${line}: ${message}`

describe('a net_response instance', () => {
  it('has Categraf’s defaults', async () => {
    const { targets, warnings, errors } = await readNet('[[instances]]\ntargets = ["db:5432"]\n')
    const [loaded] = targets
    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] })
    expect(loaded?.config).toEqual({
      id: targetIdentity(loaded?.sourceFile ?? '', 'tcp', 'db:5432', 1),
      protocol: 'tcp',
      target: 'db:5432',
      labels: {},
      intervalMs: 15_000,
      timeoutMs: 1000,
      readTimeoutMs: 3000,
    })
    expect(loaded?.lineOf(null)).toBe(2)
  })

  it('takes every key, in any case', async () => {
    const { targets, warnings } = await readNet(`
[[instances]]
Targets = ["db:5432"]
protocol = "udp"
TIMEOUT = "2s"
read_timeout = 4
send = "PING\\r\\n"
expect = "PONG"
`)
    expect(warnings).toEqual([])
    expect(targets[0]?.config).toMatchObject({
      protocol: 'udp',
      timeoutMs: 2000,
      readTimeoutMs: 4000,
      send: 'PING\r\n',
      expect: 'PONG',
    })
  })

  it('keeps the order and the spelling of targets, and numbers equal ones', async () => {
    const { targets, warnings } = await readNet(`
[[instances]]
targets = ["[::1]:80", ":9090", "db:080", "127.0.0.1:99999", "db:080"]
[[instances]]
targets = ["db:080"]
`)
    expect(warnings).toEqual([])
    expect(targets.map(({ config }) => config.target)).toEqual([
      '[::1]:80',
      'localhost:9090',
      'db:080',
      '127.0.0.1:99999',
      'db:080',
      'db:080',
    ])
    const file = targets[0]?.sourceFile ?? ''
    expect(targets.slice(4).map(({ config }) => config.id)).toEqual(
      [2, 3].map((nth) => targetIdentity(file, 'tcp', 'db:080', nth)),
    )
  })

  it.each(['127.0.0.1', 'host:', 'http://h:80', '::1:80', '[::1]', ''])(
    'leaves %j out and keeps the others',
    async (bad) => {
      const { targets, warningLines, errors } = await readNet(`[[instances]]\ntargets = ["a:1",\n"${bad}", "b:1"]\n`)
      expect(errors).toEqual([])
      expect(targets.map(({ config }) => config.target)).toEqual(['a:1', 'b:1'])
      expect(warningLines).toEqual([
        at(
          3,
          `target "${bad}" is not host:port and is left out; Categraf drops the whole instance. Write host:port, or [address]:port for IPv6`,
        ),
      ])
    },
  )

  it('reads an upper-case protocol, with a warning', async () => {
    const { targets, warningLines } = await readNet(
      '[[instances]]\ntargets = ["a:1"]\nprotocol = "UDP"\nexpect = "x"\n',
    )
    expect(targets[0]?.config.protocol).toBe('udp')
    expect(warningLines).toEqual([at(3, 'protocol "UDP" is read as udp; Categraf reports nothing until it is "udp"')])
  })

  it('refuses another protocol', async () => {
    const { targets, errorLines } = await readNet('[[instances]]\ntargets = ["a:1"]\nprotocol = "icmp"\n')
    expect(targets).toEqual([])
    expect(errorLines).toEqual([
      at(3, 'protocol "icmp" is neither tcp nor udp, and Categraf would report nothing; write one'),
    ])
  })

  it.each([
    ['port by name', 'targets = ["db:ssh"]', 2, /names its port by a service/],
    ['short wait for a refusal', 'targets = ["a:1"]\nprotocol = "udp"\nread_timeout = 1', 4, /at least 3 s/],
    ['expectation over two lines', 'targets = ["a:1"]\nexpect = "a\\nb"', 3, /first line only/],
  ])('warns of a %s', async (_, body, line, pattern) => {
    const { targets, warnings } = await readNet(`[[instances]]\n${body}\n`)
    expect(targets).toHaveLength(1)
    expect(warnings).toMatchObject([{ line, message: expect.stringMatching(pattern) }])
  })
})

describe('a key', () => {
  it.each([
    [
      'interval = 5',
      3,
      'interval has no effect: Categraf ignores it in an instance; write it above [[instances]], or write interval_times',
    ],
    [
      'metrics_drop = ["*"]',
      3,
      'metrics_drop has no effect: Portlight exports every sample as it is; write metric_relabel_configs in Prometheus',
    ],
    [
      'response_timeout = 5',
      3,
      'response_timeout has no effect: write timeout for connecting and read_timeout for the answer',
    ],
    ['read_timout = 5', 3, 'read_timout is not a key of net_response; did you mean read_timeout?'],
    ['colour = "red"', 3, 'colour is not a key of net_response; remove it'],
  ])('%s is warned of', async (line, number, message) => {
    const { targets, warningLines } = await readNet(`[[instances]]\ntargets = ["a:1"]\n${line}\n`)
    expect(targets).toHaveLength(1)
    expect(warningLines).toEqual([at(number, message)])
  })

  it('of an instance is warned of above the instances', async () => {
    const { warningLines } = await readNet('timeout = 5\n[[instances]]\ntargets = ["a:1"]\n')
    expect(warningLines).toEqual([at(1, 'timeout has no effect here; write it below [[instances]]')])
  })

  it.each([
    ['targets = "a:1"', 'targets is a string; it takes a list of strings'],
    ['targets = ["a:1", 5]', 'targets is a list; it takes a list of strings'],
    ['send = 5', 'send is a number; it takes a string'],
    ['labels = { a = 1 }', 'labels is a table; it takes a table of strings, such as { env = "prod" }'],
    ['interval_times = "x"', 'interval_times is a string; it takes a whole number'],
  ])('of another type is an error: %s', async (line, message) => {
    const { targets, errorLines } = await readNet(`[[instances]]\n${line}\n`)
    expect(targets).toEqual([])
    expect(errorLines).toEqual([at(2, message)])
  })

  it('instances must be a list of tables', async () => {
    const { errorLines } = await readNet('[instances]\ntargets = ["a:1"]\n')
    expect(errorLines).toEqual([at(1, 'instances is a table; write [[instances]] above each instance')])
  })

  it('that is too long for a target is an error that does not repeat it', async () => {
    const { targets, errorLines } = await readNet(`[[instances]]\ntargets = ["a:1"]\nsend = "${'x'.repeat(65_537)}"\n`)
    expect(targets).toEqual([])
    expect(errorLines).toEqual([
      at(3, 'target "a:1" cannot be used: its send is too long or has a line break; shorten it to one line'),
    ])
  })
})

const labelsOf = async (toml: string) => {
  const read = await readNet(toml)
  return {
    labels: read.targets.map(({ config }) => config.labels),
    warnings: read.warningLines,
    errors: read.errorLines,
  }
}

describe('labels', () => {
  it('come from the mapping, then the plugin, then the instance', async () => {
    const { labels, warnings } = await labelsOf(`
labels = { env = "prod", zone = "a", gone = "x" }
[mappings]
"db:1" = { job = "db", env = "mapped", owner = "ops" }
[[instances]]
targets = ["db:1", "web:1"]
labels = { zone = "b", gone = "-", owner = "-" }
`)
    expect(warnings).toEqual([])
    expect(labels).toEqual([
      { job: 'db', env: 'prod', zone: 'b' },
      { env: 'prod', zone: 'b' },
    ])
  })

  it('take an instance’s mapping whole, without the plugin’s entry', async () => {
    const { labels } = await labelsOf(`
[mappings]
"db:1" = { job = "db", owner = "ops" }
[[instances]]
targets = ["db:1"]
[instances.mappings]
"db:1" = { job = "redis" }
[[instances]]
targets = ["db:1"]
`)
    expect(labels).toEqual([{ job: 'redis' }, { job: 'db', owner: 'ops' }])
  })

  it('find a mapping for ":port" under either name, and warn of the one Categraf never finds', async () => {
    const { labels, warnings } = await labelsOf(`
[mappings]
":1" = { job = "short" }
"localhost:2" = { job = "long" }
[[instances]]
targets = [":1", ":2"]
`)
    expect(labels).toEqual([{ job: 'short' }, { job: 'long' }])
    expect(warnings).toEqual([at(3, 'mappings: Categraf never finds ":1"; write "localhost:1"')])
  })

  it('fill in the machine and its environment', async () => {
    const { labels, warnings } = await labelsOf(`
[[instances]]
targets = ["a:1"]
labels = { host = "$hostname/$ip", team = "\${TEAM}-$TEAM", odd = "$QUOTED" , none = "x$NOPE", sn = "$sn" }
`)
    expect(labels).toEqual([{ host: 'web1/10.1.2.3', team: 'ops-ops', odd: 'a\\"b\\\\c', none: 'x', sn: '' }])
    expect(warnings).toEqual([
      at(4, 'label none names $NOPE, which is empty here: it is not set in the environment'),
      at(4, 'label sn names $sn, which is empty here: serial numbers are not read'),
    ])
  })

  it('warn of a mapping that means no target, and of a label that no mapping can set', async () => {
    const { labels, warnings } = await labelsOf(`
[mappings]
"db:2" = { job = "typo" }
"db:1" = { protocol = "x", job = "db" }
[[instances]]
targets = ["db:1"]
`)
    expect(labels).toEqual([{ job: 'db' }])
    expect(warnings).toEqual([
      at(4, 'label protocol has no effect in mappings, as in Categraf; write it in labels'),
      at(3, 'mappings: "db:2" is no target, so it has no effect; write a target as it stands in targets'),
    ])
  })

  it('warn where the target’s own name would be taken away', async () => {
    const { warnings } = await labelsOf('[[instances]]\ntargets = ["a:1"]\nlabels = { target = "-" }\n')
    expect(warnings).toEqual([at(3, 'label target cannot be taken away: every net_response sample has it; remove "-"')])
  })

  it('refuse a plugin key that slipped below [mappings]', async () => {
    const { errors } = await labelsOf('[mappings]\ninterval = 15\n[[instances]]\ntargets = ["a:1"]\n')
    expect(errors).toEqual([
      at(
        2,
        'mappings: the entry "interval" is a number; it takes labels such as { job = "db" }, and a key of the plugin itself stands above [mappings]',
      ),
    ])
  })
})
