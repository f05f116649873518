import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const modules = [
  'database',
  'vault',
  'metadata',
  'search',
  'cases',
  'histories',
  'records',
  'captures',
  'process',
  'comparison',
  'claims',
  'dossier',
  'recorder',
  'reproduction',
  'integrity',
  'archive',
  'repair',
]

const places = ['electron/home.ts', 'electron/locations.ts']

/**
 * Who may import whom. Each rule is a place (a folder ends in `/`) with the places and packages its files may
 * reach besides itself; the first rule that fits a file counts. This table is the truth.
 */
const rules: readonly (readonly [place: string, may: readonly string[]])[] = [
  /** Checks that both the core and the page for strangers make: the same code, so the same verdict. */
  ['shared/verification/', ['shared/', 'pkijs', 'asn1js', 'hash-wasm']],
  ['shared/', ['zod']],

  /** What runs in a thread: one function a file, over the modules that know how. */
  [
    'electron/core/jobs/tasks/',
    [
      'shared/',
      'node:*',
      '@napi-rs/image',
      ...mains('metadata', 'vault', 'comparison', 'dossier', 'process'),
    ],
  ],
  ...coreModule('database', ['better-sqlite3']),
  ...coreModule('jobs', ['@napi-rs/image'], ['database']),
  ...coreModule('vault', [], ['database']),
  ...coreModule(
    'metadata',
    ['exifr', '@napi-rs/image', '@contentauth/c2pa-wasm', 'better-sqlite3'],
    ['database'],
  ),
  ...coreModule('search', [], ['vault']),
  ...coreModule('cases', [], ['search', 'metadata', 'vault', 'database']),
  ...coreModule('histories', [], ['cases', 'metadata', 'vault']),
  ...coreModule('records', [], ['vault']),
  ...coreModule('captures', [], ['cases', 'metadata', 'vault', 'database']),
  ...coreModule('process', ['diff'], ['captures', 'cases', 'histories', 'metadata', 'vault', 'database']),
  ...coreModule('comparison', ['@napi-rs/image'], ['captures', 'cases', 'metadata', 'vault', 'database']),
  ...coreModule('claims', [], ['captures', 'cases', 'metadata', 'vault', 'database']),
  ...coreModule(
    'dossier',
    ['pdfkit', 'fontkit', 'diff', '@napi-rs/image'],
    ['claims', 'process', 'comparison', 'captures', 'cases', 'metadata', 'vault', 'database'],
  ),
  /** Watches folders and hands what appears to the import. */
  ...coreModule('recorder', [], ['cases', 'metadata', 'vault', 'database']),
  /** Recipes in the forms of the generators, and runs of them. */
  ...coreModule('reproduction', [], ['process', 'comparison', 'cases', 'metadata', 'vault', 'database']),
  /** Proofs of the ledger, digests, trusted time. */
  ...coreModule('integrity', ['pkijs', 'asn1js', 'hash-wasm'], ['captures', 'cases', 'vault', 'database']),
  ...coreModule(
    'archive',
    ['yazl', 'yauzl', 'better-sqlite3', 'zod'],
    [
      'integrity',
      'recorder',
      'reproduction',
      'dossier',
      'records',
      'claims',
      'process',
      'comparison',
      'captures',
      'cases',
      'metadata',
      'vault',
      'database',
    ],
  ),
  /** Finds out how whole a vault is, and mends what is derived or was lost. */
  ...coreModule('repair', [], ['archive', 'cases', 'vault', 'database']),
  /** The sample case goes through the same door as a person does: it sees the contract and nothing else. */
  ['electron/core/sample/', ['shared/', 'node:*']],
  /** The files on top wire the modules together. */
  [
    'electron/core/handlers/',
    ['shared/', 'node:*', 'electron/core/jobs/', 'electron/core/log.ts', ...mains(...modules)],
  ],
  [
    'electron/core/*.ts',
    [
      'shared/',
      'node:*',
      'zod',
      'electron/core/jobs/',
      'electron/core/handlers/',
      ...mains(...modules, 'sample'),
    ],
  ],

  /** Where the parts of the program and a person's own data lie. */
  ['electron/home.ts', ['node:*']],
  ['electron/locations.ts', ['node:*']],
  ['electron/engine.ts', ['shared/', 'electron/core/core.ts', ...places, 'node:*']],
  ['electron/server/', ['shared/', 'electron/core/core.ts', 'node:*']],
  [
    'electron/cli/',
    ['shared/', 'electron/core/core.ts', 'electron/server/server.ts', ...places, 'node:*', 'zod'],
  ],
  ['electron/desktop/', ['shared/', 'electron', 'node:*']],

  /** The page for strangers: what checks an archive, and nothing of the window. */
  ['renderer/verifier/', ['shared/', 'renderer/ui/visible-text.ts', 'react', 'react-dom', '@zip.js/zip.js']],
  [
    'renderer/',
    [
      'shared/',
      'react',
      'react-dom',
      '@mantine/core',
      '@mantine/dates',
      '@mantine/dropzone',
      '@mantine/hooks',
      '@mantine/notifications',
      '@tabler/icons-react',
      '@tanstack/react-query',
      '@tanstack/react-virtual',
      '@xyflow/react',
      'dayjs',
      'pdfjs-dist',
    ],
  ],
]

