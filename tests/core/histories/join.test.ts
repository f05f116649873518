import { describe, expect, test } from 'vitest'
import { type HistoryPicture, join, type Source } from '../../../electron/core/histories/histories.ts'
import type { Generation } from '../../../shared/contract/record.ts'

const digest = 'ab'.repeat(32)
const log = (...generations: Generation[]): Source => ({
  item: 100,
  name: 'log.csv',
  path: '/out/log.csv',
  generations,
})
const picture = (
  item: number,
  path: string,
  generation?: Generation,
  sha256 = String(item).padStart(64, '0'),
): HistoryPicture => ({
  item,
  name: path.replace(/^.*[\\/]/, ''),
  path,
  sha256,
  generations: generation ? [generation] : [],
})

describe('a row of a history', () => {
  test('joins the file of its name, and says whether the seed agrees', () => {
    const rows = join(
      [log({ file: 'images/A.png', seed: '1' }, { file: 'b.png', seed: '2' })],
      [picture(1, '/out/images/a.png', { seed: '1' }), picture(2, '/out/b.png')],
    )
    expect(rows.map(({ item, by, disagreements }) => [item, by, disagreements])).toEqual([
      [1, 'name+seed', []],
      [2, 'name', []],
    ])
  })

  test('that contradicts its file is joined and reported with what both say', () => {
    const [row] = join(
      [log({ file: 'a.png', seed: '1', prompt: 'a fox', steps: 20 })],
      [picture(1, '/a.png', { seed: '9', prompt: 'a heron', steps: 20 })],
    )
    expect(row).toMatchObject({
      item: 1,
      by: 'name',
      disagreements: [
        { field: 'prompt', row: 'a fox', file: 'a heron' },
        { field: 'seed', row: '1', file: '9' },
      ],
    })
  })

  test('whose name two files have joins the one with its seed or its folder, else none', () => {
    const two = [
      picture(1, '/2023-04-24/0.png', { seed: '1' }),
      picture(2, '/2023-04-25/0.png', { seed: '2' }),
    ]
    const rows = join(
      [log({ file: '0.png', seed: '2' }, { file: '2023-04-24/0.png' }, { file: '0.png', seed: '3' })],
      two,
    )
    expect(rows.map(({ item, by, candidates }) => [item, by, candidates])).toEqual([
      [2, 'name+seed', []],
      [1, 'name', []],
      [null, null, [1, 2]],
    ])
  })

  test('joins by a seed alone only where one row and one file have it, and tells the other name', () => {
    const rows = join(
      [
        log(
          { file: 'gone.png', seed: '5' },
          { file: 'x.png', seed: '6' },
          { file: 'y.png', seed: '6' },
          { file: 'z.png', seed: '7' },
          { file: 'r.png', seed: '-1' },
        ),
      ],
      [
        picture(1, '/renamed.png', { seed: '5' }),
        picture(2, '/two.png', { seed: '6' }),
        picture(3, '/three.png', { seed: '7' }),
        picture(4, '/four.png', { seed: '7' }),
        picture(5, '/five.png', { seed: '-1' }),
      ],
    )
    expect(rows.map(({ item, by }) => [item, by])).toEqual([
      [1, 'seed'],
      [null, null],
      [null, null],
      [null, null],
      [null, null],
    ])
    expect(rows[0]?.disagreements).toEqual([{ field: 'file', row: 'gone.png', file: 'renamed.png' }])
    expect(rows[3]?.candidates).toEqual([3, 4])
  })

  test('joins by digest before anything else', () => {
    const [row] = join(
      [log({ file: 'a.png', seed: '1', parameters: { sha256: digest.toUpperCase() } })],
      [picture(1, '/a.png', { seed: '1' }), picture(2, '/b.png', undefined, digest)],
    )
    expect(row).toMatchObject({ item: 2, by: 'digest' })
  })

  test('of a sidecar joins the picture beside it', () => {
    const sidecar = (name: string): Source => ({
      item: 200,
      name,
      path: `/one/${name}`,
      generations: [{ prompt: 'a fox', seed: '3' }],
    })
    const pictures = [picture(1, '/one/a.png', { seed: '3' }), picture(2, '/two/a.png', { seed: '3' })]
    for (const name of ['a.txt', 'a.png.json', 'A.TXT']) {
      expect(join([sidecar(name)], pictures)[0], name).toMatchObject({ item: 1, by: 'name+seed' })
    }
  })

  test('without a file is kept', () => {
    const rows = join([log({ prompt: 'lost', file: 'lost.png' }, { prompt: 'nameless' })], [])
    expect(rows.map(({ item, file, row }) => [item, file, row])).toEqual([
      [null, 'lost.png', 0],
      [null, null, 1],
    ])
  })
})
