import net from 'node:net'

// Takes a line with the number of a target, and says `ok` after 5 to 50 ms. At the end of its input it prints, by target,
// how long each answer took from the arrival of the question until it was written.

const delays: Record<string, number[]> = {}

const server = net.createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => {})
  socket.once('data', (line) => {
    const askedMs = performance.now()
    const target = line.toString().trim()
    setTimeout(
      () => {
        socket.end('ok')
        delays[target] ??= []
        delays[target].push(performance.now() - askedMs)
      },
      5 + (Number(target) % 46),
    )
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`)
})
process.stdin.resume().on('end', () => process.stdout.write(`${JSON.stringify(delays)}\n`, () => process.exit(0)))
