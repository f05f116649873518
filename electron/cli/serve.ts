import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startServer } from '../server/server.ts'
import type { Arguments } from './arguments.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** The window in the browser, on 127.0.0.1 only, until Ctrl+C. */
export async function serve(session: Session, given: Arguments): Promise<number> {
  const port = portOf(given.text('port'))
  const core = await session.open({ create: true, keepVerified: true })
  const server = await startServer({
    core,
    page: session.home.page,
    port,
    uploadsDirectory: core.uploads,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
      throw new UsageError('portTaken', { option: '--port', value: String(port) })
    }
    throw error
  })
  try {
    session.output.document({ url: server.url, vault: session.directory }, () => [
      session.messages.cli.serving({ url: server.url, vault: session.directory }),
    ])
    if (!given.has('no-open') && hasDisplay(session)) openInBrowser(server.url, session)
    if (!session.signal.aborted) await once(session.signal, 'abort')
  } finally {
    await server.close()
  }
  session.output.note(session.messages.cli.serveEnded)
  return exitStatus.done
}

function portOf(value: string | undefined): number {
  if (value === undefined) return 0
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port > 65_535) {
    throw new UsageError('optionValue', { option: '--port', value, allowed: '0–65535' })
  }
  return port
}

function hasDisplay({ environment }: Session): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

/** A browser that cannot be started is no fault: the address stands on the screen. */
function openInBrowser(url: string, session: Session): void {
  const [command, ...words] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url]
  const child = spawn(command ?? '', words, { stdio: 'ignore', detached: true })
  child.on('error', () => session.output.note(session.messages.cli.openByHand))
  child.unref()
}
