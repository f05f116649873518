import { describe, expect, test } from 'vitest'
import { timesOf } from '../../../electron/core/records/records.ts'
import type { NotedArrival } from '../../../electron/core/records/times.ts'
import type { FileRecord } from '../../../shared/contract/record.ts'

const record: FileRecord = {
  path: '',
  size: 1,
  format: 'png',
  status: 'ok',
  generator: null,
  generations: [],
  claimedTimes: [],
  aiLabel: null,
  c2pa: null,
  carriers: [],
  warnings: [],
}

function read(name: string, changes: { path?: string; record?: Partial<FileRecord> } = {}) {
  const times = timesOf({
    name,
    path: changes.path ?? `/pictures/${name}`,
    modifiedAt: null,
    importedAt: '2026-04-01T08:00:00.000Z',
    record: { ...record, ...changes.record },
  })
  return times.filter(({ trust }) => trust !== 'imported')
}

describe('the times of a file', () => {
  test('are read from names as they are written', () => {
    const cases: readonly (readonly [string, string, string | null])[] = [
      ['2026-03-02.png', '2026-03-02', null],
      ['2026-03-02_21-30-05.png', '2026-03-02T21:30:05', null],
      ['20260302-213005.png', '2026-03-02T21:30:05', null],
      ['IMG_20260302.png', '2026-03-02', null],
      ['2026年3月2日 21时30分.png', '2026-03-02T21:30:00', null],
      ['mmexport1772458205123.jpg', '2026-03-02T13:30:05', 'Z'],
      ['out-1772458205.png', '2026-03-02T13:30:05', 'Z'],
    ]
    for (const [name, reading, zone] of cases) {
      expect(read(name), name).toEqual([
        { trust: 'name', source: 'name', value: expect.any(String), reading, zone },
      ])
    }
  })

  test('are not read out of seeds, sizes, counters and days that do not exist', () => {
    for (const name of [
      '00012-1772458205.png',
      '00012-20260302.png',
      '1920x1080.png',
      '2026-02-30.png',
      '20261399.png',
      '4102444800.png',
      '1234567890123456.png',
      'ComfyUI_00214_.png',
    ]) {
      expect(read(name), name).toEqual([])
    }
    expect(read('a-1772458205.png', { record: { generations: [{ seed: '1772458205' }] } })).toEqual([])
  })

  test('stand side by side, each with its source, none preferred and no zone added', () => {
    const times = timesOf({
      name: '00012.png',
      path: 'D:\\outputs\\2023-04-24\\00012.png',
      modifiedAt: '2026-03-30T00:00:00.000Z',
      importedAt: '2026-04-01T08:00:00.000Z',
      record: {
        ...record,
        claimedTimes: [
          { source: 'exif:DateTimeOriginal', value: '2026:03:02 21:30:05', offset: '+08:00' },
          { source: 'png:tEXt:Creation Time', value: 'some day' },
          { source: 'xmp:CreateDate', value: '2026-03-02T21:30:05.12Z' },
          { source: 'png:tEXt:Creation Time', value: 'Mon, 2 Mar 2026 21:30:05 GMT' },
        ],
      },
    })
    expect(times.map(({ trust, reading, zone }) => [trust, reading, zone])).toEqual([
      ['record', '2026-03-02T21:30:05', '+08:00'],
      ['record', null, null],
      ['record', '2026-03-02T21:30:05', 'Z'],
      ['record', '2026-03-02T21:30:05', 'Z'],
      ['folder', '2023-04-24', null],
      ['file-system', '2026-03-30T00:00:00', 'Z'],
      ['imported', '2026-04-01T08:00:00', 'Z'],
    ])
  })

  test('of a recorder stand apart from those of the file and of the import', () => {
    const arrival = {
      seenAt: '2026-04-01T07:59:58.000Z',
      sealedAt: '2026-04-01T08:00:00.000Z',
      catchUp: false,
      replacedAt: null,
      deletedAt: null,
    }
    const of = (change: Partial<NotedArrival>) =>
      timesOf({
        name: 'a.png',
        path: '/outputs/a.png',
        modifiedAt: null,
        importedAt: '2026-04-01T08:00:00.000Z',
        arrival: { ...arrival, ...change },
        record,
      }).map(({ trust, source, value }) => [trust, source, value])
    expect(of({})).toEqual([
      ['recorder', 'recorder:seen', arrival.seenAt],
      ['recorder', 'recorder:sealed', arrival.sealedAt],
      ['imported', 'ledger', '2026-04-01T08:00:00.000Z'],
    ])
    const gone = { replacedAt: '2026-04-02T08:00:00.000Z', deletedAt: '2026-04-03T08:00:00.000Z' }
    // Found by a recorder that began later, it was not seen to appear.
    expect(of({ catchUp: true, ...gone }).map(([, source]) => source)).toEqual([
      'recorder:found',
      'recorder:sealed',
      'ledger',
      'recorder:replaced',
      'recorder:deleted',
    ])
  })

  test('count as stamped only inside a signature that holds', () => {
    const claimedTimes = [{ source: 'c2pa:signature', value: '2026-03-02T13:30:05Z' }]
    const c2pa = { present: true, state: 'valid' as const, actions: [] }
    expect(read('a.png', { record: { claimedTimes, c2pa } })[0]?.trust).toBe('stamped')
    expect(read('a.png', { record: { claimedTimes, c2pa: { ...c2pa, state: 'invalid' } } })[0]?.trust).toBe(
      'record',
    )
  })
})
