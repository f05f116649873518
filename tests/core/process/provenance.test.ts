import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { StoredPicture } from '../../../electron/core/process/pictures.ts'
import { provenanceOf } from '../../../electron/core/process/provenance.ts'
import type { Edge, Process, Round } from '../../../shared/contract/process.ts'
import type { RecordsFile } from '../../../shared/contract/search.ts'
import { importInto, temporaryFolder, testCore, whenEnded } from '../../open-core.ts'
import { infotext, png } from '../../pictures.ts'

type Node = Record<string, unknown>

const digest = (item: number) => createHash('sha256').update(String(item)).digest('hex')
const entity = (item: number) => `ni:///sha-256;${Buffer.from(digest(item), 'hex').toString('base64url')}`

function round(no: number, more: Partial<Round> = {}): Round {
  const sourceType = more.sourceType ?? 'original-record'
  return {
    no,
    item: no,
    parent: null,
    branch: 0,
    pictures: [{ item: no, seed: '1', sourceType, selected: null, reason: null, selectionReason: null }],
    history: 0,
    ordered: true,
    revisits: 0,
    sourceType,
    orderBasis: 'file-number',
    changed: [],
    notCompared: null,
    reason: null,
    selected: null,
    note: { selected: null, tags: [] },
    notedAt: null,
    times: [],
    ...more,
  }
}

function edge(
  from: number,
  to: number,
  more: Partial<NonNullable<Edge['proposal']>> | null,
  decision: Edge['decision'] = null,
): Edge {
  const proposal = more && {
    from,
    to,
    class: 'strong' as const,
    grounds: [{ code: 'few-changes', details: { changes: 1 } }],
    against: [],
    alternatives: [],
    gap: false,
    ...more,
  }
  return { from, to, proposal, decision, changed: [] }
}

const decided = (kind: 'confirmed' | 'cut' | 'drawn'): Edge['decision'] => ({
  kind,
  decidedAt: '2026-03-05T00:00:00.000Z',
  note: '亲手',
  proposed: { class: null, engine: 'r1' },
})

function told(edges: Edge[], rounds: Round[]): Node {
  const process: Process = {
    work: 1,
    orderBasis: 'file-number',
    engine: 'r1',
    rounds,
    edges,
    undecided: [],
    perhapsSame: [],
    witnesses: [],
    contradictions: [],
    missing: [],
  }
  return provenanceOf({
    work: { id: 1, title: '山风过处', author: '林一', toolTerms: [], finalItem: 2 },
    process,
    picture: (item) =>
      ({
        id: item,
        sha256: digest(item),
        name: `${item}.png`,
        record: {
          generations: [{ prompt: 'ridge', seed: String(item) }],
          claimedTimes: [{ source: 'png:tIME', value: '2026-03-02 20:00:00' }],
          generator: { id: 'a1111', name: 'AUTOMATIC1111' },
        },
        importedAt: '2026-03-04T00:00:00.000Z',
        sealedAt: null,
        stampedAt: null,
      }) as unknown as StoredPicture,
    originalOf: (item) => (item === 5 ? 2 : null),
    at: '2026-03-06T00:00:00.000Z',
    version: '1.0.0',
  })
}

const graphOf = (node: Node): Node[] => node['@graph'] as Node[]
const bundleOf = (document: Node, kind: string): Node =>
  graphOf(document).find((node) => node['zz:kind'] === kind) as Node
const idsOf = (value: unknown): string[] =>
  [value].flat().flatMap((each) => (each ? [(each as { '@id': string })['@id']] : []))

