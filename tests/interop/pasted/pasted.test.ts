import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPasted } from '../../../electron/interop/pasted/pasted.ts'
import { writeTargetsJson } from '../../../electron/interop/targets-json.ts'
import { tcpTarget } from '../../monitor/samples.ts'

function read(text: string) {
  const machine = { hostname: 'h', ip: '', env: {} }
  return readPasted(text, { secrets: () => ({ secret: 's' }), machine, pace: () => null })
}

const say = ({ line, message }: { line: number | null; message: string }) => `${line}: ${message}`

/** Addresses with names and lines, and what is said, as `line: message`. */
async function told(text: string) {
  const { targets, warnings, errors } = await read(text)
  return {
    targets: targets.map(({ config, lineOf }) =>
      [lineOf(null), config.protocol, config.target, config.name].filter((part) => part !== undefined).join(' '),
    ),
    warnings: warnings.map(say),
    errors: errors.map(say),
  }
}

describe('pasted lines', () => {
  it('are addresses with their words, one a line, in the dress of a list', async () => {
    const text =
      '# ours\n\n- db.internal:5432 every 30s name Orders\n  "udp://10.0.0.1:53",\r\n3. https://example.com/health\n'
    expect(await told(text)).toEqual({
      targets: ['3 tcp db.internal:5432 Orders', '4 udp 10.0.0.1:53', '5 http https://example.com/health'],
      warnings: [],
      errors: [],
    })
  })

  it('are read beside those that are wrong, each of which is named with what to do', async () => {
    expect(await told('a:1\nb:99999\nc\nd:4 every 5parsecs')).toEqual({
      targets: ['1 tcp a:1', '3 http https://c'],
      warnings: [],
      errors: [
        '2: "b:99999": port "99999" is not a number from 1 to 65535',
        expect.stringMatching(/^4: "5parsecs" is not a duration/),
      ],
    })
  })

  it('keep a password apart', async () => {
    const { targets } = await read('https://bob:c4nary@a.example/')
    expect(targets[0]?.config).toMatchObject({ username: 'bob', password: { secret: 's' } })
    expect(JSON.stringify(targets)).not.toContain('c4nary')
  })

  it('may be curl commands over several lines, among others', async () => {
    const text = "a:1\n$ curl 'https://b/' \\\n  -H 'x: y' \\\n  --nonsense\nc:3\ncurl https://d/ -d '{\n}'\ne:5"
    expect(await told(text)).toEqual({
      targets: ['1 tcp a:1', '2 http https://b/', '5 tcp c:3', '6 http https://d/', '8 tcp e:5'],
      warnings: ['2: curl: --nonsense is not known here and is left out'],
      errors: [],
    })
  })

  it('always all have an outcome, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.webUrl(),
            fc.constantFrom("curl 'x", 'curl ^"a', '80/tcp', '[[', '{'),
          ),
        ),
        async (lines) => {
          const { targets, errors } = await read(lines.join('\n'))
          for (const { config } of targets) expect(config.target).not.toBe('')
          for (const { message } of errors) expect(message).not.toBe('')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the ports of docker', () => {
  it('come from the table of docker ps, with the names of the containers', async () => {
    const text = [
      'CONTAINER ID   IMAGE         COMMAND    CREATED      STATUS      PORTS                                         NAMES',
      '1a2b3c4d5e6f   nginx:1.27    "/docker"  2 days ago   Up 2 days   0.0.0.0:8080->80/tcp, [::]:8080->80/tcp       web',
      '2b3c4d5e6f70   postgres:17   "docker"   2 days ago   Up 2 days   127.0.0.1:5432->5432/tcp, 0.0.0.0:53->53/udp  db',
      '3c4d5e6f7081   redis         "docker"   2 days ago   Up 2 days   6379/tcp                                      cache',
    ].join('\n')
    expect(await told(text)).toEqual({
      targets: ['2 tcp 127.0.0.1:8080 web', '3 tcp 127.0.0.1:5432 db:5432', '3 udp 127.0.0.1:53 db:53'],
      warnings: ['4: cache publishes no port, so only other containers reach it; publish one with -p'],
      errors: [],
    })
  })

  it('come from the column alone, from docker port, in ranges and of old docker', async () => {
    expect(
      await told('0.0.0.0:8000-8001->80-81/tcp, :::9000->9000/tcp\n80/tcp -> 192.0.2.1:32768\n0.0.0.0:5->5/sctp'),
    ).toEqual({
      targets: ['1 tcp 127.0.0.1:8000', '1 tcp 127.0.0.1:8001', '1 tcp [::1]:9000', '2 tcp 192.0.2.1:32768'],
      warnings: ['3: port 5: SCTP is not probed; only TCP and UDP are'],
      errors: [],
    })
  })
})

describe('a snippet of Categraf', () => {
  it('is read as a file of its own, with or without the head of its instance', async () => {
    expect(
      await told('# x\n[[instances]]\ntargets = ["127.0.0.1:1"]\nprotocol = "udp"\nsend = "a"\nexpect = "b"\n'),
    ).toEqual({
      targets: ['3 udp 127.0.0.1:1'],
      warnings: [],
      errors: [],
    })
    expect(await told('targets = [\n  "https://a.example",\n]\n')).toMatchObject({
      targets: ['2 http https://a.example'],
    })
    expect(await told('targets = [\n  "a:1"\n')).toMatchObject({
      targets: [],
      errors: [expect.stringMatching(/not TOML/)],
    })
  })
})

it('reads what Portlight exported', async () => {
  const target = tcpTarget('0b0e6b52-5d0c-4c6e-9f0b-3a5d1f0c2a11', { name: 'Router' })
  const { targets, errors } = await read(writeTargetsJson([target]))
  expect(errors).toEqual([])
  expect(targets.map(({ config }) => config)).toEqual([target])
})
