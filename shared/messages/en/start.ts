import type { Shape } from '../shape.ts'
import type { start as source } from '../zh-CN/start.ts'

export const start: Shape<typeof source> = {
  building: 'Building the program …',
  fetching: ({ version }) =>
    `Electron ${version} has no window program on this machine yet; fetching it (about 120 MB, ELECTRON_MIRROR names a mirror) …`,
  fetchingFor: ({ seconds, limit }) => `${seconds} s so far, at most ${limit} s`,
  fetched: 'Electron has been fetched.',
  instead: {
    'not-fetched':
      'Electron could not be fetched (check the network or ELECTRON_MIRROR), so the same window opens in the browser.',
    'timed-out': ({ limit }) =>
      `Electron could not be fetched within ${limit} seconds, so the same window opens in the browser.`,
    'no-display':
      'This machine has no graphical display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the same window opens in the browser.',
    root: 'The sandbox of the desktop window does not work for root, so the same window opens in the browser.',
    failed: ({ status }) =>
      `The desktop window could not be started (exit status ${status}), so the same window opens in the browser.`,
  },
  journeyInElectron: ({ version }) => `Desktop journey: ran in a real Electron ${version}.`,
  journeyInStandIn: {
    'no-binary':
      'Desktop journey: ran in the stand-in for electron only, not in a real Electron, whose binary is not on this machine.',
    'no-display':
      'Desktop journey: ran in the stand-in for electron only, not in a real Electron, because there is no graphical display.',
    root: 'Desktop journey: ran in the stand-in for electron only, not in a real Electron, whose sandbox does not work for root.',
  },
  journeyNotRun: 'Desktop journey: not part of this run.',
  notReported: 'The test runner did not finish and reported nothing.',
}
