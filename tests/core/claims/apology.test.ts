import { expect, test } from 'vitest'
import { type ApologyFacts, draftApology } from '../../../electron/core/claims/apology.ts'
import { type Capture, CaptureRecord, LinkStatement } from '../../../shared/contract/capture.ts'
import { CaseFile, Work } from '../../../shared/contract/case.ts'

const parties = [
  { role: 'plaintiff', name: '林一' },
  { role: 'defendant', name: '周二' },
]
const file = CaseFile.parse({ title: '山风过处', parties })
const work = Work.parse({ id: 1, title: '山风过处', author: '林一', category: '美术作品' })

function capture(id: number, record: object = {}): Capture {
  return {
    id,
    caseId: 1,
    items: [],
    record: CaptureRecord.parse({
      url: 'https://example.cn/a/123',
      accountName: '诗与远方日记',
      title: '三月山行',
      publishedAtShown: '2026-03-20',
      ...record,
    }),
    addedAt: '2026-04-02T02:00:00Z',
    updatedAt: '2026-04-02T02:00:00Z',
    ledgerSeq: id,
  }
}

const whole: ApologyFacts = {
  case: file,
  work,
  captures: [capture(1)],
  links: [
    {
      work: 1,
      capture: 1,
      statement: LinkStatement.parse({ different: [{ kind: 'watermark-missing', text: '右下角' }] }),
    },
  ],
  rights: ['authorship', 'communication'],
  language: 'zh-CN',
}

test('with every fact there, the text reads like the model and has no blank', () => {
  expect(draftApology(whole)).toEqual({
    text: [
      '致歉声明',
      '本人于2026年3月20日在账号“诗与远方日记”发布的《三月山行》中，未经许可使用林一的美术作品《山风过处》，所用图片未保留作者的署名水印，侵害了林一的署名权和信息网络传播权。现向林一公开赔礼道歉。',
      '声明人：周二',
      '日期：　　　　',
    ].join('\n'),
    missing: [],
  })
})

test('a time that was true only on the day of the capture is left blank', () => {
  for (const shown of ['3小时前', '昨天 20:15', '刚刚', '2 days ago']) {
    const { text, missing } = draftApology({ ...whole, captures: [capture(1, { publishedAtShown: shown })] })
    expect(text).not.toContain(shown)
    expect(missing).toEqual(['publishedAt'])
  }
})

test('a watermark is mentioned only where somebody said that it is missing', () => {
  expect(draftApology({ ...whole, links: [] }).text).not.toContain('水印')
  const other = (whole.links ?? []).map((link) => ({ ...link, work: 2 }))
  expect(draftApology({ ...whole, links: other }).text).not.toContain('水印')
})

test('what is not known is a bracketed blank and is listed', () => {
  const { text, missing } = draftApology({
    case: CaseFile.parse({ title: 't' }),
    work: null,
    captures: [],
    language: 'zh-CN',
  })
  expect(missing).toEqual([
    'publishedAt',
    'account',
    'author',
    'category',
    'workTitle',
    'rights',
    'defendant',
  ])
  for (const blank of [
    '【发布日期】',
    '【账号名称】',
    '【作者姓名】',
    '【作品名称】',
    '【被侵害的权利】',
    '【声明人】',
  ]) {
    expect(text).toContain(blank)
  }
})

test('a date that is no plain date stays as the page showed it', () => {
  const { text } = draftApology({
    ...whole,
    captures: [capture(1, { publishedAtShown: '3月20日 来自北京' })],
  })
  expect(text).toContain('于3月20日 来自北京在账号')
})

test('two captures of one page are one publication, two pages are two', () => {
  const again = capture(2, { found: 'removed' })
  const elsewhere = capture(3, { url: 'https://example.cn/b/9', title: '四月' })
  const { text } = draftApology({ ...whole, captures: [capture(1), again, elsewhere] })
  expect(text.match(/三月山行/g)).toHaveLength(1)
  expect(text).toContain('《四月》')
})

test('an organisation speaks as an organisation, and the text exists in English', () => {
  const company = CaseFile.parse({
    title: 't',
    parties: [{ role: 'defendant', kind: 'organisation', name: '某公司' }],
  })
  expect(draftApology({ ...whole, case: company }).text).toContain('本单位于')
  const english = draftApology({ ...whole, language: 'en' })
  expect(english.missing).toEqual([])
  expect(english.text).toContain('published on 20 March 2026')
  expect(english.text).toContain('right of')
})
