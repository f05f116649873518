import { readFileSync } from 'node:fs'

type Values = Readonly<Record<string, string>>

/** The words on the sample's pictures and papers. */
interface Content {
  readonly prompt: readonly string[]
  readonly evening: readonly string[]
  readonly negative: readonly string[]
  readonly negativeText: string
  readonly watermark: string
  readonly seal: string
  readonly layers: { readonly base: string; readonly curve: string; readonly signature: string }
  readonly papers: Readonly<
    Record<
      'stampWork' | 'stampCapture' | 'voucherStamp' | 'voucherTravel' | 'firstCapture' | 'secondCapture',
      Values
    >
  >
}

export const content: Content = JSON.parse(readFileSync(new URL('content.json', import.meta.url), 'utf8'))
