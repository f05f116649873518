import type { Language } from './contract/primitives.ts'

/** How values are shown to people. Every instant carries its zone, so that no reader has to guess it. */

/** `2026-03-03 20:15:00（UTC+8）` / `2026-03-03 20:15:00 (UTC+8)`, in China's time. */
export function formatInstant(instant: string, language: Language): string {
  const shifted = new Date(new Date(instant).getTime() + 8 * 3_600_000)
  if (Number.isNaN(shifted.getTime())) return instant
  const text = shifted.toISOString().slice(0, 19).replace('T', ' ')
  return language === 'zh-CN' ? `${text}（UTC+8）` : `${text} (UTC+8)`
}

/** `2026年3月3日` / `3 March 2026`, from `YYYY-MM-DD`; anything else is shown as it stands. */
export function formatDay(day: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match) return day
  const [, year, month, date] = match
  if (language === 'zh-CN') return `${year}年${Number(month)}月${Number(date)}日`
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
  return `${Number(date)} ${name} ${year}`
}

/** `500.00 元` / `CNY 500.00`, from fen. */
export function formatMoney(fen: number, language: Language): string {
  const yuan = Math.trunc(fen / 100).toLocaleString('en-US')
  const rest = fen % 100
  const text = rest === 0 ? yuan : `${yuan}.${String(rest).padStart(2, '0')}`
  return language === 'zh-CN' ? `${text}元` : `CNY ${text}`
}

/** `1.4 MB`: decimal units, as file managers show them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`
}

/** A share as it is told: never "0 %" where something differs, never "100 %" where something is alike. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1%'
  if (share < 1 && share > 0.999) return '> 99.9%'
  return `${(share * 100).toFixed(1)}%`
}

/** `9f3a71c0…b2e8c21e`: first and last eight digits, as the running foot of a dossier prints them. */
export function shortDigest(digest: string): string {
  return digest.length <= 17 ? digest : `${digest.slice(0, 8)}…${digest.slice(-8)}`
}
