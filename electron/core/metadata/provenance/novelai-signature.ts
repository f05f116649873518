import { createPublicKey, verify } from 'node:crypto'
import { parseObject } from '../exact-json.ts'
import type { RgbReader } from '../pixels/pixels.ts'
import { type Findings, type Statement, warn } from '../statement.ts'

/** NovelAI's public key, Ed25519, published in NovelAI/novelai-image-metadata (`nai_sig.py`). */
const publicKey = 'Y2JcQAOhLwzwSDUJPNgL04nS0Tbqm7cSRc4xk0vRMic='
/** The DER wrapping of a raw Ed25519 key (RFC 8410). */
const spkiPrefix = '302a300506032b6570032100'
const member = /,? ?"signed_hash": "([A-Za-z0-9+/=]+)"(?=[,}])/

/**
 * Checks `signed_hash`: the signature covers the RGB bytes of the picture, followed by the Comment without that
 * member, exactly as Python's `json.dumps` writes it. The result is told as a warning, valid or not.
 */
export function checkNovelAiSignature(findings: Findings, rgb: RgbReader | undefined): void {
  const signed = findings.statements.map(commentIn).find((comment) => comment !== undefined)
  if (signed === undefined) return
  const pixels = rgb?.()
  const verdict = pixels ? matches(signed, pixels) : undefined
  const code = verdict === undefined ? 'unchecked' : verdict ? 'valid' : 'invalid'
  warn(findings, `signature-${code}`, { name: 'NovelAI' })
}

/** The Comment as NovelAI wrote it: plain in PNG text, as a string of JSON elsewhere. */
function commentIn({ text, damaged }: Statement): string | undefined {
  if (damaged || !text?.includes('signed_hash')) return undefined
  if (member.test(text)) return text
  const outer = parseObject(text)
  return typeof outer?.Comment === 'string' && member.test(outer.Comment) ? outer.Comment : undefined
}

function matches(comment: string, pixels: Uint8Array): boolean | undefined {
  const signature = Buffer.from(member.exec(comment)?.[1] ?? '', 'base64')
  if (signature.length !== 64) return undefined
  const rest = comment
    .replace(member, '')
    .replace(/^\{, ?/, '{')
    .trimEnd()
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from(spkiPrefix, 'hex'), Buffer.from(publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  })
  return verify(null, Buffer.concat([pixels, Buffer.from(rest, 'utf8')]), key, signature)
}
