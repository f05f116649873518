import type { Iptc } from '../../../../shared/contract/record.ts'
import { xmpText, xmpValues } from '../containers/xmp.ts'
import type { Findings } from '../statement.ts'

/** Prefixes under which the IPTC extension namespace is really written (Midjourney uses the second). */
const iptcPrefixes = ['Iptc4xmpExt', 'iptcExt'] as const
const fields = {
  digitalSourceType: ['DigitalSourceType', 'digitalSourceType', 'DigitalSourcefileType'],
  aiSystem: ['AISystemUsed'],
  aiSystemVersion: ['AISystemVersionUsed'],
  aiPrompt: ['AIPromptInformation'],
  aiPromptWriter: ['AIPromptWriterName'],
} as const

/** What IPTC properties in XMP say of the making, values as found. Undefined when they say nothing. */
export function readIptcClaims(findings: Findings): Iptc | undefined {
  for (const block of findings.blocks) {
    if (block.standard !== 'xmp') continue
    const packet = xmpText(block.bytes)
    const found = Object.entries(fields).flatMap(([field, names]) => {
      const value = names
        .flatMap((name) => iptcPrefixes.flatMap((prefix) => xmpValues(packet, `${prefix}:${name}`)))
        .find((text) => text !== '')
      return value === undefined ? [] : [[field, value] as const]
    })
    if (found.length > 0) return { ...Object.fromEntries(found), carrier: block.kind }
  }
  return undefined
}

/** Where the picture says that its C2PA manifest is (`dcterms:provenance`). */
export function c2paReference(findings: Findings): string | undefined {
  for (const block of findings.blocks) {
    if (block.standard !== 'xmp') continue
    const value = xmpValues(xmpText(block.bytes), 'dcterms:provenance').find((text) => text !== '')
    if (value !== undefined) return value
  }
  return undefined
}

/**
 * Whether a digital source type of the IPTC vocabulary means that a trained model took part. `algorithmicMedia` does
 * not: it is made by rules without training data.
 */
export function meansGenerativeAi(type: string | undefined): boolean {
  return /(^|\/)(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia|compositeSynthetic)$/.test(
    type ?? '',
  )
}
