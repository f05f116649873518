import { type Item, ItemRole } from '../../shared/contract/item.ts'
import type { Params } from '../../shared/contract/operations.ts'
import { formatBytes, shortDigest } from '../../shared/format.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain, shortened } from './columns.ts'
import { findCaseId, findItem, itemsOf } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { oneOf } from './values.ts'

export async function listItems(session: Session, given: Arguments): Promise<number> {
  const role = given.has('role') ? oneOf(ItemRole, given.text('role') ?? '', '--role') : undefined
  const core = await session.open()
  const caseId = await findCaseId(core, given.words[0] ?? '')
  const items: Item[] = []
  for await (const item of itemsOf(core, caseId, role)) items.push(item)
  const { cli, terms } = session.messages
  session.output.list({ items }, items, () =>
    items.length === 0
      ? [cli.noItems]
      : aligned([
          [cli.heads.id, cli.heads.role, cli.heads.format, cli.heads.size, 'SHA-256', cli.heads.name],
          ...items.map((item) => [
            String(item.id),
            terms.itemRoles[item.role],
            item.record.format,
            formatBytes(item.size),
            shortDigest(item.sha256),
            plain(shortened(item.name, 60)),
          ]),
        ]),
  )
  return exitStatus.done
}

export async function noteItem(session: Session, given: Arguments): Promise<number> {
  if (given.has('include') && given.has('exclude')) {
    throw new UsageError('optionsExclude', { one: '--include', other: '--exclude' })
  }
  const exhibit: Params<'items.note'>['notes']['exhibit'] = {
    ...(given.has('include') || given.has('exclude') ? { included: given.has('include') } : {}),
    ...(given.has('exhibit-name') ? { name: given.text('exhibit-name') } : {}),
    ...(given.has('source') ? { source: given.text('source') } : {}),
    ...(given.has('proves') ? { proves: given.text('proves') } : {}),
  }
  const notes: Params<'items.note'>['notes'] = {
    ...(given.has('role') ? { role: oneOf(ItemRole, given.text('role') ?? '', '--role') } : {}),
    ...(given.has('translation') ? { promptTranslation: given.text('translation') } : {}),
    ...(given.has('negative-translation')
      ? { negativePromptTranslation: given.text('negative-translation') }
      : {}),
    ...(given.has('note') ? { note: given.text('note') } : {}),
  }
  if (Object.keys(notes).length + Object.keys(exhibit).length === 0) {
    throw new UsageError('nothingToSay', { option: '--role, --proves, --note' })
  }
  const itemWord = given.required('item')
  const core = await session.open()
  const item = await findItem(core, await findCaseId(core, given.words[0] ?? ''), itemWord)
  const saved = await core.call('items.note', {
    item: item.id,
    notes: {
      ...notes,
      // The exhibit is saved as a whole: what was said of it before stays.
      ...(Object.keys(exhibit).length > 0 ? { exhibit: { ...item.notes.exhibit, ...exhibit } } : {}),
    },
  })
  session.output.document(saved, () => [
    session.messages.cli.itemNoted({ id: saved.id, name: plain(saved.name) }),
  ])
  return exitStatus.done
}
