import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Door } from '../../shared/contract/protocol.ts'

export interface EventStreams {
  readonly open: (request: IncomingMessage, response: ServerResponse) => void
  readonly close: () => void
}

const heartbeat = 15_000
/** Bytes that may wait for a slow page before it is told to come back later; events are hints and may be lost. */
const mostWaiting = 1024 * 1024

/** What the core announces, as server-sent events (HTML standard, section 9.2) to every page that listens. */
export function openEventStreams(door: Pick<Door, 'listen'>): EventStreams {
  const streams = new Set<ServerResponse>()
  const send = (text: string) => {
    for (const stream of streams) {
      if (stream.writableLength > mostWaiting) {
        // At once, not when it has closed: a write to a destroyed stream is an error that nobody hears.
        streams.delete(stream)
        stream.destroy()
      } else stream.write(text)
    }
  }
  const deafen = door.listen((event) => send(`data: ${JSON.stringify(event)}\n\n`))
  const beat = setInterval(() => send(': still here\n\n'), heartbeat)

  return {
    open(request, response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
      response.write('retry: 1000\n\n')
      streams.add(response)
      request.socket.setNoDelay(true)
      response.on('close', () => streams.delete(response))
    },
    close() {
      clearInterval(beat)
      deafen()
      for (const stream of streams) stream.end()
    },
  }
}
