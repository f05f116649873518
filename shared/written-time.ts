/** Reading of times as files, names and folders write them: never guessed, never moved to another zone. */

export interface WrittenTime {
  /** The piece of text that was read. */
  readonly text: string
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`, in the zone of whoever wrote it. */
  readonly reading: string
  /** `Z` or `+08:00`, where it is written; null where it is not. */
  readonly zone: string | null
}

const day =
  '(?<year>(?:19|20)\\d{2})(?:(?<sep>[-/:._])(?<month>\\d{1,2})\\k<sep>(?<date>\\d{1,2})|年(?<m2>\\d{1,2})月(?<d2>\\d{1,2})日)'
const clock =
  '(?<hour>\\d{1,2})(?:(?<colon>[-:._])(?<minute>\\d{2})(?:\\k<colon>(?<second>\\d{2}))?|[时点](?<min2>\\d{2})分(?:(?<sec2>\\d{2})秒)?)'
const zoned = '(?:\\.\\d+)?\\s*(?<zone>Z|[+-]\\d{2}:?\\d{2})?'
const separated = new RegExp(`(?<!\\d)${day}(?:[T _-]?\\s?(?:${clock})${zoned})?(?![\\d])`, 'gu')
const compact =
  /(?<!\d)(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<date>\d{2})(?:[-_T ]?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})(?:\d{3})?)?(?!\d)/gu

/** Every day or time that is spelled out in a name: `2026-03-02`, `2026年3月2日`, `20260302-213005`. */
export function timesIn(text: string): WrittenTime[] {
  return [separated, compact].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const time = fromParts(match)
      return time ? [time] : []
    }),
  )
}

/** The time that a whole value is, as EXIF, XMP, PNG and C2PA write it; null where it is anything else. */
export function readTime(value: string): WrittenTime | null {
  const mail = mailTime.exec(value.trim())
  if (mail) return fromMail(value, mail)
  const [time] = timesIn(value)
  return time && value.trim().startsWith(time.text.trim()) ? { ...time, text: value } : null
}

/** RFC 1123, which the PNG specification recommends: `Sun, 21 Jan 2024 13:17:47 GMT`. */
const mailTime =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}:\d{2}(?::\d{2})?)(?: (GMT|UTC?|Z|[+-]\d{4}))?$/

function fromMail(value: string, [, date, name, year, clock, zone]: RegExpExecArray): WrittenTime | null {
  const month = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(name ?? '') / 3 + 1
  const shown = zone === undefined || /^[+-]/.test(zone) ? (zone ?? '') : 'Z'
  const [time] = timesIn(`${year}-${month}-${date}T${clock}${shown}`)
  return time ? { ...time, text: value } : null
}

function fromParts(match: RegExpExecArray): WrittenTime | null {
  const parts = match.groups ?? {}
  const [year, month, date] = [parts.year, parts.month ?? parts.m2, parts.date ?? parts.d2].map(Number)
  const written = `${parts.year}-${two(month)}-${two(date)}`
  const real = new Date(`${written}T00:00:00Z`)
  if (Number.isNaN(real.getTime()) || real.getUTCFullYear() !== year || real.getUTCDate() !== date)
    return null
  if (parts.hour === undefined) return { text: match[0], reading: written, zone: null }
  const [hour, minute, second] = [
    parts.hour,
    parts.minute ?? parts.min2,
    parts.second ?? parts.sec2 ?? 0,
  ].map(Number)
  if ((hour ?? 24) > 23 || (minute ?? 60) > 59 || (second ?? 60) > 59) {
    return { text: match[0], reading: written, zone: null }
  }
  const { zone } = parts
  return {
    text: match[0],
    reading: `${written}T${two(hour)}:${two(minute)}:${two(second)}`,
    zone:
      zone === undefined
        ? null
        : zone === 'Z' || zone.includes(':')
          ? zone
          : `${zone.slice(0, 3)}:${zone.slice(3)}`,
  }
}

function two(value: number | undefined): string {
  return String(value).padStart(2, '0')
}

/** Nothing that generates pictures from prompts is older. */
const oldest = Date.UTC(2015, 0, 1)

/** Unix stamps of seconds or milliseconds in a name, in UTC, where they fall between 2015 and `until`. */
export function unixTimesIn(text: string, until: Date): WrittenTime[] {
  return [...text.matchAll(/(?<!\d)(?:\d{13}|\d{10})(?!\d)/g)].flatMap(([digits]) => {
    const time = Number(digits) * (digits.length === 13 ? 1 : 1000)
    if (time < oldest || time > until.getTime()) return []
    return [{ text: digits, reading: new Date(time).toISOString().slice(0, 19), zone: 'Z' }]
  })
}
