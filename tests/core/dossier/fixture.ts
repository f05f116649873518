import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import {
  collectFacts,
  type DossierFacts,
  type DossierSources,
} from '../../../electron/core/dossier/dossier.ts'
import { CaptureRecord } from '../../../shared/contract/capture.ts'
import { CaseFile } from '../../../shared/contract/case.ts'
import { Claims } from '../../../shared/contract/claims.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { Round } from '../../../shared/contract/process.ts'
import type { Generation } from '../../../shared/contract/record.ts'

/** The worked example of the legal reference, with pictures drawn here. All names, links and values are invented. */

export const fonts = {
  regular: join(
    import.meta.dirname,
    '../../../node_modules/@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  ),
  semibold: join(
    import.meta.dirname,
    '../../../node_modules/@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf',
  ),
}

const drawn = new Map<string, Buffer>()

/** Ridges at dusk, one shade of ink a layer, drawn four pixels at a time and only once. */
export function ridges(seed: number, width: number, height: number, sun = false): Buffer {
  const key = [seed, width, height, sun].join()
  const known = drawn.get(key)
  if (known) return Buffer.from(known)
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1) {
    const at = y * (width * 3 + 1)
    if (y % 4 !== 0) {
      rows.copy(rows, at, at - (width * 3 + 1), at)
      continue
    }
    for (let x = 0; x < width; x += 1) {
      if (x % 4 !== 0) {
        rows.copy(rows, at + 1 + x * 3, at - 2 + x * 3, at + 1 + x * 3)
        continue
      }
      const u = x / width
      const v = y / height
      let shade = 236 - v * 26
      for (let layer = 0; layer < 5; layer += 1) {
        const wave =
          Math.sin(u * (5 + layer * 3) + seed * (layer + 1)) + 0.5 * Math.sin(u * (17 + layer) + seed)
        if (v > 0.38 + layer * 0.12 + wave * 0.05) shade = 205 - layer * 38
      }
      const glow = sun && Math.hypot(u - 0.7, (v - 0.28) * 1.4) < 0.07 ? 60 : 0
      rows[at + 1 + x * 3] = Math.min(255, shade + glow)
      rows[at + 2 + x * 3] = Math.max(0, shade - glow / 3)
      rows[at + 3 + x * 3] = Math.max(0, shade - 6 - glow)
    }
  }
  const bytes = png(rows, width, height)
  drawn.set(key, bytes)
  return Buffer.from(bytes)
}

export function png(rows: Buffer, width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const whole = Buffer.alloc(body.length + 8)
    whole.writeUInt32BE(data.length)
    body.copy(whole, 4)
    whole.writeUInt32BE(crc32(body), body.length + 4)
    return whole
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows, { level: 1 })
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export interface FileOf {
  readonly name: string
  readonly bytes: Buffer
  readonly mediaType?: string
  readonly role?: Item['role']
  readonly size?: { readonly width: number; readonly height: number }
  readonly generation?: Generation
  readonly claimed?: string
  readonly exhibit?: Partial<Item['notes']['exhibit']>
  readonly notes?: Partial<Item['notes']>
  readonly picture?: Item['picture']
}

/** A folder with originals, and the items that stand for them. */
export function openFolder(): {
  item: (file: FileOf) => Item
  fileOf: (sha256: string) => string
  directory: string
} {
  const directory = mkdtempSync(join(tmpdir(), 'dossier-'))
  let count = 0
  return {
    directory,
    fileOf: (sha256) => join(directory, sha256),
    item: (file) => {
      count += 1
      const sha256 = createHash('sha256').update(file.bytes).digest('hex')
      writeFileSync(join(directory, sha256), file.bytes)
      const role = file.role ?? 'process'
      const mediaType = file.mediaType ?? 'image/png'
      const isPicture = mediaType.startsWith('image/')
      return {
        id: count,
        caseId: 1,
        sha256,
        size: file.bytes.length,
        name: file.name,
        path: `/home/linyi/${file.name}`,
        mediaType,
        importedAt: `2026-04-03T02:${String(count % 60).padStart(2, '0')}:00.000Z`,
        ledgerSeq: count + 2,
        arrival: null,
        reproductionOf: null,
        role,
        notes: { role, exhibit: { included: true, ...file.exhibit }, ...file.notes },
        picture:
          file.picture ??
          (isPicture
            ? { state: 'ready', ...file.size, pdq: '0'.repeat(64), quality: 100 }
            : { state: 'none', reason: 'not-an-image' }),
        record: {
          path: `/home/linyi/${file.name}`,
          size: file.bytes.length,
          sha256,
          format: isPicture ? 'png' : 'pdf',
          ...file.size,
          status: file.generation ? 'ok' : 'no-metadata',
          generator: null,
          generations: file.generation ? [file.generation] : [],
          claimedTimes: file.claimed ? [{ source: 'exif:DateTimeOriginal', value: file.claimed }] : [],
          aiLabel: null,
          c2pa: null,
          carriers: [],
          warnings: [],
        },
      }
    },
  }
}

