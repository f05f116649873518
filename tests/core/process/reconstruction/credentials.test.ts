import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRecord } from '../../../../electron/core/metadata/metadata.ts'
import { type C2paManifest, FileRecord } from '../../../../shared/contract/record.ts'
import { messagesIn } from '../../../../shared/messages/index.ts'
import { codes, folder, told } from './library.ts'

const corpus = join(import.meta.dirname, '../../../../../shared/corpus')
const present = existsSync(join(corpus, 'expected.json'))
if (!present)
  console.log('The corpus of real files is not beside the checkout: its credentials were not read.')

describe('content credentials', () => {
  /** A picture without a generation record, whose active manifest is the last of these. */
  const signed = (...manifests: Omit<C2paManifest, 'active' | 'actions' | 'softwareAgents'>[]) => ({
    present: true,
    state: 'valid' as const,
    actions: [],
    manifests: manifests.map((each, index) => ({
      ...each,
      active: index === manifests.length - 1,
      actions: [],
      softwareAgents: [],
    })),
  })
  const parent = { label: 'urn:c2pa:1', signer: 'A', signedAt: '2026-03-02T12:00:00Z' }
  const of = (relationship: string, more = {}) => [{ relationship, manifest: 'urn:c2pa:1', ...more }]
  const reconstructed = (...credentials: (FileRecord['c2pa'] | null)[]) =>
    told(
      folder(credentials.map((_, index) => ({ generation: null, name: `${'abc'[index]}.png` }))).map(
        (picture, index) => ({ ...picture, record: { ...picture.record, c2pa: credentials[index] ?? null } }),
      ),
    )

  test('an ingredient is an edge where signature and digests of both files match', () => {
    for (const relationship of ['parentOf', 'componentOf', 'inputTo']) {
      const child = { label: 'urn:c2pa:2', signer: 'B', ingredients: of(relationship) }
      const { edges, edge } = reconstructed(signed(parent), signed(parent, child))
      expect(edges).toEqual(['1→2 recorded'])
      expect(edge(1, 2)?.grounds).toMatchObject([
        { code: 'credential-ingredient', details: { relationship, name: 'a.png', item: 1 } },
      ])
    }
  })

  test('an ingredient is only claimed where anything does not match, and nothing where it is not here', () => {
    const child = { label: 'urn:c2pa:2', signer: 'B', ingredients: of('parentOf') }
    const failed = { ...child, ingredients: of('parentOf', { failures: ['claimSignature.mismatch'] }) }
    const invalid = { state: 'invalid' as const }
    for (const [name, ...pictures] of [
      ['the child was changed', signed(parent), { ...signed(parent, child), ...invalid }],
      ['the parent was changed', { ...signed(parent), ...invalid }, signed(parent, child)],
      ['the ingredient did not match then', signed(parent), signed(parent, failed)],
      ['the child holds no copy of the manifest', signed(parent), signed(child)],
      ['another signed under that name', signed({ ...parent, signer: 'C' }), signed(parent, child)],
      ['two files match', signed(parent), signed(parent, child), signed(parent)],
    ] as const) {
      const { edges, result } = reconstructed(...pictures)
      expect(edges, name).toEqual([])
      const [round] = result.undecided.filter(({ reason }) => reason.code === 'undecided-input')
      expect(codes(round?.candidates[0]?.grounds ?? []), name).toEqual(['credential-claimed'])
    }
    // The credentials know labels, not the names of files here; and of two files that match, neither is at fault.
    const { grounds } = messagesIn('zh-CN').process
    const told = grounds['credential-claimed']({ name: 'a.png', relationship: 'parentOf' })
    expect(told).toContain('打开后修改的图片，所记凭证编号与在案图片“a.png”的一致')
    expect(told).not.toContain('不相符')
    const other = { ...child, ingredients: [{ relationship: 'parentOf', manifest: 'urn:c2pa:9' }] }
    const unknown = reconstructed(signed(parent), signed(parent, other))
    expect(unknown.edges).toEqual([])
    expect(unknown.result.undecided.map(({ reason }) => reason.code)).not.toContain('undecided-input')
  })

  test.runIf(present)(
    'of real files are read with their ingredients, and one that does not match is only claimed',
    async () => {
      const [component, made] = await Promise.all(
        ['s045.jpg', 's038.jpg'].map(async (path) =>
          FileRecord.parse(await readRecord(readFileSync(join(corpus, path)), { path })),
        ),
      )
      const label = 'contentauth:urn:uuid:04cdf4ec-f713-4e47-a8d6-7af56501ce4b'
      expect(component?.c2pa?.manifests?.at(-1)).toMatchObject({ active: true, label })
      expect(made?.c2pa?.manifests?.at(-1)?.ingredients).toEqual([
        {
          relationship: 'componentOf',
          title: 'E-sig-CA.jpg',
          manifest: label,
          failures: ['timeStamp.mismatch', 'claimSignature.mismatch'],
        },
      ])
      const { edges, result } = reconstructed(component?.c2pa ?? null, made?.c2pa ?? null)
      expect(edges).toEqual([])
      const named = result.undecided.filter(({ reason }) => reason.code === 'undecided-input')
      expect(named).toMatchObject([
        {
          reason: { details: { name: 'a.png' } },
          candidates: [{ grounds: [{ code: 'credential-claimed' }] }],
        },
      ])
    },
  )
})
