import { decodeText, gbk, utf8 } from '../bytes.ts'
import { type Findings, warn } from '../statement.ts'

/** The largest text file that is looked into; logs of years stay below it. */
const textLimit = 32 * 1024 * 1024

/** A text file is one statement. Histories split it into their rows. */
export function readTextFile(bytes: Uint8Array, format: string, findings: Findings): void {
  if (bytes.length > textLimit) {
    warn(findings, 'too-large-to-read', { size: bytes.length })
    return
  }
  const start = decodeText(bytes.subarray(0, 200)).text
  if (start.startsWith('version https://git-lfs.github.com/spec/')) warn(findings, 'lfs-pointer')
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const content = bytes.subarray(mark)
  if (utf8(content) === undefined && gbk(content) !== undefined) {
    warn(findings, 'encoding-not-told')
    return
  }
  const place = { kind: format, key: 'file', offset: mark, length: content.length }
  findings.statements.push({ ...place, ...decodeText(content) })
}
