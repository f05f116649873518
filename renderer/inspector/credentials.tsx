import type { C2pa, C2paManifest, Iptc as IptcRecord } from '../../shared/contract/record.ts'
import { useMessages } from '../language.tsx'
import { Entry } from './entry.tsx'
import { Table } from './generation-record.tsx'
import styles from './inspector.module.css'

/** `http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia` by its last part. */
const lastPart = (address: string | undefined) => address?.split('/').pop()

const written = (rows: readonly (readonly [string, string | undefined])[]) =>
  rows.filter(([, value]) => value !== undefined && value !== '')

function useManifestRows() {
  const { inspector } = useMessages().window
  const words = inspector.c2paFields
  return (manifest: Partial<C2paManifest>) =>
    written([
      [words.claimGenerator, manifest.claimGenerator],
      [words.signer, manifest.signer],
      [words.signedAt, manifest.signedAt],
      [words.digitalSourceType, lastPart(manifest.digitalSourceType)],
      [words.actions, manifest.actions?.join('\n')],
      [words.softwareAgents, manifest.softwareAgents?.join('\n')],
      [
        words.ingredients,
        manifest.ingredients
          ?.map((each) =>
            [each.title, each.relationship, ...(each.failures ?? [])].filter(Boolean).join('  '),
          )
          .join('\n'),
      ],
    ])
}

/** Content credentials: first whether they can be relied on, in a sentence; then what they say. */
export function Credentials({ c2pa }: { readonly c2pa: C2pa }) {
  const { inspector } = useMessages().window
  const rowsOf = useManifestRows()
  const words = inspector.c2paFields
  if (!c2pa.present && c2pa.reference === undefined) return null
  const state = c2pa.present ? (c2pa.state ?? 'unchecked') : 'absent'
  const manifests = c2pa.manifests ?? []
  const active = manifests.find((manifest) => manifest.active) ?? c2pa
  let material = 0
  return (
    <Entry label={inspector.c2pa} state={c2pa.present ? 'record' : 'missing'}>
      <p className={styles.verdict} data-state={state}>
        {inspector.c2paStates[state]}
      </p>
      <Table
        rows={[
          ...rowsOf(active),
          ...written([
            [words.failures, c2pa.failures?.join('\n')],
            [words.reference, c2pa.reference],
          ]),
        ]}
      />
      {manifests.length > 1 && (
        <details>
          <summary>{inspector.manifests(manifests.length)}</summary>
          {manifests.map((manifest, index) => {
            if (!manifest.active) material += 1
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the manifests of a file never change their order
              <div key={index} className={styles.paragraph}>
                <strong>{manifest.active ? inspector.c2paActive : inspector.c2paEarlier(material)}</strong>
                <Table rows={rowsOf(manifest)} />
              </div>
            )
          })}
        </details>
      )}
    </Entry>
  )
}

/** What the picture's own metadata says of its making. */
export function Iptc({ iptc }: { readonly iptc: IptcRecord }) {
  const { inspector } = useMessages().window
  const words = inspector.iptcFields
  return (
    <Entry label={inspector.iptc} state="record">
      <Table
        rows={written([
          [words.digitalSourceType, lastPart(iptc.digitalSourceType)],
          [words.aiSystem, iptc.aiSystem],
          [words.aiSystemVersion, iptc.aiSystemVersion],
          [words.aiPrompt, iptc.aiPrompt],
          [words.aiPromptWriter, iptc.aiPromptWriter],
        ])}
      />
      <code className={styles.source}>{iptc.carrier}</code>
    </Entry>
  )
}