/** A module of the core is reached by its main file alone; `jobs`, `log.ts` and `settings.ts` are open to all. */
function coreModule(
  name: string,
  packages: readonly string[],
  below: readonly string[] = [],
): [string, string[]][] {
  const open = ['electron/core/jobs/', 'electron/core/log.ts', 'electron/core/settings.ts']
  return [[`electron/core/${name}/`, ['shared/', 'node:*', ...open, ...mains(...below), ...packages]]]
}

function mains(...modules: readonly string[]): string[] {
  return modules.map((module) => `electron/core/${module}/${module}.ts`)
}

const root = resolve(import.meta.dirname, '..')
const importing =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/gm

interface Import {
  readonly file: string
  readonly line: number
  /** A path from the root, `node:name`, or the name of a package. */
  readonly target: string
}

function targetOf(specifier: string, file: string): string {
  if (specifier.startsWith('.'))
    return join(dirname(file), specifier.replace(/\?.*$/, '')).replaceAll('\\', '/')
  if (specifier.startsWith('node:')) return specifier
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8')
  return [...source.matchAll(importing)].map((match) => ({
    file,
    line: source.slice(0, match.index).split('\n').length,
    target: targetOf(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '', file),
  }))
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
}

function fits(target: string, pattern: string): boolean {
  if (pattern.endsWith('/*.ts')) return dirname(target) === dirname(pattern)
  if (pattern.endsWith('/')) return target.startsWith(pattern)
  return pattern === 'node:*' ? target.startsWith('node:') : target === pattern
}

const imports = ['shared', 'electron', 'renderer'].flatMap(sourcesIn).flatMap(importsOf)

test('every import goes where the table of the architecture lets it go', () => {
  const astray = imports
    .filter(({ file, target }) => {
      const rule = rules.find(([place]) => fits(file, place))
      return !rule || !(fits(target, rule[0]) || rule[1].some((pattern) => fits(target, pattern)))
    })
    .map(({ file, line, target }) => `${file}:${line} → ${target}`)
  expect(astray).toEqual([])
})

test('the check has looked at something', () => {
  for (const folder of ['shared/', 'electron/core/', 'electron/cli/', 'electron/desktop/', 'renderer/'])
    expect(imports.filter(({ file }) => file.startsWith(folder)).length, folder).toBeGreaterThan(5)
})

test('only the desktop shell names electron', () => {
  expect(
    imports.filter(({ file, target }) => target === 'electron' && !file.startsWith('electron/desktop/')),
  ).toEqual([])
})

test('the page reaches the core through its one door alone', () => {
  expect(
    imports.filter(({ file, target }) => file.startsWith('renderer/') && target.startsWith('electron')),
  ).toEqual([])
})