export function roundOf(no: number, item: number, parent: number | null, more: Partial<Round> = {}): Round {
  return {
    no,
    item,
    parent,
    branch: 0,
    pictures: [
      {
        item,
        seed: null,
        sourceType: more.sourceType ?? 'original-record',
        selected: more.note?.selected ?? null,
        reason: null,
        selectionReason: null,
      },
    ],
    history: 0,
    ordered: true,
    revisits: 0,
    sourceType: 'original-record',
    orderBasis: 'record-time',
    changed: [],
    notCompared: parent === null ? 'no-parent' : null,
    reason: more.note?.reason ?? null,
    selected: more.note?.selected ?? null,
    note: { selected: null, tags: [] },
    notedAt: null,
    times: [{ kind: 'imported', source: '', value: `2026-04-03T02:0${no % 10}:00.000Z` }],
    ...more,
  }
}

const W = 768
const H = 1152
const prompt =
  'ink wash painting, lone figure on a mountain ridge, side light, drifting mist, layered peaks, pine trees, quiet mood, wide negative space, fine brush lines, muted colours, evening, masterpiece'
const negative = 'lowres, blurry, extra limbs, watermark'

/** Sources of the worked example. `change` may alter them before they are gathered. */
export function sourcesOf(
  language: 'zh-CN' | 'en' = 'zh-CN',
  change: (sources: DossierSources, folder: ReturnType<typeof openFolder>) => DossierSources = (sources) =>
    sources,
): DossierSources {
  const folder = openFolder()
  const base: Generation = {
    prompt,
    negativePrompt: negative,
    model: { name: 'demo-xl', hash: '31e35c80fc' },
    loras: [{ name: 'ink', weight: 0.8 }],
    sampler: 'DPM++ 2M Karras',
    steps: 30,
    cfgScale: 8,
    seed: '1001',
    width: W,
    height: H,
    parameters: { 'Clip skip': '2', Version: 'v1.7.0', 'Hires upscale': '1.5' },
  }
  const softer = { ...base, loras: [{ name: 'ink', weight: 0.65 }] }
  const posed = { ...softer, seed: '1002' }
  const low = { ...posed, prompt: `${prompt}, low sun, long shadow`, negativePrompt: `${negative}, text` }
  const size = { width: W, height: H }
  const translation = {
    promptTranslation:
      '水墨画，山脊上独行的人，侧光，流动的雾，层叠的山峰，松树，静谧的气氛，大面积留白，细笔线条，低饱和色彩，傍晚，杰作',
    negativePromptTranslation: '低分辨率，模糊，多余肢体，水印',
  }
  const generations = [base, softer, posed, low]
  const rounds = generations.map((generation, index) =>
    folder.item({
      name: `00${index + 1}.png`,
      bytes: ridges(1 + index, W, H, index === 3),
      size,
      generation,
      claimed: `2026-03-02 2${index}:14:0${index}`,
      notes: index < 3 ? translation : {},
    }),
  )
  const final = folder.item({
    name: '山风过处-终稿.png',
    bytes: ridges(4.02, 760, 1100, true),
    role: 'work',
    size: { width: 760, height: 1100 },
  })
  const layers = folder.item({
    name: '山风过处.psd',
    bytes: Buffer.from('8BPS layers'),
    mediaType: 'image/vnd.adobe.photoshop',
    picture: { state: 'none', reason: 'unsupported-format' },
  })
  const again = folder.item({
    name: 'reproduction.png',
    bytes: ridges(4.5, W, H, true),
    size,
    generation: low,
  })
  const published = folder.item({
    name: '首发页面.png',
    bytes: ridges(7, 900, 1400, true),
    role: 'work',
    size: { width: 900, height: 1400 },
  })
  const identity = folder.item({
    name: '身份证.png',
    bytes: ridges(8, 640, 400),
    role: 'document',
    size: { width: 640, height: 400 },
  })
  const terms = folder.item({
    name: 'terms.pdf',
    bytes: Buffer.from('%PDF-1.4 terms'),
    mediaType: 'application/pdf',
    role: 'document',
  })
  const page = folder.item({
    name: '被诉页面.png',
    bytes: ridges(9, 1080, 1600, true),
    role: 'capture',
    size: { width: 1080, height: 1600 },
  })
  const copy = folder.item({
    name: '被诉图片.png',
    bytes: ridges(4.02, 760, 1000, true),
    role: 'capture',
    size: { width: 760, height: 1000 },
  })
  const archive = folder.item({
    name: 'page.mhtml',
    bytes: Buffer.from('MIME-Version: 1.0'),
    mediaType: 'multipart/related',
    role: 'capture',
  })
  const second = folder.item({
    name: '二次取证.png',
    bytes: ridges(9.5, 1080, 1600, true),
    role: 'capture',
    size: { width: 1080, height: 1600 },
  })
  const voucher = folder.item({
    name: '时间戳取证费发票.png',
    bytes: ridges(11, 800, 500),
    role: 'document',
    size: { width: 800, height: 500 },
  })
  const travel = folder.item({
    name: '交通费票据.png',
    bytes: ridges(12, 800, 500),
    role: 'document',
    size: { width: 800, height: 500 },
  })
  const notice = folder.item({
    name: '侵权通知.pdf',
    bytes: Buffer.from('%PDF-1.4 notice'),
    mediaType: 'application/pdf',
    role: 'document',
  })
  const [one, two, three, four] = rounds as [Item, Item, Item, Item]
  const items = [
    ...rounds,
    final,
    layers,
    again,
    published,
    identity,
    terms,
    page,
    copy,
    archive,
    second,
    voucher,
    travel,
    notice,
  ]
  const time = (item: Item) => [
    ...item.record.claimedTimes.map((entry) => ({ kind: 'claimed' as const, ...entry })),
    { kind: 'imported' as const, source: '', value: item.importedAt },
  ]
  const file = CaseFile.parse({
    title: '林一诉周二侵害作品署名权、信息网络传播权纠纷',
    parties: [
      {
        role: 'plaintiff',
        name: '林一',
        gender: '女',
        birthDate: '1991-04-05',
        phone: '139 0000 1234',
        email: 'linyi@example.cn',
        address: '山城市云水区松风路 12 号 3 单元 501',
        idKind: '居民身份证',
        idNumber: '110101199104050021',
        accounts: [{ platform: '示例社区', name: '林一绘', id: '10086001' }],
        items: [identity.id],
      },
      { role: 'defendant', name: '周二', accounts: [{ platform: '示例文章平台', name: '诗与远方日记' }] },
    ],
    works: [
      {
        id: 1,
        title: '山风过处',
        author: '林一',
        category: '美术作品',
        completedOn: '2026-03-02',
        firstPublication: {
          platform: '示例社区',
          account: '林一绘',
          accountId: '10086001',
          url: 'https://example.cn/p/10086001/works/20260303-shanfeng-guochu?from=share',
          publishedAt: '2026-03-03T12:15:00Z',
          tags: ['#AI绘画'],
          items: [published.id],
        },
        signature: '林一绘 10086001',
        idea: '想画黄昏时山脊上独行的人，风把雾吹开，人很小，山很静。',
        contribution: '提示词、参数、选择与修图均由林一一人完成，无合作者。',
        toolTerms: [
          {
            tool: 'demo-xl',
            version: '1.0',
            retrievedOn: '2026-03-01',
            summary: '使用者享有输出内容的权利',
            items: [terms.id],
          },
        ],
        finalItem: final.id,
      },
    ],
    facts: {
      timeline: [
        { date: '2026-03-20', text: '被告账号发表《三月山行》，以作品为配图并裁去水印。', items: [page.id] },
      ],
      knownDamageOn: '2026-04-01',
      knownObligorOn: '2026-04-02',
      permission: '从未许可被告使用。',
      access: '作品于 2026 年 3 月 3 日公开发表，早于被诉文章。',
      notices: [
        {
          kind: 'infringer',
          channel: '平台私信',
          address: 'zhouer@example.cn',
          sentOn: '2026-04-05',
          deliveredOn: '2026-04-06',
          items: [notice.id],
        },
      ],
    },
  })
  const captures = [
    { id: 1, items: [page.id, copy.id, archive.id], at: '2026-04-02T02:12:00Z', end: '2026-04-02T02:19:00Z' },
    { id: 2, items: [second.id], at: '2026-04-20T01:00:00Z', end: '2026-04-20T01:05:00Z' },
  ].map(({ id, items: of, at, end }) => ({
    id,
    caseId: 1,
    items: of,
    record: CaptureRecord.parse({
      method: 'manual_upload',
      found: 'up',
      url: 'https://example.cn/a/123',
      platform: '示例文章平台',
      accountName: '诗与远方日记',
      title: '三月山行',
      publishedAtShown: '2026-03-20',
      viewsShown: '1024',
      startedAt: at,
      endedAt: end,
      operatorName: '林一',
      operatorRole: '原告',
      os: 'Windows 11',
      tool: 'Chrome 130',
      cleanChecks: ['no-proxy', 'clock-checked', 'history-cleared'],
      steps: '打开浏览器，清除浏览记录，输入网址，等待页面加载完成，整页截图，保存图片原文件，保存网页归档。',
      ...(id === 1
        ? { tsaName: '示例时间戳服务', tsaTime: '2026-04-02T02:21:44Z', tsaSerial: '0A1B2C' }
        : {}),
    }),
    addedAt: '2026-04-03T03:00:00.000Z',
    updatedAt: '2026-04-03T03:00:00.000Z',
    ledgerSeq: 40 + id,
  }))
  const claims = Claims.parse({
    stop: { rights: ['authorship', 'communication'], urls: ['https://example.cn/a/123'] },
    loss: {
      method: 'statutory',
      amountFen: 50_000,
      basis: '被诉文章公开展示一个月以上，浏览 1024 次；作品未对外许可，无实际损失的账目。',
    },
    expenses: [
      {
        kind: 'evidence',
        amountFen: 12_000,
        description: '时间戳取证费',
        date: '2026-04-02',
        vouchers: [voucher.id],
      },
      {
        kind: 'travel',
        amountFen: 20_000,
        description: '往返取证',
        date: '2026-04-02',
        vouchers: [travel.id],
      },
    ],
    apology: {
      where: '其账号「诗与远方日记」首页显著位置',
      durationDays: 3,
      deadlineDays: 7,
      text: '致歉声明：本人于2026年3月20日在账号“诗与远方日记”发布的《三月山行》一文中，未经许可使用林一的美术作品《山风过处》，并去除作者署名水印，侵害了林一的署名权和信息网络传播权。现向林一公开赔礼道歉。\n声明人：周二　日期：　',
    },
    courtCosts: true,
  })
  const note = (
    reason: string,
    selected: boolean | null,
    selectionReason: string,
    tags: Round['note']['tags'] = [],
  ) => ({
    reason,
    selected,
    selectionReason,
    tags,
  })
  const sources: DossierSources = {
    language,
    copy: 'court',
    builtAt: '2026-05-20T04:00:00.000Z',
    version: '0.1.0',
    case: {
      ...file,
      id: 1,
      createdAt: '2026-04-01T00:00:00.000Z',
      updatedAt: '2026-05-01T00:00:00.000Z',
      revision: 7,
      sample: true,
      steps: [],
    },
    items,
    reproductions: [],
    processes: [
      {
        work: 1,
        orderBasis: 'record-time',
        engine: 'test',
        edges: [],
        undecided: [],
        perhapsSame: [],
        witnesses: [],
        contradictions: [],
        missing: [],
        rounds: [
          roundOf(1, one.id, null, {
            times: time(one),
            note: note('先定下画面：人在山脊上，侧光。', false, '背景太杂', ['composition', 'prompt-choice']),
          }),
          roundOf(2, two.id, one.id, {
            times: time(two),
            note: note('线条太硬，想要更柔的笔触。', false, '人物面部不清', ['line', 'parameters']),
            changed: [{ field: 'lora:ink', kind: 'changed', from: '0.8', to: '0.65' }],
          }),
          roundOf(3, three.id, two.id, {
            times: time(three),
            note: note('换一个姿态，四分之三侧身。', false, '光线不对', ['figure', 'viewpoint']),
            changed: [{ field: 'seed', kind: 'changed', from: '1001', to: '1002' }],
          }),
          roundOf(4, four.id, three.id, {
            times: [
              ...time(four),
              { kind: 'stamped', source: '示例时间戳服务', value: '2026-03-02T13:40:05Z' },
            ],
            note: {
              ...note('傍晚的光要更低，影子要长。', true, '构图与光线都合乎本意', ['composition', 'colour']),
              visibleEffect: '落日压低，人影拉长，画面更安静',
            },
            changed: [
              { field: 'prompt', kind: 'added', from: null, to: 'low sun' },
              { field: 'prompt', kind: 'added', from: null, to: 'long shadow' },
              { field: 'negativePrompt', kind: 'added', from: null, to: 'text' },
            ],
          }),
          roundOf(5, final.id, four.id, {
            sourceType: 'statement',
            notCompared: 'no-record',
            times: time(final),
            note: {
              ...note('画面偏上，色调偏灰。', true, '作为终稿发表'),
              handEdit: {
                tool: '图像编辑软件',
                description: '裁切下缘，调整色调曲线，加水印',
                items: [layers.id],
              },
            },
          }),
          roundOf(6, again.id, four.id, {
            sourceType: 'reproduction',
            branch: 1,
            times: time(again),
            note: {
              selected: null,
              tags: [],
              reproduction: { madeOn: '2026-05-10', of: four.id, result: '与第4轮逐像素一致' },
            },
          }),
        ],
      },
    ],
    captures,
    links: [
      {
        id: 1,
        caseId: 1,
        work: 1,
        capture: 1,
        workItem: final.id,
        captureItem: copy.id,
        statement: {
          same: [
            {
              kind: 'composition',
              text: '山脊由左下向右上，主峰位置一致',
              onWork: { x: 0.3, y: 0.45 },
              onCapture: { x: 0.3, y: 0.495 },
            },
            {
              kind: 'figure',
              text: '落日的位置与大小一致',
              onWork: { x: 0.7, y: 0.28 },
              onCapture: { x: 0.7, y: 0.308 },
            },
            { kind: 'colours', text: '五层墨色的深浅次序一致' },
          ],
          different: [
            {
              kind: 'watermark-missing',
              text: '右下角水印「林一绘 10086001」已被裁去',
              onWork: { x: 0.85, y: 0.95 },
            },
          ],
          signature: '作品右下角有水印「林一绘 10086001」，被诉图片没有任何署名。',
        },
        measure: { method: 'pdq', distance: 12, mirrored: false, reason: null },
        linkedAt: '2026-04-03T04:00:00.000Z',
        updatedAt: '2026-04-03T04:00:00.000Z',
      },
    ],
    claims: { caseId: 1, claims, revision: 3, expensesFen: 32_000, totalFen: 82_000, findings: [] },
    ledger: {
      head: {
        seq: 88,
        hash: createHash('sha256').update('head').digest('hex'),
        at: '2026-05-19T08:00:00.000Z',
        root: createHash('sha256').update('root').digest('hex'),
      },
      entries: 88,
    },
    fileOf: folder.fileOf,
  }
  return change(sources, folder)
}

export function factsOf(...args: Parameters<typeof sourcesOf>): DossierFacts {
  return collectFacts(sourcesOf(...args))
}
