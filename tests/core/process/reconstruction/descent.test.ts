import { describe, expect, test } from 'vitest'
import { candidatesOf, MOST_CANDIDATES } from '../../../../electron/core/process/reconstruction/candidates.ts'
import { cyclesOf } from '../../../../electron/core/process/reconstruction/graph.ts'
import { groundCodes } from '../../../../electron/core/process/reconstruction/grounds.ts'
import { reconstruct } from '../../../../electron/core/process/reconstruction/reconstruct.ts'
import { survey } from '../../../../electron/core/process/reconstruction/survey.ts'
import { codes, folder, otherWorks, printOf, settings, type Taken, told, turned } from './library.ts'

const tail = 'masterpiece, best quality, sharp focus'
const base = `woman in a blue coat, stone bridge, river mist, ${tail}`

describe('descent', () => {
  test('goes back to an older round where that is what the recipe says', () => {
    const { edge } = told(
      folder([
        ...otherWorks(60),
        { prompt: base },
        { prompt: base.replace('river mist', 'river mist, paper lanterns') },
        { prompt: base.replace('river mist', 'river mist, paper lanterns, wild geese') },
        { prompt: base, parameters: { 'Clip skip': '2' } },
      ]),
    )
    expect(edge(61, 62)).toBeDefined()
    expect(edge(62, 63)).toBeDefined()
    expect(edge(61, 64)).toBeDefined()
    expect(edge(63, 64)).toBeUndefined()
  })

  test('is not stated between works that look alike but for their subject', () => {
    const { result, edge, roundOf } = told(
      folder([
        ...otherWorks(60),
        { prompt: `old fisherman, harbour wall, dawn haze, oil painting, ${tail}` },
        { prompt: `clockwork beetle, harbour wall, dawn haze, oil painting, ${tail}` },
      ]),
    )
    expect(edge(61, 62)?.class ?? 'none').toBe('none')
    expect(result.rounds[roundOf(61)]?.history).not.toBe(result.rounds[roundOf(62)]?.history)
  })

  test('is left open, with both named, where two fit equally well', () => {
    const variant = (word: string): Taken => ({ prompt: base.replace('blue', word) })
    const { result, roundOf } = told(
      folder([
        ...otherWorks(60),
        variant('red'),
        ...otherWorks(3),
        variant('green'),
        ...otherWorks(3),
        variant('white'),
      ]),
    )
    const child = roundOf(69)
    const found = result.undecided.find(({ round }) => round === child)
    expect(found?.reason.code).toBe('undecided-close')
    expect(found?.candidates.map(({ from }) => from).sort()).toEqual([roundOf(61), roundOf(65)].sort())
    expect(result.edges.filter(({ to }) => to === child)).toEqual([])
  })

  test('says where at least one round may be missing in between', () => {
    const many = base.replace(
      'river mist',
      'river mist, paper lanterns, wild geese, willow shore, red umbrella',
    )
    const changed = {
      steps: 20,
      cfgScale: 5,
      sampler: 'Euler',
      prompt: many.replace('red umbrella', 'straw hat'),
    }
    const { edge } = told(
      folder([
        ...otherWorks(60),
        { prompt: many },
        { generation: { ...settings, ...changed } },
        { prompt: `${many}, dusk` },
      ]),
    )
    expect(edge(61, 62)?.gap).toBe(true)
    expect(codes(edge(61, 62)?.against ?? [])).toContain('many-changes')
    expect(edge(61, 63)?.gap).toBe(false)
  })

  test('counts as one change what one act sets: a node, a picture that goes in, the schedule of a sampler', () => {
    const way = { denoisingStrength: 0.5, parameters: { 'Mask blur': '4', 'Inpaint area': 'Only masked' } }
    const sampler = { sampler: 'Euler a', scheduler: 'Automatic' }
    const { edge } = told(
      folder([
        ...otherWorks(60),
        { prompt: base, generation: { ...settings, scheduler: 'Karras' } },
        { prompt: base, generation: { ...settings, ...sampler } },
        { prompt: base, generation: { ...settings, ...sampler, ...way } },
      ]),
    )
    const changes = (from: number, to: number) =>
      edge(from, to)?.grounds.find(({ code }) => code === 'few-changes')?.details?.changes
    expect(changes(61, 62)).toBe(1)
    expect(changes(62, 63)).toBe(1)
  })

  test('names what both share as it was written, not by the pairs of characters that are compared', () => {
    const chinese = '江南水乡, 月白香囊, 驿站'
    const { edge } = told(folder([...otherWorks(60), { prompt: chinese }, { prompt: `${chinese}, 提灯` }]))
    const shared = edge(61, 62)?.grounds.find(({ code }) => code === 'rare-terms')?.details
    expect(`${shared?.terms}`.split(', ').toSorted()).toEqual(['月白香囊', '江南水乡', '驿站'].toSorted())
    expect(shared?.count).toBe(3)
  })

  test('does not depend on the order in which the pictures are given', () => {
    const pictures = folder([
      ...otherWorks(80),
      { prompt: base },
      { prompt: base.replace('blue', 'red') },
      { prompt: base.replace('blue', 'red'), generation: { ...settings, cfgScale: 9 } },
    ])
    const turnedRound = pictures.toReversed()
    const mixed = pictures.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    expect(reconstruct(turnedRound)).toEqual(reconstruct(pictures))
    expect(reconstruct(mixed)).toEqual(reconstruct(pictures))
  })

  test('gives only grounds of the closed list', () => {
    const { result } = told(folder([...otherWorks(70), { prompt: base }, { prompt: `${base}, dusk` }]))
    const given = [
      ...result.edges.flatMap((edge) => [
        ...edge.grounds,
        ...edge.against,
        ...edge.alternatives.flatMap((each) => each.grounds),
      ]),
      ...result.undecided.flatMap(({ reason, candidates }) => [
        reason,
        ...candidates.flatMap((each) => each.grounds),
      ]),
      ...result.witnesses.flatMap((witness) => witness.grounds),
      ...result.contradictions,
    ]
    expect(given.length).toBeGreaterThan(0)
    expect(codes(given).filter((code) => !groundCodes.includes(code as never))).toEqual([])
  })

  test('is looked for among a bounded number of rounds, however large the library', () => {
    const found = survey(
      folder(
        Array.from({ length: 1_500 }, (_, i) => ({
          prompt: `common words, everywhere the same, number${i}`,
        })),
      ),
    )
    const candidates = candidatesOf(found.rounds, found.library)
    const counts = found.rounds.map((_, round) => candidates(round).length)
    expect(Math.max(...counts)).toBeLessThanOrEqual(MOST_CANDIDATES)
    expect(Math.max(...counts)).toBeGreaterThan(60)
  })
})

