import { useState } from 'react'
import type { Generation } from '../../shared/contract/record.ts'
import { useMessages } from '../language.tsx'
import { Entry } from './entry.tsx'
import styles from './inspector.module.css'

/** A long text, cut to some lines until it is wanted whole. */
export function LongText({ text: content }: { readonly text: string }) {
  const { window: text } = useMessages()
  const [whole, setWhole] = useState(false)
  const long = content.length > 160
  return (
    <>
      <span className={styles.long} data-cut={long && !whole}>
        {content}
      </span>
      {long && (
        <button type="button" className={styles.more} onClick={() => setWhole(!whole)}>
          {whole ? text.less : text.more}
        </button>
      )}
    </>
  )
}

/** The generation record as the file holds it. A field that is not in the file is not here. */
export function GenerationRecord({
  generation,
  heading,
}: {
  readonly generation: Generation
  readonly heading?: string
}) {
  const { terms, window: text } = useMessages()
  const fields = terms.changeFields
  const size =
    generation.width !== undefined && generation.height !== undefined
      ? `${generation.width} × ${generation.height}`
      : undefined
  const figures: readonly (readonly [string, string | number | undefined])[] = [
    [fields.sampler, generation.sampler],
    [fields.scheduler, generation.scheduler],
    [fields.steps, generation.steps],
    [fields.cfgScale, generation.cfgScale],
    [fields.seed, generation.seed],
    [fields.size, size],
    [fields.denoisingStrength, generation.denoisingStrength],
  ]
  const model = [generation.model?.name, generation.model?.hash].filter(Boolean).join(', ')
  const others = Object.entries(generation.parameters ?? {})
  return (
    <>
      {heading && <div className={styles.heading}>{heading}</div>}
      {generation.prompt !== undefined && (
        <Entry label={fields.prompt} state="record">
          <LongText text={generation.prompt} />
        </Entry>
      )}
      {generation.negativePrompt !== undefined && generation.negativePrompt !== '' && (
        <Entry label={fields.negativePrompt} state="record">
          <LongText text={generation.negativePrompt} />
        </Entry>
      )}
      {model && (
        <Entry label={fields.model} state="record">
          {model}
        </Entry>
      )}
      {generation.loras?.map((lora) => (
        <Entry key={lora.name} label={fields.lora} state="record">
          {lora.name}
          {lora.weight !== undefined && ` × ${lora.weight}`}
          {lora.hash && <span className={styles.source}>{lora.hash}</span>}
        </Entry>
      ))}
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

function Table({ rows }: { readonly rows: readonly (readonly [string, string | number | undefined])[] }) {
  return (
    <table className={styles.table}>
      <tbody>
        {rows.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
