import type { Finding } from '../../contract/claims.ts'
import { formatDay, formatMoney } from '../../format.ts'
import { terms } from './terms.ts'

type Details = Finding['details']

const text = (value: string | number | undefined): string => String(value ?? '')
/** Fen; a caller may hand over money already written out. */
const money = (value: string | number | undefined): string =>
  typeof value === 'number' ? formatMoney(value, 'zh-CN') : text(value)
const day = (value: string | number | undefined): string => formatDay(text(value), 'zh-CN')

const methods: Readonly<Record<string, string>> = terms.lossMethods
const expenses: Readonly<Record<string, string>> = terms.expenseKinds

const notice = (d: Details): string =>
  d.noticeOn === undefined
    ? ''
    : `案件中记有${day(d.noticeOn)}送达被告的通知；该通知是否构成时效中断，请向律师核实（民法典第一百九十五条）。`

/** What the claims screen, the check and the command line say about claims. Articles as confirmed in the legal reference. */
export const claims = {
  /** One sentence for each finding code: what is so, and why it matters. Never an amount to ask for. */
  findings: {
    'stop.no-url': (_: Details) => '停止侵权的请求没有写明侵权链接。请填写链接，以便判决内容明确、可以执行。',
    'stop.no-right': (_: Details) =>
      '停止侵权的请求没有选择所主张的权利（著作权法第十条列明各项权利）。请选择被侵害的权利。',
    'loss.no-amount': (_: Details) => '经济损失没有填写金额。请填写请求的数额。',
    'loss.no-basis': (d: Details) =>
      d.method === 'punitive'
        ? '惩罚性赔偿没有写明事实和理由。请求惩罚性赔偿的，起诉时应当明确赔偿数额、计算方式以及所依据的事实和理由（惩罚性赔偿司法解释第二条）。'
        : `以“${methods[text(d.method)] ?? text(d.method)}”计算损失，但没有写明计算依据。请写出所依据的事实和算法（著作权法第五十四条第一款）。`,
    'loss.below-statutory': (d: Details) =>
      `所填金额为${money(d.amountFen)}。法定赔偿的幅度为${money(d.leastFen)}以上、${money(d.mostFen)}以下（著作权法第五十四条第二款），所填金额低于该幅度。`,
    'loss.above-statutory': (d: Details) =>
      `所填金额为${money(d.amountFen)}。法定赔偿的幅度为${money(d.leastFen)}以上、${money(d.mostFen)}以下（著作权法第五十四条第二款），所填金额高于该幅度；损失确实更高的，需要以其他方法计算并举证。`,
    'punitive.no-base': (_: Details) =>
      '惩罚性赔偿没有写明计算基数。基数须以实际损失、侵权人的违法所得或者权利使用费确定，法定赔偿不能作为基数；基数不包括合理开支（著作权法第五十四条第一款、惩罚性赔偿司法解释第五条）。',
    'punitive.factor-range': (d: Details) =>
      `${d.factor === undefined ? '惩罚性赔偿没有填写倍数' : `所填倍数为${text(d.factor)}`}。惩罚性赔偿为计算数额的一倍以上五倍以下（著作权法第五十四条第一款）。`,
    'punitive.amount-mismatch': (d: Details) =>
      `所填金额${money(d.amountFen)}与基数和倍数不相符：基数${money(d.baseFen)}乘以${text(d.factor)}为${money(d.multipleFen)}，另加基数为${money(d.withBaseFen)}。请核对金额、基数和倍数。`,
    'punitive.no-seriousness': (_: Details) =>
      '案件事实中没有写明被告的故意和侵权情节。惩罚性赔偿以故意侵权且情节严重为条件（著作权法第五十四条第一款、惩罚性赔偿司法解释第三条、第四条）。',
    'expense.no-voucher': (d: Details) =>
      `第${Number(d.index) + 1}项合理开支（${expenses[text(d.kind)] ?? text(d.kind)}，${money(d.amountFen)}）没有附票据。合理开支是权利人为制止侵权行为所支付的开支（著作权法第五十四条第三款），请附合同、发票或者付款凭证。`,
    'apology.no-place': (_: Details) => '赔礼道歉没有写明刊登的位置。请填写，以便判决内容明确、可以执行。',
    'apology.no-duration': (_: Details) => '赔礼道歉没有写明持续的天数。请填写，以便判决内容明确、可以执行。',
    'apology.no-text': (_: Details) => '没有致歉声明的文字。可以根据案件事实生成草稿，再作修改。',
    'apology.no-deadline': (_: Details) => '没有写明被告履行道歉的期限。如有需要，请填写天数。',
    'limitation.unknown': (d: Details) => {
      const lacking = text(d.unknown)
      const what = [
        lacking.includes('damage') ? '知道权利受到损害的日期' : '',
        lacking.includes('obligor') ? '知道侵权人的日期' : '',
      ]
      return `案件事实中没有填写${what.filter(Boolean).join('和')}，无法核对诉讼时效。侵害著作权的诉讼时效为三年，自著作权人知道或者应当知道权利受到损害以及义务人之日起计算（著作权司法解释（2020）第二十七条）。`
    },
    'limitation.soon': (d: Details) =>
      `按所填日期（${day(d.knownOn)}）计算，三年诉讼时效至${day(d.lastDay)}届满，还有${text(d.days)}天（著作权司法解释（2020）第二十七条）。${notice(d)}`,
    'limitation.passed': (d: Details) =>
      `按所填日期（${day(d.knownOn)}）计算，三年诉讼时效已于${day(d.lastDay)}届满（著作权司法解释（2020）第二十七条）。侵权行为在起诉时仍在持续的，损害赔偿数额自起诉之日起向前推算三年计算（同条）。${notice(d)}`,
  },
  apology: {
    blank: (what: string) => `【${what}】`,
    blanks: {
      publishedAt: '发布日期',
      account: '账号名称',
      author: '作者姓名',
      workTitle: '作品名称',
      category: '作品类别',
      rights: '被侵害的权利',
      defendant: '声明人',
    },
    self: { person: '本人', organisation: '本单位', several: '我们' },
    and: '和',
    posting: ({ date, account, title }: { date: string; account: string; title: string }) =>
      `于${date}在账号“${account}”发布的${title ? `《${title.replace(/^《|》$/g, '')}》` : '内容'}`,
    text: (d: {
      self: string
      postings: string
      author: string
      category: string
      title: string
      watermarkMissing: boolean
      rights: string
      defendant: string
    }) =>
      [
        '致歉声明',
        `${d.self}${d.postings}中，未经许可使用${d.author}的${d.category}《${d.title.replace(/^《|》$/g, '')}》${d.watermarkMissing ? '，所用图片未保留作者的署名水印' : ''}，侵害了${d.author}的${d.rights}。现向${d.author}公开赔礼道歉。`,
        `声明人：${d.defendant}`,
        '日期：　　　　',
      ].join('\n'),
  },
}
