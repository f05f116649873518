import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Where the parts of the program lie. */
export interface Home {
  readonly version: string
  readonly taskScript: URL
  readonly resources: string
  /** Font files of the dossier. */
  readonly fonts: { readonly regular: string; readonly semibold: string }
  /** The built page. */
  readonly page: string
  /** The page with which strangers check an archive. */
  readonly verifier: string
}

/**
 * From the address of the program's entry: `electron/cli/main.ts` in a checkout, `out/main/cli.js` or
 * `out/main/engine.js` when built. All stand two folders below the root; only the worker's script moves.
 */
export function homeOf(entry: string): Home {
  const root = new URL('../../', entry)
  const { resolve } = createRequire(entry)
  const font = (face: string) => resolve(`@expo-google-fonts/noto-serif-sc/${face}/NotoSerifSC_${face}.ttf`)
  const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }
  return {
    version: manifest.version,
    taskScript: entry.endsWith('.ts')
      ? new URL('electron/core/jobs/task.ts', root)
      : new URL('task.js', entry),
    resources: fileURLToPath(new URL('resources/', root)),
    fonts: {
      regular: font('400Regular'),
      semibold: font('600SemiBold'),
    },
    page: fileURLToPath(new URL('out/renderer/', root)),
    verifier: fileURLToPath(new URL('out/verifier/verify.html', root)),
  }
}
