import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { languageOf } from '../electron/cli/language.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { buildIfStale } from './build.ts'
import { electronVersion, windowObstacle } from './electron-binary.ts'
import { root } from './sources.ts'

/**
 * `npm test`: builds when the sources are newer than the build, runs every test, and ends with one line
 * `N passed, N failed, N skipped` for programs that read along. Arguments go to vitest.
 */

const text = messagesIn(languageOf(undefined, process.env)).start

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

function runVitest(reportFile: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportFile}`,
        ...process.argv.slice(2),
      ],
      { cwd: root, stdio: 'inherit' },
    )
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** A file that could not even be loaded has no tests to count, and is one failure all the same. */
function failures(report: Report): number {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return report.numFailedTests + unloaded.length
}

/** Whether the desktop journey met a real Electron, in one line. */
function journeyLine(report: Report): string {
  const journeys = report.testResults
    .filter((file) => file.assertionResults.some((test) => test.status === 'passed'))
    .map((file) => relative(root, file.name).replaceAll('\\', '/'))
  if (journeys.includes('tests/desktop/journey-in-electron.test.ts'))
    return text.journeyInElectron({ version: electronVersion() })
  if (!journeys.includes('tests/desktop/journey.test.ts')) return text.journeyNotRun
  return text.journeyInStandIn[windowObstacle() ?? 'no-binary']
}

async function test(): Promise<number> {
  await buildIfStale()
  const folder = mkdtempSync(join(tmpdir(), 'zuozheng-test-'))
  try {
    const reportFile = join(folder, 'report.json')
    const status = await runVitest(reportFile)
    if (!existsSync(reportFile)) {
      process.stdout.write(`\n${text.notReported}\n0 passed, 1 failed, 0 skipped\n`)
      return status || 1
    }
    const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
    // A run that went wrong outside any test (an unhandled error) must not read as a clean one.
    const failed = Math.max(failures(report), status === 0 ? 0 : 1)
    const skipped = report.numPendingTests + report.numTodoTests
    process.stdout.write(`\n${journeyLine(report)}\n`)
    process.stdout.write(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`)
    return failed > 0 ? status || 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = await test()
