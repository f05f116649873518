import { Case, CaseFile, type CaseFileInput, type CaseStep, type Party } from '../../shared/contract/case.ts'
import { formatInstant } from '../../shared/format.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain } from './columns.ts'
import { fits, readJson } from './input-file.ts'
import { findCase, findCaseId } from './references.ts'
import { missingSentence } from './sentences.ts'
import { exitStatus, type Session } from './session.ts'

/**
 * `--author` names the author of a work that has no title yet, and the plaintiff too unless `--plaintiff` names
 * somebody else.
 */
export async function createCase(session: Session, given: Arguments): Promise<number> {
  const title = given.required('title')
  const author = given.text('author')
  const plaintiffs = given.has('plaintiff') ? given.texts('plaintiff') : author === undefined ? [] : [author]
  const party = (role: Party['role']) => (name: string) => ({ role, name })
  const file: CaseFileInput = {
    title,
    court: given.text('court'),
    caseNumber: given.text('case-number'),
    parties: [
      ...plaintiffs.map(party('plaintiff')),
      ...given.texts('defendant').map(party('defendant')),
      ...given.texts('agent').map(party('agent')),
    ],
    works: author === undefined ? [] : [{ id: 1, title: '', author }],
  }
  const core = await session.open({ create: true })
  const created = await core.call('cases.create', file)
  session.output.document(created, () => [
    session.messages.cli.caseCreated({ id: created.id, title: plain(created.title) }),
  ])
  return exitStatus.done
}

export async function listCases(session: Session): Promise<number> {
  const core = await session.open()
  const { cases } = await core.call('cases.list', {})
  const { cli, terms } = session.messages
  session.output.list({ cases }, cases, () =>
    cases.length === 0
      ? [cli.noCases]
      : aligned([
          [
            cli.heads.id,
            cli.heads.title,
            terms.partyRoles.plaintiff,
            terms.partyRoles.defendant,
            cli.heads.items,
            cli.heads.updated,
          ],
          ...cases.map((each) => [
            String(each.id),
            plain(each.title),
            plain(each.plaintiffs.join(terms.listSeparator)),
            plain(each.defendants.join(terms.listSeparator)),
            String(each.items),
            formatInstant(each.updatedAt, session.language),
          ]),
        ]),
  )
  return exitStatus.done
}

export async function showCase(session: Session, given: Arguments): Promise<number> {
  const core = await session.open()
  const found = await findCase(core, given.words[0] ?? '')
  session.output.document(found, () => describeCase(session, found))
  return exitStatus.done
}

/** Takes back what `case show --json` printed; what the program itself adds there is left aside. */
export async function editCase(session: Session, given: Arguments): Promise<number> {
  const path = given.required('file')
  const document = await readJson(path)
  const editable =
    document !== null && typeof document === 'object' && !Array.isArray(document)
      ? Object.fromEntries(Object.entries(document).filter(([key]) => !ownKeys.has(key)))
      : document
  const file = fits(CaseFile, editable, path)
  const core = await session.open()
  const id = await findCaseId(core, given.words[0] ?? '')
  const saved = await core.call('cases.edit', { case: id, file })
  session.output.document(saved, () => [
    session.messages.cli.caseSaved({ id: saved.id, revision: saved.revision, title: plain(saved.title) }),
  ])
  return exitStatus.done
}

const ownKeys: ReadonlySet<string> = new Set(
  Object.keys(Case.shape).filter((key) => !Object.hasOwn(CaseFile.shape, key)),
)

function describeCase(session: Session, found: Case): string[] {
  const { cli, terms } = session.messages
  const parties = found.parties.map((party) => [`  ${terms.partyRoles[party.role]}`, plain(party.name)])
  const works = found.works.map((work) => [
    `  ${terms.steps.work} ${work.id}`,
    plain(work.title || cli.untitled),
    plain(work.author ?? ''),
    work.finalItem === undefined ? cli.noFinal : cli.finalIs({ item: work.finalItem }),
  ])
  const mark: Record<Case['steps'][number]['state'], string> = { empty: '○', started: '◐', done: '●' }
  const steps = found.steps.map(({ step, state, missing }) => [
    `  ${mark[state]} ${terms.steps[step satisfies CaseStep]}`,
    cli.stepStates[state],
    missing.length === 0 ? '' : cli.missingCount({ count: missing.length }),
  ])
  return [
    plain(found.title),
    cli.caseLine({
      id: found.id,
      revision: found.revision,
      updated: formatInstant(found.updatedAt, session.language),
    }),
    ...aligned([...parties, ...works]),
    '',
    ...aligned(steps),
    ...found.steps.flatMap(({ step, missing }) =>
      missing.length === 0
        ? []
        : ['', terms.steps[step], ...missing.map((each) => `  · ${plain(missingSentence(session, each))}`)],
    ),
  ]
}
