import {
  type Link,
  LinkStatement,
  type LinkStatementInput,
  type Mark,
  MarkKind,
} from '../../shared/contract/capture.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { fits, readJson } from './input-file.ts'
import { findCapture, findCase, findWork } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { oneOf } from './values.ts'

/** Ties a work to a capture. Where the two are tied already, what is said now is added to the same link. */
export async function link(session: Session, given: Arguments): Promise<number> {
  const workWord = given.required('work')
  const captureWord = given.required('capture')
  const said = await statementOf(given)
  const core = await session.open()
  const found = await findCase(core, given.words[0] ?? '')
  const work = findWork(found, workWord).id
  const capture = (await findCapture(core, found.id, captureWord)).id
  const { links } = await core.call('links.list', { case: found.id })
  const known = links.find((each) => each.work === work && each.capture === capture)
  const result: Link =
    known === undefined
      ? await core.call('links.create', { case: found.id, work, capture, statement: said })
      : Object.keys(said).length === 0
        ? known
        : await core.call('links.edit', {
            link: known.id,
            statement: fits(LinkStatement, { ...known.statement, ...said }, '--statement'),
          })
  const { cli } = session.messages
  session.output.document(result, () => [
    cli.linked({ id: result.id, work: plain(findWork(found, workWord).title || cli.untitled), capture }),
    result.measure.distance === null ? cli.notMeasured : cli.measured({ distance: result.measure.distance }),
  ])
  return exitStatus.done
}

async function statementOf(given: Arguments): Promise<LinkStatementInput> {
  const path = given.text('statement')
  const document = path === undefined ? {} : ((await readJson(path)) as object)
  const said = {
    ...document,
    ...(given.has('same') ? { same: given.texts('same').map((text) => markOf(text, '--same')) } : {}),
    ...(given.has('different')
      ? { different: given.texts('different').map((text) => markOf(text, '--different')) }
      : {}),
    ...(given.has('signature') ? { signature: given.text('signature') } : {}),
    ...(given.has('remarks') ? { remarks: given.text('remarks') } : {}),
  }
  fits(LinkStatement, said, path ?? '--statement')
  return said
}

/** `watermark-missing:右下角水印被裁去`: the kind, and what the person says of it. */
function markOf(text: string, option: string): { kind: Mark['kind']; text: string } {
  const colon = text.search(/[:：]/)
  const kind = colon < 0 ? text : text.slice(0, colon)
  return { kind: oneOf(MarkKind, kind.trim(), option), text: colon < 0 ? '' : text.slice(colon + 1).trim() }
}
