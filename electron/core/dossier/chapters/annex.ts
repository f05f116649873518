import type { Block } from '../blocks.ts'
import { chapter, paragraph, type Scope, section, small, text } from '../scope.ts'

/** Chapter 9: every file with its digest, and the head of the ledger it is recorded in. */
export function hashes(scope: Scope): Block[] {
  const { facts, m } = scope
  const h = m.hashes
  const { head, entries } = facts.ledger
  return [
    chapter(scope, 'hashes'),
    small(h.note),
    {
      kind: 'fields',
      rows: [
        { label: h.head, value: [text(head.hash)] },
        { label: h.root, value: [text(head.root)] },
        { label: h.entries, value: [text(h.entriesOf(head.seq, entries))] },
        ...(head.at ? [{ label: h.headAt, value: [text(scope.instant(head.at))] }] : []),
        { label: h.files, value: [text(String(facts.items.length))] },
        { label: h.made, value: [text(h.madeWith(facts.version, scope.instant(facts.builtAt)))] },
      ],
    },
    {
      kind: 'table',
      alt: m.chapters.hashes,
      columns: [
        { title: h.columns.exhibit, share: 24 },
        { title: h.columns.name, share: 78 },
        { title: h.columns.size, share: 40, align: 'right' },
        { title: 'SHA-256', share: 176 },
        { title: h.columns.ledger, share: 32, align: 'right' },
        { title: h.columns.importedAt, share: 58 },
      ],
      rows: facts.items.map((item) => ({
        cells: [
          [text(scope.exhibitOf(item.id)?.no ?? '')],
          [text(item.name)],
          [text(String(item.size))],
          [text(item.sha256)],
          [text(String(item.ledgerSeq))],
          [text(scope.instant(item.importedAt).replace(/ ?[（(]UTC.*$/, ''))],
        ],
      })),
    },
  ]
}

/** Chapter 10: how anyone checks this without us, and what a check shows and does not show. */
export function verifying(scope: Scope): Block[] {
  const { facts, m } = scope
  const v = m.verifying
  const steps = (values: readonly string[]): Block[] =>
    values.map((value, index) => ({
      kind: 'paragraph',
      lead: m.parties.number(index + 1),
      spans: [text(value)],
    }))
  return [
    chapter(scope, 'verifying'),
    section(v.file),
    ...steps([v.fileDigest, v.fileCompare]),
    { kind: 'quote', size: 'small', spans: [text(v.fileCommands)] },
    section(v.ledger),
    ...steps([v.ledgerRun, v.ledgerHead(facts.ledger.head.hash), v.ledgerRule]),
    { kind: 'quote', size: 'small', spans: [text(v.ledgerCommands)] },
    section(v.archive),
    ...steps([v.archiveOpen, v.archiveHead(facts.ledger.head), v.archiveMeans]),
    section(v.attached),
    paragraph(v.attachedText),
    section(v.shows),
    paragraph(v.showsText),
    section(v.showsNot),
    paragraph(v.showsNotText),
  ]
}
