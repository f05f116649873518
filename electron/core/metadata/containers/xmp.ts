import { decodeText } from '../bytes.ts'
import type { Findings } from '../statement.ts'

/** The largest packet that is looked into. */
const xmpLimit = 4 * 1024 * 1024

/** Hands an XMP packet on to the readers of XMP properties and of claimed times. */
export function addXmp(bytes: Uint8Array, kind: string, findings: Findings): void {
  if (bytes.length <= xmpLimit) findings.blocks.push({ standard: 'xmp', bytes, kind })
}

/**
 * The values of one XMP property, written as attribute or as element, in arrays (`rdf:li`) or plain. Lenient on
 * purpose: real packets end their header with `"??>` and generators forget namespaces; no document type, no entity
 * beyond the five of XML and character references is ever looked at.
 */
export function xmpValues(packet: string, property: string): string[] {
  const name = property.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const values: string[] = []
  for (const match of packet.matchAll(new RegExp(`[\\s"']${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g'))) {
    values.push(unescapeXml(match[1] ?? match[2] ?? ''))
  }
  let at = 0
  for (let i = 0; i < 64; i++) {
    const open = findElement(packet, property, at)
    if (open === undefined) break
    const close = packet.indexOf(`</${property}`, open.contentStart)
    if (close < 0) break
    values.push(...elementTexts(packet.slice(open.contentStart, close)))
    at = close + 1
  }
  return values
}

function findElement(packet: string, property: string, from: number): { contentStart: number } | undefined {
  for (let at = packet.indexOf(`<${property}`, from); at >= 0; at = packet.indexOf(`<${property}`, at + 1)) {
    const after = packet[at + 1 + property.length]
    if (after === undefined || !/[\s>/]/.test(after)) continue
    const end = packet.indexOf('>', at)
    if (end < 0) return undefined
    if (packet[end - 1] !== '/') return { contentStart: end + 1 }
  }
  return undefined
}

function elementTexts(content: string): string[] {
  const items = [...content.matchAll(/<rdf:li\b[^>]*>([^<]*)<\/rdf:li>/g)].map((match) => match[1] ?? '')
  const texts =
    items.length > 0 ? items : content.includes('<') && !content.includes('<![CDATA[') ? [] : [content]
  return texts.map((text) => unescapeXml(text.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1').trim()))
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

export const xmpText = (bytes: Uint8Array): string => decodeText(bytes).text
