import { formatBytes, formatDay, formatInstant, formatMoney, shortDigest } from '../../shared/format.ts'
import { useLanguage } from '../language.tsx'
import styles from './text.module.css'

/** A digest, shortened for reading and whole for copying. */
export function Digest({ value, whole }: { readonly value: string; readonly whole?: boolean }) {
  return (
    <span className={styles.digest} title={value}>
      {whole ? value.replace(/(.{8})(?=.)/g, '$1\u200b') : shortDigest(value)}
    </span>
  )
}

export function Money({ fen }: { readonly fen: number }) {
  const { language } = useLanguage()
  return <span className={styles.figures}>{formatMoney(fen, language)}</span>
}

/** An instant with its zone. */
export function Time({ at }: { readonly at: string }) {
  const { language } = useLanguage()
  return (
    <time className={styles.figures} dateTime={at}>
      {formatInstant(at, language)}
    </time>
  )
}

export function Day({ day }: { readonly day: string }) {
  const { language } = useLanguage()
  return (
    <time className={styles.figures} dateTime={day}>
      {formatDay(day, language)}
    </time>
  )
}

export function Bytes({ count }: { readonly count: number }) {
  return <span className={styles.figures}>{formatBytes(count)}</span>
}
