import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Core, openCore } from '../../electron/core/core.ts'

/** A core from the sources, as the command line opens it. */
export function openBenchCore(directory: string): Core {
  const { resolve } = createRequire(import.meta.url)
  return openCore({
    directory,
    taskScript: new URL('../../electron/core/jobs/task.ts', import.meta.url),
    resources: fileURLToPath(new URL('../../resources', import.meta.url)),
    verifier: fileURLToPath(new URL('../../out/verifier/verify.html', import.meta.url)),
    fonts: {
      regular: resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
      semibold: resolve('@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf'),
    },
    version: 'bench',
    actor: 'bench',
  })
}