describe('what records state', () => {
  const graph = (image: string, denoise = '1'): Taken => ({
    prompt: base.replace('blue', 'grey'),
    generator: 'comfyui',
    parameters: { '10 LoadImage.image': image, '11 VAEEncode.x': '1', '3 KSampler.y': denoise },
  })

  test('an input named by its digest is an edge of its own kind', () => {
    const [first] = folder([{ prompt: base }])
    const { edges, edge } = told(
      folder([
        { prompt: base },
        { prompt: 'quite another thing', parameters: { 'Input image sha256': first?.sha256 ?? '' } },
      ]),
    )
    expect(edges).toEqual(['1→2 recorded'])
    expect(codes(edge(1, 2)?.grounds ?? [])).toEqual(['input-digest'])
  })

  test('an input named by file needs something else that agrees', () => {
    const loose = (taken: Taken[]) =>
      folder(taken.map((each, i) => ({ ...each, name: each.name ?? `${'ab'[i]}.png` })))
    const alone = told(loose([{ prompt: 'a hill', name: 'ComfyUI_00012_.png' }, graph('ComfyUI_00012_.png')]))
    expect(alone.edges).toEqual([])
    expect(alone.result.undecided.map(({ reason }) => reason)).toContainEqual({
      code: 'undecided-input',
      details: { name: 'comfyui_00012_.png' },
    })
    const look = printOf('scene')
    const seen = told(
      loose([
        { prompt: 'a hill', name: 'ComfyUI_00012_.png', pdq: look },
        { ...graph('ComfyUI_00012_.png'), pdq: turned(look, 40) },
      ]),
    )
    expect(seen.edges).toEqual(['1→2 recorded'])
    expect(seen.edge(1, 2)?.grounds[0]?.details).toMatchObject({ witness: 'picture', item: 1 })
  })

  test('an input name that several files have is not decided', () => {
    const two = ['one', 'two'].map(
      (at): Taken => ({ prompt: `hill ${at}`, name: 'ComfyUI_00012_.png', path: `${at}/ComfyUI_00012_.png` }),
    )
    const { edges, result } = told(folder([...two, { ...graph('ComfyUI_00012_.png'), name: 'c.png' }]))
    expect(edges.filter((edge) => edge.endsWith('recorded'))).toEqual([])
    const found = result.undecided.find(({ reason }) => reason.code === 'undecided-input')
    expect(found?.candidates).toHaveLength(2)
    expect(codes(found?.candidates[0]?.grounds ?? [])).toEqual(['input-name-ambiguous'])
  })

  test('a variation comes from the picture of its seed', () => {
    const parameters = { 'Variation seed': '77', 'Variation seed strength': '0.1' }
    const { edges, edge } = told(
      folder([
        { prompt: base, seed: 5 },
        { prompt: base, seed: 6 },
        { prompt: base, seed: 5, parameters },
      ]),
    )
    expect(edges).toEqual(['1→3 recorded'])
    expect(edge(1, 3)?.grounds[0]).toEqual({
      code: 'variation-seed',
      details: { seed: '5', variation: '77', item: 1 },
    })
  })

  test('a hires pass of the same recipe and seed comes from that picture', () => {
    const parameters = { 'Hires upscale': '2', 'Hires steps': '12', 'Hires upscaler': 'Latent' }
    const hires = (seed: number): Taken => ({
      prompt: base,
      seed,
      generation: { ...settings, seed: `${seed}`, denoisingStrength: 0.4 },
      parameters,
    })
    const { edges, edge } = told(folder([{ prompt: base, seed: 5 }, hires(5)]))
    expect(edges).toEqual(['1→2 recorded'])
    // Four settings of one click: nothing is missing between a picture and what its own record repeats.
    expect(edge(1, 2)?.gap).toBe(false)
    expect(
      told(folder([{ prompt: base, seed: 5 }, hires(6)])).edges.filter((each) => each.endsWith('recorded')),
    ).toEqual([])
  })

  test('two inputs that name each other are a contradiction, and so is one that was made later', () => {
    expect(
      cyclesOf(4, [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
        { from: 2, to: 0 },
        { from: 2, to: 3 },
      ]),
    ).toEqual([[0, 1, 2]])
    const [, second] = folder([{ prompt: base }, { prompt: 'another thing' }])
    const { result } = told(
      folder([
        { prompt: base, parameters: { 'Input image': second?.sha256 ?? '' } },
        { prompt: 'another thing' },
      ]),
    )
    expect(result.contradictions).toEqual([
      { code: 'contradiction-input-later', details: { item: 1, input: 2, basis: 'file-number' } },
    ])
  })

  test('a circle of edges is told, and what no record states loses its arrow', () => {
    const [first, second] = folder([{ prompt: base }, { prompt: `${base}, dusk` }])
    const { result } = told(
      folder([
        { prompt: base, parameters: { 'Input image': second?.sha256 ?? '' } },
        { prompt: `${base}, dusk`, parameters: { 'Input image': first?.sha256 ?? '' } },
      ]),
    )
    expect(codes(result.contradictions)).toContain('contradiction-cycle')
    expect(result.edges.every((edge) => edge.class === 'recorded' || edge.class === 'related')).toBe(true)
  })
})

describe('pictures without a record', () => {
  const look = printOf('original')

  test('come from the one that was made from text and looks the same', () => {
    const edited: Taken = { generation: null, name: 'final.png', pdq: turned(look, 12) }
    const { edges, edge } = told(folder([{ prompt: base, pdq: look }, edited]))
    expect(edges).toEqual(['1→2 supported'])
    expect(codes(edge(1, 2)?.grounds ?? [])).toEqual(['picture-alike', 'made-from-text'])
  })

  test('are only kin where nothing shows which came first', () => {
    const loose: Taken = { generation: null, name: 'a.png', pdq: look }
    const { result } = told(folder([loose, { ...loose, name: 'b.png', pdq: turned(look, 12) }]))
    expect(result.edges.map((edge) => edge.class)).toContain('related')
    expect(result.edges.every((edge) => edge.class === 'related')).toBe(true)
  })

  test('that match nothing are shown as undecided', () => {
    const { result, edges } = told(folder([{ prompt: base }, { generation: null, name: 'other.png' }]))
    expect(edges).toEqual([])
    expect(codes(result.undecided.map(({ reason }) => reason))).toEqual(['undecided-no-record'])
  })
})
