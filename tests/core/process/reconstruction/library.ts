import { createHash } from 'node:crypto'
import {
  type ProcessPicture,
  type Reconstruction,
  reconstruct,
} from '../../../../electron/core/process/reconstruction/reconstruct.ts'
import type { FileRecord, Generation } from '../../../../shared/contract/record.ts'

export interface Taken extends Partial<Omit<ProcessPicture, 'record' | 'picture' | 'id'>> {
  readonly prompt?: string
  readonly negative?: string
  readonly seed?: number
  /** Further fields of the generation; null for a file without a record. */
  readonly generation?: Generation | null
  readonly parameters?: Record<string, string>
  readonly generator?: string
  readonly size?: readonly [number, number]
  readonly pdq?: string
  readonly times?: FileRecord['claimedTimes']
}

export const settings = {
  negativePrompt: 'blurry, text',
  sampler: 'DPM++ 2M',
  steps: 30,
  cfgScale: 7,
  width: 768,
  height: 1152,
  model: { name: 'demo-xl' },
} satisfies Generation

/** The pictures of an A1111 output folder, numbered in the order in which they are given. */
export function folder(taken: readonly Taken[], at = 'outputs'): ProcessPicture[] {
  return taken.map((each, index): ProcessPicture => {
    const id = index + 1
    const seed = each.seed ?? 1_000_000 + index * 7_919
    const name = each.name ?? `${String(id).padStart(5, '0')}-${seed}.png`
    const path = each.path ?? `${at}/${name}`
    const sha256 = each.sha256 ?? createHash('sha256').update(`${path} ${index}`).digest('hex')
    const generation: Generation | null =
      each.generation === null
        ? null
        : {
            ...settings,
            seed: `${seed}`,
            ...(each.prompt === undefined ? {} : { prompt: each.prompt }),
            ...(each.negative === undefined ? {} : { negativePrompt: each.negative }),
            ...each.generation,
            ...(each.parameters ? { parameters: each.parameters } : {}),
          }
    const [width, height] = each.size ?? [768, 1152]
    return {
      id,
      sha256,
      name,
      path,
      record: {
        path,
        size: 1,
        format: 'png',
        status: 'ok',
        generator: generation ? { id: each.generator ?? 'a1111', name: 'A1111' } : null,
        generations: generation ? [generation] : [],
        claimedTimes: each.times ?? [],
        aiLabel: null,
        c2pa: null,
        carriers: [],
        warnings: [],
      },
      picture: { width, height, pdq: each.pdq ?? printOf(`${path} ${index}`), quality: 100 },
      importedAt: '2026-06-01T00:00:00.000Z',
      modifiedAt: each.modifiedAt ?? null,
      sealedAt: each.sealedAt ?? null,
      stampedAt: each.stampedAt ?? null,
      logRow: each.logRow ?? null,
    }
  })
}

/** The fingerprint of a picture that looks like no other one. */
export const printOf = (text: string): string => createHash('sha256').update(`look ${text}`).digest('hex')

/** The same fingerprint with so many of its bits turned. */
export function turned(print: string, bits: number): string {
  const bytes = Buffer.from(print, 'hex')
  for (let bit = 0; bit < bits; bit += 1) {
    const at = (bit * 37) % 256
    bytes[at >> 3] = (bytes[at >> 3] as number) ^ (1 << (at & 7))
  }
  return bytes.toString('hex')
}

export interface Told {
  /** `1→5 strong`: first pictures of the two rounds and the class; `–` where there is no direction. */
  readonly edges: string[]
  readonly result: Reconstruction
  readonly edge: (from: number, to: number) => Reconstruction['edges'][number] | undefined
  /** The round that holds a picture. */
  readonly roundOf: (id: number) => number
}

export function told(pictures: readonly ProcessPicture[]): Told {
  const result = reconstruct(pictures)
  const first = (round: number): number => result.rounds[round]?.pictures[0] ?? 0
  const roundOf = (id: number): number => result.rounds.findIndex((round) => round.pictures.includes(id))
  return {
    result,
    roundOf,
    edge: (from, to) => result.edges.find((edge) => edge.from === roundOf(from) && edge.to === roundOf(to)),
    edges: result.edges.map(
      (edge) => `${first(edge.from)}${edge.class === 'related' ? '–' : '→'}${first(edge.to)} ${edge.class}`,
    ),
  }
}

export const codes = (grounds: readonly { code: string }[]): string[] => grounds.map(({ code }) => code)

/** Prompts of works that have nothing to do with one another, so that a library has rare and common words. */
export function otherWorks(count: number): Taken[] {
  const words = [
    'heron',
    'tram',
    'quarry',
    'violin',
    'orchard',
    'glacier',
    'market',
    'lantern',
    'kiln',
    'harbour',
  ]
  return Array.from({ length: count }, (_, i) => ({
    prompt: `${words[i % 10]} ${words[(i * 3 + 1) % 10]}${i}, study ${i}, sketch number ${i * 13}, masterpiece, best quality`,
  }))
}
