import type { Arguments } from './arguments.ts'
import { aligned } from './columns.ts'
import { type Command, commands } from './commands.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'

export async function help(session: Session, given: Arguments): Promise<number> {
  const name = given.words.join(' ')
  const matching = commands.filter((command) => command.name === name || command.name.startsWith(`${name} `))
  if (name !== '' && matching.length === 0) throw new UsageError('commandUnknown', { command: name })
  printHelp(session, name === '' ? undefined : matching)
  return exitStatus.done
}

/** Without commands, the overview. */
export function printHelp(session: Session, chosen: readonly Command[] | undefined): void {
  const { cli } = session.messages
  const described = (chosen ?? commands).map(({ name, usage }) => ({ name, usage, does: cli.commands[name] }))
  session.output.list({ commands: described }, described, () =>
    chosen === undefined
      ? [
          cli.about({ version: session.home.version }),
          '',
          ...aligned(described.map(({ name, does }) => [`  ${name}`, does])),
          '',
          ...cli.generalHelp,
        ]
      : [
          ...described.flatMap(({ usage, does }) => [`zuozheng ${usage}`, `  ${does}`, '']),
          ...cli.generalHelp,
        ],
  )
}
