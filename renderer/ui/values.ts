/** How typed values are read. What cannot be read exactly is refused, never mended. */

const instantForm =
  /^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[\sT]\s*(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2}))?\s*[分秒]?\s*$/

/** The instant of a Beijing time such as `2026-03-03 20:15`, `2026/3/3 20:15:09` or `2026年3月3日 20:15`. */
export function readInstant(text: string): string | undefined {
  const match = instantForm.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // A 31st of April would slide into May.
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return undefined
  return new Date(local.getTime() - 8 * 3_600_000).toISOString().replace('.000Z', 'Z')
}

/** The Beijing time of an instant, as it is typed. */
export function writeInstant(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** Fen of an amount typed in yuan, at most two decimals; undefined where it is not an amount. */
export function fenOf(text: string): number | undefined {
  const match = /^\s*(\d{1,13})(?:\.(\d{1,2}))?\s*元?\s*$/.exec(text.replaceAll(/[,，]/g, ''))
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** The amount of yuan that is typed for so many fen. */
export function yuanOf(fen: number): string {
  const rest = fen % 100
  return rest === 0 ? String(fen / 100) : `${Math.trunc(fen / 100)}.${String(rest).padStart(2, '0')}`
}
