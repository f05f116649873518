import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { root } from './sources.ts'

/**
 * Builds `out/verifier/verify.html`: one file that works from the disk. Everything stands in it, and its policy lets it
 * load and send nothing, so that a stranger need not take our word for that.
 */
export async function buildVerifierPage(): Promise<void> {
  const built = await build({
    root: join(root, 'renderer/verifier'),
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      write: false,
      minify: true,
      assetsInlineLimit: Number.POSITIVE_INFINITY,
      chunkSizeWarningLimit: 4000,
      rollupOptions: { output: { codeSplitting: false } },
    },
  })
  if (!('output' in built)) throw new Error('the page for strangers was not built in one piece')
  const partOf = (ending: string): string => {
    const found = built.output.filter(({ fileName }) => fileName.endsWith(ending))
    const [part] = found
    if (found.length !== 1 || !part) throw new Error(`${found.length} parts end in ${ending}`)
    return part.type === 'chunk' ? part.code : String(part.source)
  }
  const script = partOf('.js').replaceAll(/<(?=\/script|!--)/gi, '\\x3c')
  const style = partOf('.css')
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = `default-src 'none'; script-src ${digest(script)} 'wasm-unsafe-eval'; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`
  const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>作证存档核验 · Zuozheng archive check</title>
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<script type="module">${script}</script>
</body>
</html>
`
  const folder = join(root, 'out/verifier')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'verify.html'), page)
}

if (import.meta.main) await buildVerifierPage()
