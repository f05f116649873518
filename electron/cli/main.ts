#!/usr/bin/env node
import { resolve } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import type { Core } from '../core/core.ts'
import { homeOf } from '../home.ts'
import { accountName, logDirectory, vaultDirectory } from '../locations.ts'
import { type Call, peek, readArguments } from './arguments.ts'
import { help, printHelp } from './help.ts'
import { languageOf } from './language.ts'
import { openOutput } from './output.ts'
import { describeError, exitStatus, exitStatusOf, newProgress, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'

process.exitCode = await run(process.argv.slice(2))

/** Reads the call, runs its command and says what went wrong, if anything. Returns the exit status. */
async function run(argv: readonly string[]): Promise<number> {
  const abort = new AbortController()
  const stopListening = abortOnInterrupt(abort)
  const { format, language: option } = peek(argv)
  const output = openOutput(format, { out: process.stdout, err: process.stderr })
  const home = homeOf(import.meta.url)
  const cores: Core[] = []
  let language = languageOf(undefined, process.env)
  try {
    language = languageOf(option, process.env)
    const call = readArguments(argv)
    const directory = vaultDirectory(call.arguments.text('vault'), process.env)
    const session: Session = {
      home,
      environment: process.env,
      language,
      messages: messagesIn(language),
      output,
      directory,
      signal: abort.signal,
      async open(options = {}) {
        const { openCore, openLog } = await import('../core/core.ts')
        const core = openCore({
          directory: resolve(options.directory ?? directory),
          taskScript: home.taskScript,
          resources: home.resources,
          verifier: home.verifier,
          version: home.version,
          fonts: home.fonts,
          actor: accountName(),
          log: openLog(logDirectory(process.env)),
          create: options.create ?? false,
          keepVerified: options.keepVerified ?? false,
        })
        cores.push(core)
        return core
      },
      progress: newProgress(process.stderr),
    }
    return await dispatch(session, call)
  } catch (error) {
    const isKnown = error instanceof AppError || error instanceof UsageError
    output.error(describeError(error, messagesIn(language), isKnown ? '' : await logged(error)))
    return exitStatusOf(error)
  } finally {
    for (const core of cores) await core.close()
    stopListening()
  }
}

async function dispatch(session: Session, { command, arguments: given }: Call): Promise<number> {
  if (given.has('version')) {
    session.output.document({ version: session.home.version }, () => [session.home.version])
    return exitStatus.done
  }
  if (given.has('help') || command === undefined) {
    printHelp(session, command && [command])
    return exitStatus.done
  }
  const [least, most] = command.words
  if (given.words.length < least) throw new UsageError('tooFewWords', { usage: command.usage })
  if (given.words.length > most) {
    throw new UsageError('tooManyWords', { word: given.words[most] ?? '', usage: command.usage })
  }
  const runCommand = command.load ? await command.load() : help
  return runCommand(session, given)
}

/** Writes a bug into the log, with its stack, and returns the reference under which it stands there. */
async function logged(bug: unknown): Promise<string> {
  try {
    const { openLog } = await import('../core/core.ts')
    return openLog(logDirectory(process.env)).fault(bug)
  } catch {
    // A program so broken that its core cannot be loaded still answers in one sentence.
    return 'incomplete-installation'
  }
}

/** Ctrl+C lets what runs stop in order; a second one does not wait for it. */
function abortOnInterrupt(abort: AbortController): () => void {
  const interrupt = () => {
    if (abort.signal.aborted) process.exit(exitStatus.cancelled)
    abort.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return () => {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}
