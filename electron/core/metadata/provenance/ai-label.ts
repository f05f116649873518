import type { AiLabel } from '../../../../shared/contract/record.ts'
import { buffer } from '../bytes.ts'
import { xmpText, xmpValues } from '../containers/xmp.ts'
import { asText, isObject, type JsonObject, parseObject, toJsonText } from '../exact-json.ts'
import { type Findings, type Statement, warn } from '../statement.ts'

/** Members of the label (GB 45438-2025, Annex E) and the fields of the record. */
const members = {
  Label: 'label',
  ContentProducer: 'contentProducer',
  ProduceID: 'produceId',
  ReservedCode1: 'reservedCode1',
  ContentPropagator: 'contentPropagator',
  PropagateID: 'propagateId',
  ReservedCode2: 'reservedCode2',
} as const
const namespace = /xmlns:([\w-]+)\s*=\s*["']https?:\/\/www\.tc260\.org\.cn\/ns\/AIGC\/1\.0\/?["']/

interface Found {
  readonly value: string
  readonly carrier: string
}

/**
 * China's label of generated content, from every carrier in which it is written: XMP (element or attribute), PNG text
 * `AIGC`, EXIF UserComment or ImageDescription. Several labels and irregular ones are told; nothing is mended.
 */
export function readAiLabel(bytes: Uint8Array, findings: Findings): AiLabel | null {
  const found = [...inXmp(bytes, findings), ...inTexts(findings.statements)]
  const first = found[0]
  if (!first) return null
  const different = new Set(found.map(({ value }) => value)).size
  if (found.length > 1) warn(findings, 'ai-label-several', { count: found.length, different })
  return labelOf(first, findings)
}

function inXmp(bytes: Uint8Array, findings: Findings): Found[] {
  return findings.blocks.flatMap(({ standard, bytes: stored, kind }): Found[] => {
    if (standard !== 'xmp') return []
    const packet = xmpText(stored)
    if (!packet.includes('AIGC')) return []
    const property = `${namespace.exec(packet)?.[1] ?? 'TC260'}:AIGC`
    return xmpValues(packet, property).map((value) => {
      addPlace(bytes, findings, packet, property, kind)
      return { value, carrier: `${kind}/${property}` }
    })
  })
}

/** The label itself as a statement of its own, where the packet is stored plainly, so that its bytes can be pointed at. */
function addPlace(
  bytes: Uint8Array,
  findings: Findings,
  packet: string,
  property: string,
  kind: string,
): void {
  const from = packet.indexOf(property)
  const close = packet.indexOf(`</${property}>`, from)
  const raw = close >= 0 ? packet.slice(from - 1, close + property.length + 3) : attributeAt(packet, from)
  const offset = raw ? buffer(bytes).indexOf(raw, 0, 'utf8') : -1
  const key = property
  if (!raw || offset < 0 || findings.statements.some((s) => s.key === key && s.offset === offset)) return
  const length = Buffer.byteLength(raw)
  findings.statements.push({ kind: `${kind}/xmp`, key, offset, length, text: raw, encoding: 'utf-8' })
}

function attributeAt(packet: string, from: number): string | undefined {
  const match = /^[\w-]+:AIGC\s*=\s*("[^"]*"|'[^']*')/.exec(packet.slice(from))
  return match?.[0]
}

function inTexts(statements: readonly Statement[]): Found[] {
  return statements.flatMap(({ kind, key, text, damaged }): Found[] => {
    if (text === undefined || damaged) return []
    const carrier = `${kind}:${key}`
    if (key === 'AIGC') return [{ value: text, carrier }]
    if (!/^(UserComment|ImageDescription|XPComment|Comment|comment)$/.test(key) || !text.includes('AIGC'))
      return []
    return isObject(parseObject(text)?.AIGC) || typeof parseObject(text)?.AIGC === 'string'
      ? [{ value: text, carrier }]
      : []
  })
}

function labelOf({ value, carrier }: Found, findings: Findings): AiLabel {
  const outer = parseObject(value)
  const wrapped = outer?.AIGC
  const record = isObject(wrapped) ? wrapped : typeof wrapped === 'string' ? parseObject(wrapped) : outer
  if (!record) {
    warn(findings, 'ai-label-irregular', { where: carrier })
    return { other: { text: value.slice(0, 10_000) }, carrier }
  }
  if (!/^[123]$/.test(asText(record.Label) ?? '')) warn(findings, 'ai-label-irregular', { where: carrier })
  return { ...standardMembers(record), ...otherMembers(record), carrier }
}

function standardMembers(record: JsonObject): Partial<AiLabel> {
  const found = Object.entries(members).flatMap(([name, field]) => {
    const value = record[name]
    if (value === undefined || value === null) return []
    return [[field, asText(value) ?? toJsonText(value)] as const]
  })
  return Object.fromEntries(found)
}

/** A platform's own members (Tencent: ServiceProvider, ServiceUser, Time, ContentId). */
function otherMembers(record: JsonObject): Pick<AiLabel, 'other'> {
  const other = Object.entries(record).flatMap(([name, value]) =>
    name in members || value === null || value === undefined
      ? []
      : [[name, asText(value) ?? toJsonText(value)] as const],
  )
  return other.length > 0 ? { other: Object.fromEntries(other) } : {}
}

/**
 * Companies by the unified social credit code inside a ContentProducer of the form `001` + digit + 18 characters +
 * 5 digits. Only codes seen in real files of a known service are listed.
 */
const producers: Readonly<Record<string, 'doubao'>> = { '91110102MACQD9K640': 'doubao' }

/** The service that a ContentProducer names, where its code is known. */
export function producerOf(label: AiLabel | null): 'doubao' | undefined {
  const code = /^001\d([0-9A-Z]{18})\d{5}$/.exec(label?.contentProducer ?? '')?.[1]
  return code === undefined ? undefined : producers[code]
}
