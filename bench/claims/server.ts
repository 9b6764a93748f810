/**
 * A real HTTP server on loopback, in a process of its own, so that it takes no time from the event
 * loop that is measured: `node server.ts <ms until each answer>`. Prints its port.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const delay = Number(process.argv[2])
let open = 0
let most = 0

const server = createServer((request, response) => {
  if (request.url === '/peak') {
    response.end(String(most))
    most = 0
    return
  }
  open += 1
  most = Math.max(most, open)
  setTimeout(() => {
    open -= 1
    response.end(`the page ${request.url}`)
  }, delay)
})

// a busy machine may leave a connection idle for long, and must not lose it
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port)
})
// ends with the process that started it
process.stdin.on('end', () => process.exit()).resume()
