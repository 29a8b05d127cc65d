import { type FromLab, protocolOf, type ToLab } from './lab-messages.ts'
import { openPages, type Pages } from './lab-pages.ts'
import { type Failing, startFailing } from './lab-servers.ts'

// All that is outside the program under test: in a process of its own, so that its memory and sockets are not counted.

const servers: Failing[] = []
let pages: Pages | null = null

const say = (message: FromLab) => void process.send?.(message)

async function hear(message: ToLab): Promise<void> {
  switch (message.kind) {
    case 'begin':
      for (let nth = 0; nth < message.servers; nth++) servers.push(await startFailing(protocolOf(nth)))
      return say({ kind: 'ports', ports: servers.map(({ port }) => port) })
    case 'set':
      await servers[message.nth]?.become(message.mode)
      return say({ kind: 'set', ask: message.ask })
    case 'pages':
      pages = openPages(message.address, message.pages, message.seed)
      return
    case 'leave': {
      await pages?.leave()
      const { visits = 0, answers = 0, refused = [] } = pages ?? {}
      return say({ kind: 'left', visits, answers, refused })
    }
  }
}

process.on('message', (message: ToLab) => void hear(message))
// Its parent is gone, however it went.
process.on('disconnect', () => process.exit(0))
