import { _electron } from 'playwright-core'
import { describe } from 'vitest'
import { electronBinary, windowObstacle } from '../../scripts/electron-binary.ts'
import type { DesktopApp, LaunchOptions } from './desktop-app.ts'
import { journey } from './journey.ts'

async function launchElectron({ root, env }: LaunchOptions): Promise<DesktopApp> {
  const electron = await _electron.launch({
    executablePath: electronBinary() ?? '',
    args: [root, '--lang=zh-CN'],
    env: { ...(process.env as Record<string, string>), ...env },
  })
  const hasQuit = electron.waitForEvent('close')
  let isClosed = false
  return {
    isStandIn: false,
    hasQuit,
    firstWindow: () => electron.firstWindow(),
    evaluate: (run, given) => electron.evaluate(run as never, given),
    sightings: null,
    complaints: [],
    async close() {
      if (!isClosed) await electron.close()
      isClosed = true
    },
  }
}

// Why it is skipped is said in one line at the end of `npm test`.
describe.skipIf(windowObstacle() !== null)('the desktop program, in Electron', () => journey(launchElectron))
