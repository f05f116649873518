import { utf8 } from './bytes.ts'
import { type Findings, type Statement, warn } from './statement.ts'

/** Keys that hold a person's or an account's name by definition. */
const personKeys = new Set([
  'Author',
  'Artist',
  'XPAuthor',
  'Byline',
  'attribution',
  'secret_for_private_image',
])
/** A folder of a user: `C:\Users\lin`, `/home/lin`, `/Users/lin` (in JSON the backslash is doubled). */
const userFolder =
  /[A-Za-z]:\\{1,2}Users\\{1,2}(?!Public\b)[^\\"'<>|\n]{1,60}|\/(?:home|Users)\/(?!Shared\b)[^/"'\s<>|]{1,60}\//
/** A run of bytes of UTF-8 shown as Latin-1 letters and symbols, at least two characters long. */
const garbled = /[\u00c2-\u00f4][\u0080-\u00bf][\u0080-\u00ff]{4,2000}/g
const eastAsian = /^[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef]+$/
const textLimit = 4 * 1024 * 1024

/** Notes what a person should look at before showing a record to others. Nothing is left out or changed. */
export function addCautions(findings: Findings): void {
  for (const statement of findings.statements) {
    const { text, damaged } = statement
    if (text === undefined || damaged || text.length > textLimit) continue
    if (namesPerson(statement, text)) {
      warn(findings, 'personal-data', { where: `${statement.kind}:${statement.key}` })
    }
    const recovered = recoveredText(text)
    if (recovered !== undefined) {
      warn(findings, 'text-converted-twice', { where: `${statement.kind}:${statement.key}`, text: recovered })
    }
  }
}

function namesPerson({ key }: Statement, text: string): boolean {
  // Civitai writes `ai` and xAI a job number where an artist's name would stand.
  const isName = personKeys.has(key) && text.trim() !== '' && !/^(ai|[0-9a-f-]{36})$/i.test(text.trim())
  return isName || userFolder.test(text)
}

/**
 * What a text would say had it not been converted twice (UTF-8 taken for Latin-1 and written as UTF-8 again). Offered
 * beside the text as found, never in its place. Undefined when the text is as it was written.
 */
function recoveredText(text: string): string | undefined {
  for (const [run] of text.matchAll(garbled)) {
    const decoded = utf8(Buffer.from(run, 'latin1'))
    if (decoded !== undefined && eastAsian.test(decoded)) return decoded.slice(0, 200)
  }
  return undefined
}
