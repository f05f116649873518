import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakPoints } from '../../../electron/core/dossier/paper/breaking.ts'
import { layLines } from '../../../electron/core/dossier/paper/lines.ts'
import { plateScale } from '../../../electron/core/dossier/paper/plate.ts'
import { printable } from '../../../electron/core/dossier/paper/text.ts'
import { changeTexts } from '../../../electron/core/dossier/rounds.ts'
import { openScope } from '../../../electron/core/dossier/scope.ts'
import { factsOf, ridges, roundOf } from './fixture.ts'
import { layOut, plainMetrics, textFragments, textOfPage, wholeText, wordsOf } from './paper.ts'

const chapters = (laid: ReturnType<typeof layOut>) =>
  laid.blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []))

describe.each(['zh-CN', 'en'] as const)('the dossier in %s', (language) => {
  const laid = layOut(factsOf(language))

  it('has its ten chapters in order, each listed, each at the top of a page', () => {
    expect(chapters(laid)).toEqual(Object.values(laid.scope.m.chapters))
    for (const key of Object.keys(laid.scope.m.chapters)) {
      expect(laid.paper.anchors.get(`chapter-${key}`)?.page).toBeGreaterThan(2)
    }
  })

  it('gives every sentence of fact its evidence, or says that none is attached', () => {
    const statements = laid.blocks.flatMap((block) => (block.kind === 'statement' ? [block] : []))
    expect(statements.length).toBeGreaterThan(25)
    const bare = statements.filter((block) => block.cites.length === 0)
    expect(bare.map((block) => wordsOf(block.spans))).toEqual([
      expect.stringContaining(language === 'zh-CN' ? '关于被告接触作品的可能' : 'On access'),
      expect.stringContaining(language === 'zh-CN' ? '关于许可' : 'On permission'),
    ])
    expect(wholeText(laid.paper)).toContain(
      language === 'zh-CN' ? '缺失：所附证据' : 'missing: evidence attached',
    )
    const known = new Set(laid.scope.exhibits.map((exhibit) => exhibit.no))
    for (const cite of statements.flatMap((block) => block.cites)) {
      expect(known).toContain(cite.exhibit)
      const page = laid.paper.anchors.get(cite.anchor)?.page ?? 0
      expect(laid.paper.exhibits.get(cite.exhibit)).toContain(page)
    }
  })

  it('prints the page on which the thing referred to stands', () => {
    const links = textFragments(laid.paper).filter((fragment) => fragment.link?.startsWith('round-'))
    expect(links.length).toBeGreaterThan(20)
    for (const { text, link } of links) {
      const page = laid.paper.anchors.get(link ?? '')?.page
      const printed = /(?:第(?=[\d–、]+页)|pp?\. )(\d+)/.exec(text)?.[1]
      if (printed) expect(Number(printed)).toBe(page)
    }
  })

  it('says only what the words of the language hold, and nothing undefined', () => {
    const text = wholeText(laid.paper)
    expect(text).not.toMatch(/undefined|null|NaN|\[object/)
  })

  it('keeps everything inside the margins', () => {
    for (const fragment of textFragments(laid.paper)) {
      expect(fragment.x).toBeGreaterThanOrEqual(85)
      expect(fragment.x + fragment.width).toBeLessThanOrEqual(595.28 - 62.36 + 1)
      expect(fragment.y).toBeLessThanOrEqual(841.89 - 70.87)
    }
  })

  it('sets no page in more than three sizes', () => {
    laid.paper.pages.slice(1).forEach((page) => {
      const sizes = page.fragments.flatMap((fragment) =>
        fragment.kind === 'text' && fragment.text ? [fragment.size] : [],
      )
      expect(new Set(sizes).size).toBeLessThanOrEqual(3)
    })
  })
})

describe('what the dossier says', () => {
  const laid = layOut(factsOf())

  it('puts the claims in the words of a complaint with their articles', () => {
    const page = textOfPage(laid.paper, laid.paper.anchors.get('claims')?.page ?? 0)
    expect(page).toContain('以下为原告主张')
    expect(page).toContain('就美术作品《山风过处》享有的署名权、信息网络传播权')
    expect(page).toContain('经济损失500元（法定赔偿，著作权法第五十四条第二款）')
    expect(page).toContain('合理开支320元（取证费120元、差旅费200元；著作权法第五十四条第三款）')
    expect(page).toContain('诉讼费用由被告承担。')
  })

  it('never puts original record, later reproduction and statement under one exhibit', () => {
    const { scope } = laid
    const rounds = scope.facts.processes[0]?.rounds ?? []
    const kinds = new Map<string, Set<string>>()
    for (const round of rounds) {
      const no = scope.exhibitOf(round.item)?.no ?? ''
      kinds.set(no, (kinds.get(no) ?? new Set()).add(round.sourceType))
    }
    expect([...kinds.values()].every((set) => set.size === 1)).toBe(true)
    const again = textOfPage(laid.paper, laid.paper.anchors.get('round-7')?.page ?? 0)
    expect(again).toContain('事后复现')
    expect(again).not.toContain('原始记录')
  })

  it('tells claimed, imported and stamped times apart', () => {
    const page = textOfPage(laid.paper, laid.paper.anchors.get('round-4')?.page ?? 0)
    expect(page).toContain('文件所载时间')
    expect(page).toContain('2026-03-02 23:14:03')
    expect(page).toContain('导入时间')
    expect(page).toContain('2026-04-03 10:04:00（UTC+8）')
    expect(page).toContain('外部时间戳')
    expect(page).toContain('2026-03-02 21:40:05（UTC+8）')
  })

  it('sets the words that a round brought in apart from the rest of the prompt', () => {
    const page = laid.paper.anchors.get('round-4')?.page ?? 0
    const bold = textFragments(laid.paper).filter((fragment) => fragment.page === page && fragment.bold)
    expect(bold.map((fragment) => fragment.text).join('|')).toContain('low sun|long shadow')
  })

  it('asks for the Chinese translation of a foreign prompt that has none', () => {
    const page = textOfPage(laid.paper, laid.paper.anchors.get('round-4')?.page ?? 0)
    expect(page).toContain('缺失：中文译文')
    const first = textOfPage(laid.paper, laid.paper.anchors.get('round-1')?.page ?? 0)
    expect(first).not.toContain('缺失：中文译文')
  })

  it('says of a capture made by the party that it is not from a neutral third party', () => {
    const page = textOfPage(laid.paper, laid.paper.anchors.get('capture-1')?.page ?? 0)
    expect(page).toContain('第九十四条第一款第二项')
  })

  it('never pretends to hold a document that it does not print', () => {
    expect(wholeText(laid.paper)).toContain('page.mhtml：本卷宗不载其内容，原始文件另行提交。')
  })

  it('numbers exhibits by group, and every item belongs to exactly one', () => {
    const numbers = laid.scope.exhibits.map((exhibit) => exhibit.no)
    expect(numbers).toEqual([
      ...['1-1', '2-1', '2-2', '3-1', '3-2', '3-3', '3-4'],
      ...['4-1', '4-2', '4-3', '5-1', '5-2', '6-1'],
    ])
    const items = laid.scope.exhibits.flatMap((exhibit) => exhibit.items.map((item) => item.id))
    expect(new Set(items).size).toBe(items.length)
    expect(items.length).toBe(laid.scope.facts.items.length)
    expect(laid.scope.exhibits[3]?.name).toBe('第1—4轮生成记录及图片')
  })
})

describe('what a file says', () => {
  it('is told with what was odd about the file, as an inference', () => {
    const laid = layOut(
      factsOf('zh-CN', (sources) => ({
        ...sources,
        items: sources.items.map((item) =>
          item.name === '002.png'
            ? {
                ...item,
                record: { ...item.record, warnings: [{ code: 'truncated' }, { code: 'not-known-yet' }] },
              }
            : item,
        ),
      })),
    )
    const page = textOfPage(laid.paper, laid.paper.anchors.get('round-2')?.page ?? 0)
    expect(page).toContain('文件不完整')
    expect(page).toContain('not-known-yet')
  })

  it('of a round fits on one page, with its picture, words, prompts and custody', () => {
    const laid = layOut(factsOf())
    const pages = [1, 2, 3, 4, 5, 7].map((item) => laid.paper.anchors.get(`round-${item}`)?.page ?? 0)
    const next = laid.paper.anchors.get('chapter-infringement')?.page ?? 0
    const spans = pages.map((page, index) => (pages[index + 1] ?? next) - page)
    expect(spans).toEqual([1, 1, 1, 1, 1, 1])
  })
})

describe('what a person decides', () => {
  it('puts items under one exhibit when they carry the same name', () => {
    const scope = openScope(
      factsOf('zh-CN', (sources) => ({
        ...sources,
        items: sources.items.map((item) =>
          ['时间戳取证费发票.png', '交通费票据.png'].includes(item.name)
            ? { ...item, notes: { ...item.notes, exhibit: { included: true, name: '取证费、交通费票据' } } }
            : item,
        ),
      })),
    )
    const merged = scope.exhibits.filter((exhibit) => exhibit.group === 5)
    expect(merged.map(({ name, items }) => [name, items.length])).toEqual([['取证费、交通费票据', 2]])
  })

  it('keeps an original record and a reproduction apart even when they carry one name', () => {
    const scope = openScope(
      factsOf('zh-CN', (sources) => ({
        ...sources,
        items: sources.items.map((item) =>
          ['004.png', 'reproduction.png', 'terms.pdf'].includes(item.name)
            ? { ...item, notes: { ...item.notes, exhibit: { included: true, group: 3, name: '同名证据' } } }
            : item,
        ),
      })),
    )
    const named = scope.exhibits.filter((exhibit) => exhibit.name === '同名证据')
    expect(named.map(({ items }) => items.map((item) => item.name))).toEqual([
      ['004.png', 'terms.pdf'],
      ['reproduction.png'],
    ])
  })

  it('says how many files are kept out, and shows none of them', () => {
    const laid = layOut(
      factsOf('zh-CN', (sources) => ({
        ...sources,
        items: sources.items.map((item) =>
          item.name === '003.png'
            ? { ...item, notes: { ...item.notes, exhibit: { included: false } } }
            : item,
        ),
      })),
    )
    expect(wholeText(laid.paper)).toContain('提交人选择不列入的文件1个')
    expect(wholeText(laid.paper)).not.toContain('003.png')
  })
})

describe('what is not there', () => {
  const laid = layOut(
    factsOf('zh-CN', (sources) => ({
      ...sources,
      items: [],
      processes: [],
      captures: [],
      links: [],
      case: {
        ...sources.case,
        parties: [],
        works: [],
        facts: { ...sources.case.facts, notices: [], timeline: [], permission: undefined, access: undefined },
      },
      claims: {
        ...sources.claims,
        claims: { stop: null, loss: null, expenses: [], apology: null, courtCosts: false },
      },
    })),
  )

  it('is listed as missing in every chapter that needs it', () => {
    const text = wholeText(laid.paper)
    for (const words of [
      '原告的姓名或者名称',
      '涉案作品',
      '对被诉页面的任何取证',
      '与被诉图片的比对',
      '经济损失的主张',
      '任何证据',
    ]) {
      expect(text).toContain(words)
    }
    const marks = laid.paper.pages.flatMap((page) => page.fragments).filter((f) => f.kind === 'mark')
    expect(marks.filter((mark) => mark.state === 'missing').length).toBeGreaterThan(5)
  })

  it('does not fill the court in', () => {
    expect(textOfPage(laid.paper, 1)).toContain('拟提交人民法院')
  })
})

describe('the service copy', () => {
  const facts = factsOf('zh-CN', (sources) => ({
    ...sources,
    copy: 'service',
    case: {
      ...sources.case,
      facts: {
        ...sources.case.facts,
        seriousness: '多次拨打 13900001234 联系未果，寄往山城市云水区松风路 12 号 3 单元 501 的信件被退回。',
      },
    },
  }))
  const laid = layOut(facts)
  const secrets = [
    '13900001234',
    '139 0000 1234',
    'linyi@example.cn',
    '松风路',
    '110101199104050021',
    '1991-04-05',
    '/home/linyi',
  ]

  it('holds none of the personal data, in the facts, the blocks or on paper', () => {
    const { files: _, ...plain } = facts
    const everything = JSON.stringify([plain, laid.blocks]) + wholeText(laid.paper)
    for (const secret of secrets) expect(everything).not.toContain(secret)
    expect(wholeText(laid.paper)).toContain('多次拨打 〔略〕 联系未果')
  })

  it('does not show the picture of an identity document, and says so', () => {
    const identity = facts.items.find((item) => item.name === '身份证.png')
    const keys = laid.paper.pages
      .flatMap((page) => page.fragments)
      .flatMap((f) => (f.kind === 'picture' ? [f.key] : []))
    expect(keys).not.toContain(identity?.sha256)
    expect(wholeText(laid.paper)).toContain('身份证明材料，送达副本不载其图像')
  })

  it('names the account that a notice went to wherever it is spoken of, but no number beside it', () => {
    const told = (address: string) =>
      factsOf('zh-CN', (sources) => {
        const [notice, ...others] = sources.case.facts.notices
        const { parties, facts: stated } = sources.case
        const accounts = [{ platform: '例文', name: '诗与远方日记' }]
        return {
          ...sources,
          copy: 'service',
          case: {
            ...sources.case,
            parties: parties.map((party) => (party.role === 'defendant' ? { ...party, accounts } : party)),
            facts: {
              ...stated,
              seriousness: `通知已送达${address}，图片仍在。`,
              notices: notice ? [{ ...notice, address }, ...others] : [],
            },
          },
        }
      }).case.facts
    expect(told('账号“诗与远方日记”').seriousness).toBe('通知已送达账号“诗与远方日记”，图片仍在。')
    expect(told('账号“诗与远方日记”，139 1111 2222').seriousness).toBe('通知已送达〔略〕，图片仍在。')
  })

  it('leaves digests whole', () => {
    for (const item of facts.items) expect(item.sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('text from outside', () => {
  it('is shown, not obeyed: control and bidirectional characters are printed by their number', () => {
    expect(printable('a\u202Eb\u0000c\u200Bd')).toBe('a〈U+202E〉b〈U+0000〉c〈U+200B〉d')
    expect(printable('表\u{1F600}', (character) => character !== '\u{1F600}')).toBe('表〈U+1F600〉')
    expect(printable('a\r\nb\u2028c')).toBe('a\nb\nc')
  })

  it('never breaks the layout, whatever it is', () => {
    const setting = { size: 10, width: 120, metrics: plainMetrics, lookup: layOutLookup() }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
        const lines = layLines([{ kind: 'text', text: value }], setting)
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(120 + 10)
        const whole = lines.flatMap((line) => line.pieces.map((piece) => piece.text)).join('')
        expect(whole.replace(/\s/g, '')).toBe(printable(value).replace(/\s/g, ''))
      }),
      { numRuns: 300 },
    )
  })

  it('a prompt of 10,000 characters flows over pages and loses nothing', () => {
    const prompt = Array.from({ length: 1_250 }, (_, index) => `term${String(index).padStart(4, '0')}`).join(
      ', ',
    )
    const laid = layOut(
      factsOf('zh-CN', (sources, folder) => {
        const size = { width: 60, height: 80 }
        const item = folder.item({ name: 'long.png', bytes: ridges(3, 60, 80), size, generation: { prompt } })
        const [process] = sources.processes
        return {
          ...sources,
          items: [...sources.items, item],
          processes: process ? [{ ...process, rounds: [...process.rounds, roundOf(7, item.id, null)] }] : [],
        }
      }),
    )
    const text = wholeText(laid.paper)
    for (const index of [0, 624, 1249]) expect(text).toContain(`term${String(index).padStart(4, '0')}`)
  })
})

function layOutLookup() {
  const { m } = openScope(factsOf())
  return { page: () => 1, pagesOf: () => [1], total: 1, words: m.words }
}

it('a setting that is new is not said to have grown by its value', () => {
  const told = changeTexts(openScope(factsOf()), [
    { field: 'denoisingStrength', kind: 'added', from: null, to: '0.5' },
    { field: 'denoisingStrength', kind: 'removed', from: '0.5', to: null },
    { field: 'prompt', kind: 'added', from: null, to: 'low sun' },
  ])
  expect(told).toEqual(['新增设置：重绘幅度 0.5', '不再载有设置：重绘幅度 0.5', '提示词增加“low sun”'])
})

describe('lines of Chinese text', () => {
  const breaksIn = (text: string) => {
    const characters = [...text]
    const allowed = breakPoints(characters)
    return characters.flatMap((_, index) => (allowed[index] ? [characters.slice(0, index).join('')] : []))
  }

  it('begin with no closing mark and end with no opening mark', () => {
    for (const [before, after] of [
      ['山', '。'],
      ['风', '」'],
      ['（', '证'],
      ['《', '山'],
      ['”', '，'],
    ] as const) {
      expect(breakPoints([before, after])[1]).toBe(0)
    }
    expect(breakPoints(['山', '风'])[1]).toBe(1)
  })

  it('keeps a number with the word before it', () => {
    const lastOf = (words: string) => breakPoints([...words])[words.length - 1]
    expect(breakPoints([...'（证据3-1']).slice(2, 4)).toEqual(new Uint8Array([0, 0]))
    for (const words of ['on p. 3', '(pp. 3', 'Exhibit 3', 'ledger entry 3'])
      expect(lastOf(words), words).toBe(0)
    for (const words of ['the map 3', 'in March 3']) expect(lastOf(words), words).toBe(1)
  })

  it('keep words, numbers and counted numbers whole', () => {
    expect(breaksIn('第14页')).toEqual([])
    expect(breaksIn('LoRA')).toEqual([])
    expect(breaksIn('2026-03-02')).toEqual([])
  })

  it('break an address after its separators and a digest at groups of eight', () => {
    expect(breaksIn('https://example.cn/a?b=c')).toEqual([
      'https://',
      'https://example.',
      'https://example.cn/',
      'https://example.cn/a?',
      'https://example.cn/a?b=',
    ])
    expect(breaksIn('0123456789abcdef'.repeat(4))).toHaveLength(7)
  })
})

describe('the comparison plate', () => {
  const room = { width: 200, height: 300 }
  const point = (no: number, x: number, y: number) => ({ no, x, y, same: true })

  it('brings a cropped copy to the scale of the work by the places marked on both', () => {
    const pairs = [
      [point(1, 0.2, 0.2), point(1, 0.2, 0.25)],
      [point(2, 0.8, 0.6), point(2, 0.8, 0.75)],
    ] as const
    const scale = plateScale({ width: 800, height: 1000 }, { width: 400, height: 400 }, pairs, room)
    expect(scale.byMarks).toBe(true)
    expect(scale.right / scale.left).toBeCloseTo(2, 5)
  })

  it('gives both the same width when fewer than two places are marked', () => {
    const scale = plateScale({ width: 800, height: 1000 }, { width: 400, height: 400 }, [], room)
    expect(scale.byMarks).toBe(false)
    expect(scale.left * 800).toBeCloseTo(scale.right * 400, 5)
  })
})
