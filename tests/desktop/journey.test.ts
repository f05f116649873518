import { describe } from 'vitest'
import { journey } from './journey.ts'
import { launchStandIn } from './stand-in/launch.ts'

describe('the desktop program, with a stand-in for electron over a real Chromium', () =>
  journey(launchStandIn))
