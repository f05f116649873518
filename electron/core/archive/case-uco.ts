import { createHash } from 'node:crypto'
import type { LedgerEntry } from '../../../shared/contract/vault.ts'
import type { ListedFile } from './facts.ts'

/** Terms of CASE 1.3 and UCO 1.3, written out so that the file needs no other. */
const context = {
  kb: 'urn:zuozheng:',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  'uco-vocabulary': 'https://ontology.unifiedcyberontology.org/uco/vocabulary/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/**
 * The files of a case and what was done to them as CASE/UCO JSON-LD: a file with its digest, a provenance record for
 * each, an investigative action for each entry of the ledger. Says nothing that the ledger does not say.
 */
export function caseUco(told: {
  readonly title: string
  readonly version: string
  readonly files: readonly ListedFile[]
  readonly entries: readonly LedgerEntry[]
}): unknown {
  const { title, version, files, entries } = told
  const shown = files.filter(({ path }) => path !== null)
  const tool = id('tool', `Zuozheng ${version}`)
  const actors = [...new Set(entries.map(({ actor }) => actor))]
  const records = new Map(shown.map(({ sha256 }) => [sha256, id('provenance-record', sha256)]))
  return {
    '@context': context,
    '@graph': [
      {
        '@id': id('investigation', entries[0]?.hash ?? title),
        '@type': 'case-investigation:Investigation',
        'uco-core:name': title,
        'uco-core:object': [
          ...entries.map(({ hash }) => ({ '@id': id('action', hash) })),
          ...[...records.values()].map((record) => ({ '@id': record })),
        ],
      },
      { '@id': tool, '@type': 'uco-tool:Tool', 'uco-core:name': 'Zuozheng', 'uco-tool:version': version },
      ...actors.map((actor) => ({
        '@id': id('identity', actor),
        '@type': 'uco-identity:Identity',
        'uco-core:name': actor,
      })),
      ...shown.map(fileObject),
      ...shown.map(({ sha256, item }) => ({
        '@id': records.get(sha256),
        '@type': 'case-investigation:ProvenanceRecord',
        'case-investigation:exhibitNumber': String(item),
        'uco-core:object': [{ '@id': id('file', sha256) }],
      })),
      ...entries.map((entry) => ({
        '@id': id('action', entry.hash),
        '@type': 'case-investigation:InvestigativeAction',
        'uco-core:name': entry.act,
        'uco-core:description': `ledger entry ${entry.seq}, SHA-256 ${entry.hash}`,
        'uco-action:startTime': typed('xsd:dateTime', entry.at),
        'uco-action:performer': { '@id': id('identity', entry.actor) },
        'uco-action:instrument': [{ '@id': tool }],
        'uco-action:object': entry.digests.flatMap((sha256) =>
          records.has(sha256) ? [{ '@id': records.get(sha256) }] : [],
        ),
      })),
    ],
  }
}

function fileObject({ path, sha256, size, name }: ListedFile): unknown {
  return {
    '@id': id('file', sha256),
    '@type': 'uco-observable:File',
    'uco-core:hasFacet': [
      {
        '@id': id('file-facet', sha256),
        '@type': 'uco-observable:FileFacet',
        'uco-observable:fileName': name ?? undefined,
        'uco-observable:filePath': path,
        'uco-observable:sizeInBytes': typed('xsd:integer', String(size)),
      },
      {
        '@id': id('content-data-facet', sha256),
        '@type': 'uco-observable:ContentDataFacet',
        'uco-observable:hash': [
          {
            '@id': id('hash', sha256),
            '@type': 'uco-types:Hash',
            'uco-types:hashMethod': typed('uco-vocabulary:HashNameVocab', 'SHA256'),
            'uco-types:hashValue': typed('xsd:hexBinary', sha256),
          },
        ],
      },
    ],
  }
}

function typed(type: string, value: string) {
  return { '@type': type, '@value': value }
}

/** The same thing has the same name in every archive: a UUID of version 8 out of a digest (RFC 9562, section 5.8). */
function id(kind: string, of: string): string {
  const hex = createHash('sha256').update(`${kind}\n${of}`).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return `kb:${kind}-${parts.join('-')}`
}
