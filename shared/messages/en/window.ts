import type { Shape } from '../shape.ts'
import type { window as source } from '../zh-CN/window.ts'
import { cases } from './window/cases.ts'
import { claims } from './window/claims.ts'
import { comparison } from './window/comparison.ts'
import { dossier } from './window/dossier.ts'
import { frame } from './window/frame.ts'
import { infringement } from './window/infringement.ts'
import { inspector } from './window/inspector.ts'
import { integrity } from './window/integrity.ts'
import { library } from './window/library.ts'
import { process } from './window/process.ts'
import { settings } from './window/settings.ts'
import { work } from './window/work.ts'

/** Every word of the window that is not in the vocabulary. */
export const window: Shape<typeof source> = {
  ...frame,
  ...cases,
  work,
  process,
  infringement,
  comparison,
  claims,
  dossier,
  inspector,
  integrity,
  library,
  settings,
}
