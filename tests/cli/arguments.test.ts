import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { peek, readArguments } from '../../electron/cli/arguments.ts'
import { commands } from '../../electron/cli/commands.ts'
import { languageOf } from '../../electron/cli/language.ts'
import { UsageError } from '../../electron/cli/usage-error.ts'
import { instant } from '../../electron/cli/values.ts'
import { vaultDirectory } from '../../electron/locations.ts'

function wrong(...argv: string[]): Pick<UsageError, 'key' | 'details'> {
  try {
    readArguments(argv)
  } catch (error) {
    if (error instanceof UsageError) return { key: error.key, details: error.details }
    throw error
  }
  throw new Error(`${argv.join(' ')} was accepted`)
}

describe('a call', () => {
  test('names its command in one word or two, with options anywhere', () => {
    const call = readArguments(['--vault', 'v', 'case', 'show', '--json', '山风过处'])
    expect(call.command?.name).toBe('case show')
    expect(call.arguments.words).toEqual(['山风过处'])
    expect(call.arguments.text('vault')).toBe('v')
    expect(call.arguments.has('json')).toBe(true)
  })

  test('is refused with the option that was probably meant', () => {
    expect(wrong('case', 'list', '--vaut', 'x')).toEqual({
      key: 'optionNearMiss',
      details: { option: '--vaut', near: '--vault' },
    })
    expect(wrong('import', 'a', '--cas=1')).toMatchObject({ details: { option: '--cas', near: '--case' } })
    expect(wrong('import', 'a', '--xyzzy')).toMatchObject({ key: 'optionUnknown' })
    expect(wrong('case', 'lst')).toMatchObject({ key: 'commandNearMiss', details: { near: 'case list' } })
    expect(wrong('improt', 'a')).toMatchObject({ key: 'commandNearMiss', details: { near: 'import' } })
    expect(wrong('case')).toMatchObject({ key: 'commandIncomplete' })
  })

  test('is refused when an option of another command, a value or the choice is wrong', () => {
    expect(wrong('case', 'list', '--final')).toMatchObject({
      key: 'optionUnknown',
      details: { command: 'case list' },
    })
    expect(wrong('case', 'list', '--vault', '--json')).toMatchObject({ key: 'optionNeedsValue' })
    expect(wrong('case', 'list', '--vault')).toMatchObject({ key: 'optionNeedsValue' })
    expect(wrong('case', 'list', '--json=yes')).toMatchObject({ key: 'optionTakesNoValue' })
    expect(wrong('case', 'list', '--lang', 'en', '--lang', 'zh-CN')).toMatchObject({ key: 'optionTwice' })
    expect(wrong('case', 'list', '--json', '--ndjson')).toMatchObject({ key: 'optionsExclude' })
  })

  test('may give a value that begins with a dash, and repeat what is a list', () => {
    const { arguments: given } = readArguments([
      'process',
      'note',
      '1',
      '--item',
      '2',
      '--reason',
      '-5 度',
      '--tag=line',
      '--tag',
      'colour',
    ])
    expect(given.text('reason')).toBe('-5 度')
    expect(given.texts('tag')).toEqual(['line', 'colour'])
  })

  test('that is wrong is still answered in the language and format asked for', () => {
    expect(peek(['--wrong', '--lang=en', '--json'])).toEqual({ language: 'en', format: 'json' })
  })
})

test('every command of the contract is there', () => {
  const names = commands.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      ...[
        'inspect',
        'case create',
        'case list',
        'case show',
        'case edit',
        'import',
        'work set',
        'process show',
      ],
      ...[
        'process note',
        'capture add',
        'link',
        'claim set',
        'claim show',
        'dossier',
        'verify',
        'serve',
        'demo',
      ],
    ]),
  )
})

test('the vault is the one named, else the one of the environment, else that of the user', () => {
  expect(vaultDirectory('/a', { ZUOZHENG_VAULT: '/b' }, 'linux')).toBe('/a')
  expect(vaultDirectory(undefined, { ZUOZHENG_VAULT: '/b' }, 'linux')).toBe('/b')
  expect(vaultDirectory(undefined, { XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/zuozheng')
  expect(vaultDirectory(undefined, { XDG_DATA_HOME: 'relative' }, 'linux')).toBe(
    join(homedir(), '.local', 'share', 'zuozheng'),
  )
  expect(vaultDirectory(undefined, {}, 'darwin')).toBe(
    join(homedir(), 'Library', 'Application Support', 'Zuozheng'),
  )
  expect(vaultDirectory(undefined, { APPDATA: '/roaming' }, 'win32')).toBe(join('/roaming', 'Zuozheng'))
})

test('the language is the one asked for, else the system’s, else Chinese', () => {
  expect(languageOf('en', { LANG: 'zh_CN.UTF-8' })).toBe('en')
  expect(languageOf(undefined, { LANG: 'en_US.UTF-8' })).toBe('en')
  expect(languageOf(undefined, { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' })).toBe('zh-CN')
  expect(languageOf(undefined, { LANG: 'C.UTF-8' })).toBe('zh-CN')
  expect(() => languageOf('fr', {})).toThrow(UsageError)
})

test('a time is taken with its zone only, and kept as UTC', () => {
  expect(instant('2026-03-05T20:15:00+08:00', '--captured')).toBe('2026-03-05T12:15:00.000Z')
  expect(instant('2026-03-05 20:15Z', '--captured')).toBe('2026-03-05T20:15:00.000Z')
  expect(() => instant('2026-03-05T20:15:00', '--captured')).toThrow(UsageError)
  expect(() => instant('2026-02-30T20:15:00Z', '--captured')).toThrow(UsageError)
})
