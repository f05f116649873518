import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Work } from '../../../shared/contract/case.ts'
import type { Edge, Process, Round } from '../../../shared/contract/process.ts'
import type { StoredPicture } from './pictures.ts'

type Node = { readonly [key: string]: unknown }

export interface ProvenanceSource {
  readonly work: Work
  readonly process: Process
  readonly picture: (item: number) => StoredPicture | undefined
  /** Which picture a later reproduction repeats, where that is known. */
  readonly originalOf: (item: number) => number | null
  /** When the document is written (ISO 8601, UTC), and by which version of the program. */
  readonly at: string
  readonly version: string
}

/** Terms of W3C PROV-O (Recommendation of 30 April 2013), and our own under `zz`; nothing is fetched to read them. */
const context = {
  prov: 'http://www.w3.org/ns/prov#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  zz: 'urn:zuozheng:terms:',
  'prov:generatedAtTime': { '@type': 'xsd:dateTime' },
} as const

/**
 * The graph as W3C PROV: PROV-O in JSON-LD 1.1. Pictures are entities, rounds activities with their recipe as a plan,
 * a recorded input is used and derived from. What is inferred is `wasInfluencedBy`, the most general relation, in the
 * bundle of the program; what a person decided stands in a bundle of its own. Ids follow from digests: `ni:` of
 * RFC 6920 for pictures, so that two documents about one picture speak of the same thing.
 */
export function provenanceOf(source: ProvenanceSource): Node {
  const { process, work } = source
  const rounds = new Map(process.rounds.map((round) => [round.item, round]))
  const idOf = (item: number): string => entityId(source.picture(item)?.sha256 ?? '')
  const roundId = (item: number): string => {
    const digests = rounds.get(item)?.pictures.map(({ item: each }) => source.picture(each)?.sha256 ?? '')
    return urn('round', (digests ?? []).toSorted().join('\n'))
  }
  const software: Node = {
    '@id': `urn:zuozheng:software:${source.version}:${process.engine}`,
    '@type': 'prov:SoftwareAgent',
    'rdfs:label': `Zuozheng ${source.version}`,
    'zz:engine': process.engine,
  }
  const person: Node = {
    '@id': urn('party', canonicalJson([work.id, work.author ?? ''])),
    '@type': 'prov:Person',
    ...(work.author && { 'rdfs:label': work.author }),
  }
  const tell = { source, idOf, roundId }
  const inferred = process.edges.flatMap((edge) => proposedEdge(edge, tell))
  const decided = process.edges.flatMap((edge) => decidedEdge(edge, rounds.get(edge.to), tell))
  return {
    '@context': context,
    '@graph': [
      software,
      person,
      ...process.rounds.flatMap((round) => roundNodes(round, tell)),
      ...process.edges.flatMap((edge) => recordedInput(edge, rounds, tell)),
      collection(source, idOf),
      bundle('proposal', inferred, software, source.at),
      // Who decided nothing has made nothing.
      ...(decided.length > 0
        ? [bundle('decisions', decided, person, lastDecision(process) ?? source.at)]
        : []),
    ],
  }
}

interface Telling {
  readonly source: ProvenanceSource
  readonly idOf: (item: number) => string
  readonly roundId: (item: number) => string
}

/** RFC 6920, section 3: `ni:///sha-256;` and the digest in base64url. */
function entityId(sha256: string): string {
  return `ni:///sha-256;${Buffer.from(sha256, 'hex').toString('base64url')}`
}

function urn(kind: string, text: string): string {
  return `urn:zuozheng:${kind}:${createHash('sha256').update(text).digest('hex')}`
}

const ref = (id: unknown): Node => ({ '@id': id })
const json = (value: unknown): Node => ({ '@type': '@json', '@value': value })

function roundNodes(round: Round, { source, idOf, roundId }: Telling): Node[] {
  const head = source.picture(round.item)
  const isLater = round.sourceType === 'reproduction'
  const plan = head && planOf(head)
  const activity: Node = {
    '@id': roundId(round.item),
    '@type': 'prov:Activity',
    'zz:no': round.no,
    'zz:sourceType': round.sourceType,
    'zz:orderBasis': round.orderBasis,
    'zz:ordered': round.ordered,
    ...(plan && head && { 'prov:qualifiedAssociation': association(head, plan) }),
  }
  const entities = round.pictures.map(({ item, sourceType }): Node => {
    const picture = source.picture(item)
    const original = source.originalOf(item)
    return {
      '@id': idOf(item),
      '@type': 'prov:Entity',
      'prov:value': picture?.sha256 ?? '',
      'rdfs:label': picture?.name ?? '',
      'zz:sourceType': sourceType,
      'zz:time': timesOf(picture),
      'prov:wasGeneratedBy': ref(roundId(round.item)),
      ...(isLater &&
        original !== null &&
        source.picture(original) && { 'prov:alternateOf': ref(idOf(original)) }),
    }
  })
  return [activity, ...(plan ? [plan] : []), ...entities]
}

/** Every time with the place that states it; none is made the time of generation. */
function timesOf(picture: StoredPicture | undefined): Node[] {
  if (!picture) return []
  const { record, importedAt, sealedAt, stampedAt } = picture
  const of = (kind: Round['times'][number]['kind'], source: string, value: string | null): Node[] =>
    value === null ? [] : [{ 'zz:kind': kind, 'zz:source': source, 'prov:value': value }]
  return [
    ...record.claimedTimes.flatMap(({ source, value }) => of('claimed', source, value)),
    ...of('sealed', 'recorder', sealedAt),
    ...of('imported', 'ledger', importedAt),
    ...of('stamped', 'time-stamp', stampedAt),
  ]
}