describe('the process as W3C PROV', () => {
  it('derives a picture only from an input that a file names, and merely lets rounds influence one another else', () => {
    const document = told(
      [
        edge(1, 2, {
          class: 'recorded',
          grounds: [{ code: 'input-digest', details: { sha256: digest(1) } }],
        }),
        edge(2, 3, { class: 'strong' }),
        edge(3, 4, { class: 'recorded', grounds: [{ code: 'refinement', details: { item: 3 } }] }),
      ],
      [round(1), round(2), round(3), round(4)],
    )
    const derived = JSON.stringify(document).match(/prov:wasDerivedFrom/g) ?? []
    expect(derived).toHaveLength(1)
    const child = graphOf(document).filter((node) => node['@id'] === entity(2))
    expect(child.flatMap((node) => idsOf(node['prov:wasDerivedFrom']))).toEqual([entity(1)])
    expect(graphOf(document).flatMap((node) => idsOf(node['prov:used']))).toEqual([entity(1)])
    const inferred = graphOf(bundleOf(document, 'proposal'))
    expect(inferred.map((node) => (node['prov:qualifiedInfluence'] as Node)['zz:class'])).toEqual([
      'recorded',
      'strong',
      'recorded',
    ])
  })

  it('has no arrow for kin, and none of the program where only the person says so', () => {
    const document = told(
      [edge(1, 2, { class: 'related' }), edge(2, 3, null, decided('drawn')), edge(1, 3, {}, decided('cut'))],
      [round(1), round(2), round(3)],
    )
    const proposal = graphOf(bundleOf(document, 'proposal'))
    expect(proposal.filter((node) => node['prov:wasInfluencedBy'])).toHaveLength(1)
    expect(proposal[0]).toHaveProperty('zz:related')
    const decisions = graphOf(bundleOf(document, 'decisions'))
    expect(decisions.filter((node) => node['prov:wasInfluencedBy'])).toHaveLength(1)
    expect(decisions.some((node) => node['zz:notInfluencedBy'])).toBe(true)
  })

  it('attributes the proposal to the program and the decisions to the person, in two bundles', () => {
    const document = told([edge(1, 2, {}, decided('confirmed'))], [round(1), round(2)])
    const agents = new Map(graphOf(document).map((node) => [node['@id'], node['@type']]))
    const typeOf = (kind: string) => agents.get(idsOf(bundleOf(document, kind)['prov:wasAttributedTo'])[0])
    expect(typeOf('proposal')).toBe('prov:SoftwareAgent')
    expect(typeOf('decisions')).toBe('prov:Person')
    for (const kind of ['proposal', 'decisions']) {
      expect(bundleOf(document, kind)['@type']).toContain('prov:Bundle')
    }
  })

  it('calls a hand edit a revision only where the person confirms it', () => {
    const edited = round(2, {
      note: { selected: null, tags: [], handEdit: { description: '裁切', items: [] } },
    })
    expect(JSON.stringify(told([edge(1, 2, {})], [round(1), edited]))).not.toContain('wasRevisionOf')
    const document = told([edge(1, 2, null, decided('drawn'))], [round(1), edited])
    const [revision] = graphOf(bundleOf(document, 'decisions')).filter((node) => node['prov:wasRevisionOf'])
    expect([revision?.['@id'], idsOf(revision?.['prov:wasRevisionOf'])]).toEqual([entity(2), [entity(1)]])
    // Of the picture that the person pointed at, though another one stands for the round now.
    const pointed = { ...decided('drawn'), named: { from: 3, to: 2 } } as Edge['decision']
    const named = graphOf(bundleOf(told([edge(1, 2, null, pointed)], [round(1), edited]), 'decisions'))
    expect(named.flatMap((node) => idsOf(node['prov:wasRevisionOf']))).toEqual([entity(3)])
  })

  it('makes a later reproduction an alternate of the original, never derived from it', () => {
    const document = told([], [round(2), round(5, { sourceType: 'reproduction' })])
    const [again] = graphOf(document).filter((node) => node['@id'] === entity(5))
    expect(idsOf(again?.['prov:alternateOf'])).toEqual([entity(2)])
    expect(again).not.toHaveProperty('prov:wasDerivedFrom')
    const members = graphOf(document).flatMap((node) => idsOf(node['prov:hadMember']))
    expect(members).toEqual([entity(2)])
  })

  it('says of each time where it is from, and needs nothing from the network', () => {
    const document = told([], [round(2)])
    const [picture] = graphOf(document).filter((node) => node['@id'] === entity(2))
    expect(
      ((picture?.['zz:time'] ?? []) as Node[]).map((time) => [time['zz:kind'], time['zz:source']]),
    ).toEqual([
      ['claimed', 'png:tIME'],
      ['imported', 'ledger'],
    ])
    expect(JSON.stringify(picture)).not.toContain('generatedAtTime')
    expect(document['@context']).toBeTypeOf('object')
    expect(told([], [round(2)])).toEqual(document)
  })
})

it('goes into the vault as a file, and into the ledger', async () => {
  const core = testCore()
  const folder = temporaryFolder()
  const parameters = infotext({ prompt: 'ridge', seed: 7 })
  writeFileSync(join(folder, '00001-7.png'), png({ texts: { parameters } }))
  const { id } = await core.call('cases.create', { title: '山风过处' })
  await core.call('works.set', { case: id, title: '山风过处' })
  await importInto(core, id, [folder])
  const job = await whenEnded(core, await core.call('processes.export', { case: id }))
  const file = job.result as RecordsFile
  expect(file).toMatchObject({ rows: 1, fileName: expect.stringMatching(/\.jsonld$/) })
  const stored = core.fileOf({ kind: 'file', sha256: file.sha256 })
  const bytes = readFileSync(stored?.path ?? '')
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
  expect(JSON.parse(bytes.toString('utf8'))).toHaveProperty('@graph')
  const { entries } = await core.call('ledgers.list', { limit: 5 })
  expect(entries.find(({ act }) => act === 'process.exported')?.digests).toEqual([file.sha256])
})
