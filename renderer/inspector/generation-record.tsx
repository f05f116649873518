import { useState } from 'react'
import type { Carrier, Generation } from '../../shared/contract/record.ts'
import { useMessages } from '../language.tsx'
import { FileText } from '../ui/file-text.tsx'
import { Entry } from './entry.tsx'
import styles from './inspector.module.css'

/** A long text of a file, cut to some lines until it is wanted whole. */
export function LongText({ text: content }: { readonly text: string }) {
  const { window: text } = useMessages()
  const [whole, setWhole] = useState(false)
  const long = content.length > 160 || content.split('\n').length > 5
  return (
    <>
      <span className={styles.long} data-cut={long && !whole}>
        <FileText text={content} />
      </span>
      {long && (
        <button type="button" className={styles.more} onClick={() => setWhole(!whole)}>
          {whole ? text.less : text.more}
        </button>
      )}
    </>
  )
}

/** Where several texts stand for one, each in a paragraph of its own. */
function Texts({ label, texts }: { readonly label: string; readonly texts: readonly string[] }) {
  const written = texts.filter((each) => each !== '')
  if (written.length === 0) return null
  return (
    <Entry label={label} state="record">
      {written.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the texts of a record never change their order
        <div key={index} className={styles.paragraph}>
          <LongText text={each} />
        </div>
      ))}
    </Entry>
  )
}

/** The generation record as the file holds it. A field that is not in the file is not here. */
export function GenerationRecord({
  generation,
  heading,
  origin,
  onOrigin,
}: {
  readonly generation: Generation
  readonly heading?: string | undefined
  /** The statement that it was read from. */
  readonly origin?: Carrier | undefined
  readonly onOrigin?: (() => void) | undefined
}) {
  const { terms, window: text } = useMessages()
  const fields = terms.changeFields
  const size =
    generation.width !== undefined && generation.height !== undefined
      ? `${generation.width} × ${generation.height}`
      : undefined
  const figures: Rows = [
    [fields.sampler, generation.sampler],
    [fields.scheduler, generation.scheduler],
    [fields.steps, generation.steps],
    [fields.cfgScale, generation.cfgScale],
    [fields.seed, generation.seed],
    [fields.size, size],
    [fields.denoisingStrength, generation.denoisingStrength],
  ]
  const models = (generation.models ?? [generation.model ?? {}])
    .map(({ name, hash }) => [name, hash].filter(Boolean).join(text.inspector.comma))
    .filter(Boolean)
  const others = Object.entries(generation.parameters ?? {})
  // Of several texts one may be the prompt; it is not told twice.
  const prompts = generation.prompts ?? (generation.prompt === undefined ? [] : [generation.prompt])
  const negatives =
    generation.negativePrompts ?? (generation.negativePrompt === undefined ? [] : [generation.negativePrompt])
  return (
    <>
      {heading && (
        <div className={styles.heading}>
          <dt>{heading}</dt>
          {origin && (
            <dd>
              <button type="button" className={styles.more} onClick={onOrigin}>
                {text.inspector.origin} <code>{`${origin.kind} ${origin.key}`}</code>
              </button>
            </dd>
          )}
        </div>
      )}
      <Texts label={fields.prompt} texts={prompts} />
      <Texts label={fields.negativePrompt} texts={negatives} />
      <Texts label={fields.model} texts={models} />
      {generation.loras && generation.loras.length > 0 && (
        <Entry label={text.inspector.loras} state="record">
          <Table
            rows={generation.loras.map(({ name, weight, hash }) => [
              [name, hash].filter(Boolean).join(text.inspector.comma),
              weight === undefined ? '' : `× ${weight}`,
            ])}
          />
        </Entry>
      )}
      {figures.some(([, value]) => value !== undefined) && (
        <Entry label={text.inspector.parameters} state="record">
          <Table rows={figures.filter(([, value]) => value !== undefined)} />
        </Entry>
      )}
      {others.length > 0 && (
        <Entry label={text.inspector.otherParameters} state="record">
          <details>
            <summary>{text.inspector.entries(others.length)}</summary>
            <Table rows={others} />
          </details>
        </Entry>
      )}
    </>
  )
}

type Rows = readonly (readonly [label: string, value: string | number | undefined])[]

/** Names and values, both as the file has them. */
export function Table({ rows }: { readonly rows: Rows }) {
  return (
    <table className={styles.table}>
      <tbody>
        {rows.map(([label, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a record never change their order
          <tr key={index}>
            <th scope="row">
              <FileText text={label} />
            </th>
            <td>
              <FileText text={String(value ?? '')} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