/** The recipe, as the record states it: all but what differs from picture to picture of one round. */
function planOf({ record }: StoredPicture): Node | null {
  const [generation] = record.generations
  if (!generation) return null
  const { seed: _seed, carrier: _carrier, file: _file, ...recipe } = generation
  return {
    '@id': urn('recipe', canonicalJson(recipe)),
    '@type': ['prov:Plan', 'prov:Entity'],
    'zz:recipe': json(recipe),
  }
}

function association({ record }: StoredPicture, plan: Node): Node {
  const { generator } = record
  const name = [generator?.name, generator?.version].filter(Boolean).join(' ')
  return {
    '@type': 'prov:Association',
    'prov:agent': {
      '@id': urn('generator', generator ? canonicalJson([generator.id, generator.version ?? '']) : 'unknown'),
      '@type': 'prov:SoftwareAgent',
      ...(name && { 'rdfs:label': name }),
    },
    'prov:hadPlan': ref(plan['@id']),
  }
}

/** Grounds by which a file names its input; other recorded grounds state kinship, not what went in. */
const namedInput = new Set(['input-digest', 'input-name', 'credential-ingredient'])

/** A recorded input that was found: the round used the picture, and what came out derives from it. */
function recordedInput(
  { from, to, proposal }: Edge,
  rounds: ReadonlyMap<number, Round>,
  { source, idOf, roundId }: Telling,
): Node[] {
  if (proposal?.class !== 'recorded' || proposal.from !== from) return []
  const parent = rounds.get(from)
  const child = rounds.get(to)
  const inputs = proposal.grounds.flatMap(({ code, details }) => {
    if (!namedInput.has(code)) return []
    return (parent?.pictures ?? []).flatMap(({ item }) => {
      const isMeant = item === Number(details?.item) || source.picture(item)?.sha256 === details?.sha256
      return isMeant ? [item] : []
    })
  })
  const used = [...new Set(inputs)].map((item) => ref(idOf(item)))
  if (used.length === 0 || !child) return []
  return [
    { '@id': roundId(to), 'prov:used': used },
    ...child.pictures.map(({ item }) => ({ '@id': idOf(item), 'prov:wasDerivedFrom': used })),
  ]
}

/** What the program proposes. Without an arrow there is no relation of PROV that would not state one. */
function proposedEdge({ proposal }: Edge, { roundId }: Telling): Node[] {
  if (!proposal) return []
  const [from, to] = [roundId(proposal.from), roundId(proposal.to)]
  if (proposal.class === 'related') {
    return [{ '@id': to, 'zz:related': { 'zz:round': ref(from), ...groundsOf(proposal) } }]
  }
  return [influence(from, to, { 'zz:class': proposal.class, ...groundsOf(proposal), 'zz:gap': proposal.gap })]
}

function groundsOf({ grounds, against, alternatives }: NonNullable<Edge['proposal']>): Node {
  return {
    'zz:grounds': json(grounds),
    'zz:against': json(against),
    'zz:alternatives': alternatives.length,
  }
}

function influence(from: string, to: string, more: Node): Node {
  return {
    '@id': to,
    'prov:wasInfluencedBy': ref(from),
    'prov:qualifiedInfluence': {
      '@type': ['prov:ActivityInfluence', 'prov:Influence'],
      'prov:activity': ref(from),
      ...more,
    },
  }
}

function decidedEdge(
  { from, to, decision }: Edge,
  child: Round | undefined,
  { source, idOf, roundId }: Telling,
): Node[] {
  if (!decision) return []
  const said: Node = {
    'zz:decision': decision.kind,
    'prov:generatedAtTime': decision.decidedAt,
    ...(decision.note && { 'rdfs:comment': decision.note }),
    'zz:proposed': json(decision.proposed),
  }
  if (decision.kind === 'cut') {
    return [{ '@id': roundId(to), 'zz:notInfluencedBy': { 'zz:round': ref(roundId(from)), ...said } }]
  }
  const stated = influence(roundId(from), roundId(to), said)
  // A hand edit that the person confirms is a revision of the picture it began with: of those two that were named.
  const named = decision.named ?? { from, to }
  const isKnown = [named.from, named.to].every((item) => source.picture(item))
  if (!child?.note.handEdit || !isKnown) return [stated]
  return [stated, { '@id': idOf(named.to), 'prov:wasRevisionOf': ref(idOf(named.from)) }]
}

function collection({ work, process }: ProvenanceSource, idOf: (item: number) => string): Node {
  const final = work.finalItem
  const members = process.rounds
    .filter((round) => (round.history === 0 && final !== undefined) || round.orderBasis === 'person')
    .filter((round) => round.sourceType !== 'reproduction')
    .flatMap((round) => round.pictures.map(({ item }) => ref(idOf(item))))
  return {
    '@id': urn('work', canonicalJson([work.id, final === undefined ? '' : idOf(final)])),
    '@type': ['prov:Collection', 'prov:Entity'],
    'rdfs:label': work.title,
    'prov:hadMember': members,
  }
}

/** A named graph that is an entity itself, so that it can be attributed (PROV-O, Bundle). */
function bundle(kind: string, graph: readonly Node[], agent: Node, at: string): Node {
  return {
    '@id': urn(kind, canonicalJson(graph)),
    '@type': ['prov:Bundle', 'prov:Entity'],
    'zz:kind': kind,
    'prov:wasAttributedTo': ref(agent['@id']),
    'prov:generatedAtTime': at,
    '@graph': graph,
  }
}

function lastDecision({ edges }: Process): string | null {
  return (
    edges
      .flatMap(({ decision }) => decision?.decidedAt ?? [])
      .toSorted()
      .at(-1) ?? null
  )
}
