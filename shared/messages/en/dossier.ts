import type { Shape } from '../shape.ts'
import type { dossier as source } from '../zh-CN/dossier.ts'

/** Every word of the paper in English. Law only with its article, as confirmed in the legal reference. */

const quoted = (value: string) => `“${value}”`
/** A work without a title is called just that: none is made up for it. */
const titled = (title: string) => (title ? quoted(title) : 'untitled work')
const runs = (numbers: readonly number[]) => {
  const pairs: [number, number][] = []
  for (const no of numbers) {
    const last = pairs.at(-1)
    if (last && last[1] === no - 1) last[1] = no
    else pairs.push([no, no])
  }
  return span(pairs)
}
const span = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([a, b]) => (a === b ? String(a) : `${a}–${b}`)).join(', ')
const after = (label: string, value: string) => (value ? `${label}${value}` : '')
const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const dossier: Shape<typeof source> = {
  stop: '.',
  semicolon: '; ',
  withheldMark: '[left out]',
  bookTitle: titled,
  workTitle: (category, title) =>
    `${category ? `the ${category} ` : title ? 'the work ' : 'the '}${titled(title)}`,
  exhibitLabel: (no) => `Exhibit ${no}`,
  pixels: (width, height) => `${width} × ${height} pixels`,
  ledgerEntry: (seq) => `ledger entry ${seq}`,
  roundNumbers: (numbers) => `round${numbers.length === 1 ? '' : 's'} ${runs(numbers)}`,
  missingTitle: 'This part of the dossier does not hold:',
  withheldPicture: (name) =>
    `${name}: proof of identity. The service copy does not show it; the court copy does.`,
  separately: (name) =>
    `${name}: its content is not printed here; the original file is delivered separately.`,
  words: {
    page: (no) => `p. ${no}`,
    pageRanges: (pages) => runs(pages),
    citeOpen: ' (',
    citeClose: ')',
    citeSeparator: '; ',
    citePart: (exhibit, pages) => `Exhibit ${exhibit}, ${pages.length > 1 ? 'pp.' : 'p.'} ${runs(pages)}`,
    citeNothing: ' (missing: evidence attached)',
    contents: 'Contents',
    pictureMissing: (name, reason) => {
      const reasons: Record<string, string> = {
        'not-an-image': 'the file is not a picture',
        'unsupported-format': 'the software cannot decode this kind of picture',
        'too-many-pixels': 'more than 100 million pixels, not decoded',
        damaged: 'the picture is damaged and does not decode whole',
      }
      return `${name}: no picture printed (${reasons[reason] ?? reason}); the original file is delivered separately.`
    },
    plateByMarks:
      'Both pictures at one scale, worked out from the places marked on both, and level with each other.',
    plateByWidth:
      'Both pictures at the same width; fewer than two places are marked on both, so no scale was worked out.',
    record: 'Case record (machine-readable JSON)',
    subject: (title) => `${title}: dossier of evidence`,
  },
  chapters: {
    glance: 'Five minutes',
    parties: '1  Parties and claims',
    work: '2  The work',
    authorship: '3  Authorship and originality',
    process: '4  The creative process',
    infringement: '5  The acts complained of',
    comparison: '6  Comparison',
    damages: '7  Loss, expenses and apology',
    evidence: '8  List of evidence',
    hashes: '9  List of file digests',
    verifying: '10  How to verify',
  },
  cover: {
    title: 'Dossier of Evidence',
    party: (role, names) => `${role}: ${names}`,
    court: (court) => court,
    courtOpen: 'To be submitted to the people’s court',
    extentBefore: 'One volume, ',
    extentAfter: ' pages',
    serviceCopy: 'Service copy',
  },
  glance: {
    final: (title) => `Final image${title ? ` of ${quoted(title)}` : ''}`,
    work: 'Work',
    workBy: (work, author) => `${work}${after(', by ', author)}`,
    extent: 'Process',
    rounds: (rounds, pictures) =>
      `${plural(rounds, 'round', 'rounds')}, ${plural(pictures, 'picture', 'pictures')}`,
    span: 'Times in the files',
    spanOf: (from, to, source, files) =>
      from === to ? `${from} (${source})` : `${from} to ${to} (${plural(files, 'file', 'files')}, ${source})`,
    order: 'Order',
    orderOf: (bases, unknown) =>
      bases
        ? `${bases}${unknown > 0 ? ` (${plural(unknown, 'more round', 'more rounds')} not established)` : ''}`
        : 'not established',
    descents: 'What comes from what',
    recorded: 'stated by records:',
    inferred: 'inferred from records:',
    times: (count) => `${count}`,
    undecided: (rounds) => ` (${plural(rounds, 'round', 'rounds')} not established)`,
    stated: 'Stated by the party',
    statedOf: (reasons, confirmed, drawn) =>
      [
        reasons > 0 ? `reasons for ${plural(reasons, 'round', 'rounds')}` : 'no reasons',
        confirmed > 0 ? `${plural(confirmed, 'proposed descent', 'proposed descents')} confirmed` : '',
        drawn > 0 ? `${plural(drawn, 'descent', 'descents')} of their own` : '',
      ]
        .filter(Boolean)
        .join('; '),
    reproduced: 'Later reproduction',
    reproductions: (count) => `${plural(count, 'time', 'times')}; not a record of the making`,
    evidence: 'Evidence: ',
    arrowsAre: 'Lines: ',
    arrows: {
      recorded: 'thick, stated by the record',
      strong: 'thin, inferred on firm grounds',
      supported: 'dashed, inferred on some grounds',
      related: 'dotted without an arrow, related in no established order',
      stated: 'with quotation marks, stated by the party',
      folded: 'dotted arrow, rounds between are left out',
    },
    pagesBefore: ', p. ',
    pagesAfter: '',
    note: (titles) =>
      `This page is an overview of the making of ${titles}; what it rests on is in chapters 3 and 4. Whether there is a work is for the court to decide.`,
  },
  parties: {
    heading: (role, name) => `${role}: ${name}`,
    number: (no) => `${no}.`,
    account: (name) => `account ${quoted(name)}`,
    claims: 'Claims',
    claimsNote: 'The claimant submits the following; whether it is well founded is for the court.',
    title: 'Case',
    court: 'Court',
    caseNumber: 'Case number',
    serviceNote:
      'This copy is for service. Birth date, identity number, telephone, e-mail and address are left out; the court copy holds them.',
    noPlaintiff: 'name of the claimant',
    noDefendant: 'name of the defendant',
    noIdentity: (name) => `proof of identity and of the account of the claimant ${name}`,
    noClaims: 'claims',
    fields: {
      name: 'Name',
      organisation: 'Name',
      gender: 'Sex',
      birthDate: 'Birth date',
      ethnicity: 'Ethnicity',
      employer: 'Employer, position',
      representative: 'Legal representative',
      idNumber: 'Identity number',
      phone: 'Telephone',
      email: 'E-mail',
      address: 'Domicile',
      habitualResidence: 'Habitual residence',
      account: 'Account',
      represents: 'Represents',
      authority: 'Authority',
      evidence: 'Evidence',
    },
  },
  claims: {
    stop: (works, rights, urls) =>
      `that the defendant be ordered to stop at once infringing the claimant’s ${rights || 'copyright'} in ${works}${after(' and delete the link ', urls)}`,
    apology: ({ deadline, where, days }) =>
      `that the defendant be ordered to publish an apology${after(' on ', where)}${
        days === null ? '' : ` for ${plural(days, 'day', 'consecutive days')}`
      }${deadline === null ? '' : ` within ${plural(deadline, 'day', 'days')} of the judgment taking effect`}, apologising to the claimant and eliminating the effects (text subject to review by the court)`,
    loss: (amount, basis) =>
      `that the defendant be ordered to pay the claimant ${amount} for economic loss (${basis})`,
    amountMissing: '[missing: amount]',
    lossBasis: {
      actual_loss: 'actual loss, Copyright Law art. 54(1)',
      infringer_gain: 'unlawful gain of the infringer, Copyright Law art. 54(1)',
      licence_fee: 'by reference to the licence fee, Copyright Law art. 54(1)',
      statutory: 'statutory damages, Copyright Law art. 54(2)',
      punitive: 'punitive damages, Copyright Law art. 54(1)',
    },
    expenses: (sum, parts) =>
      `that the defendant be ordered to pay the claimant ${sum} for reasonable expenses of stopping the infringement (${parts}; Copyright Law art. 54(3))`,
    expensePart: (name, sum) => `${name} ${sum}`,
    costs: 'that the defendant bear the costs of the proceedings',
  },
  work: {
    heading: titled,
    publicationShown: 'The page of first publication',
    none: 'a work',
    fields: {
      title: 'Title',
      author: 'Author',
      category: 'Category of work',
      completedOn: 'Completed on',
      publishedAt: 'First published',
      publishedOn: 'First published on',
      publishedUrl: 'Address of first publication',
      tags: 'Tags at publication',
      signature: 'Signature or watermark',
      registration: 'Registration',
      file: 'File of the final image',
      size: 'Size',
      claimedTimes: 'Times in the file',
      remarks: 'On the file',
      importedAt: 'Imported',
      ledger: 'Custody',
    },
    missing: {
      final: 'the final image',
      author: 'name of the author',
      completedOn: 'date of completion',
      publication: 'time or address of first publication',
      publicationProof: 'a capture of the page of first publication',
      signature: 'a statement on signature or watermark',
      registration: 'registration certificate (optional evidence)',
    },
  },
  authorship: {
    note: 'Before each sentence of fact stands where it comes from, after it the exhibit and page, as a link. What the software inferred and what a party states are not what a file records.',
    legend: {
      record: 'what a file itself holds',
      inferred: 'worked out by the software from the records',
      stated: 'said by the party',
      reproduction: 'made later to show that it can be done',
      missing: 'not in this dossier',
    },
    who: 'Author, signature, publication',
    choices: 'Choice and arrangement',
    selection: 'Selection',
    handEdits: 'Work by hand',
    reproductions: 'Later reproduction',
    submission: 'In sum',
    reproductionNote:
      'A later reproduction was made after the work was finished. It is listed apart from the records made at creation and is not one of them.',
    author: (title, author) =>
      `The claimant states that the author of ${title ? quoted(title) : 'the untitled work'} is ${author}`,
    completed: (day) => `The claimant states that the work was completed on ${day}`,
    signature: (signature) =>
      `The claimant states that the work carries the signature or watermark ${quoted(signature)}`,
    published: (at, where) =>
      `The claimant states that the work was first published at ${at}${after(' on ', where)}`,
    contribution: (words) => `The claimant states of the contributions: ${quoted(words)}`,
    terms: (tool, version, summary) =>
      `The claimant states that the tool used was ${tool}${version ? ` (${version})` : ''}${
        summary ? `, and that its terms say of the output: ${quoted(summary)}` : ''
      }`,
    idea: (words) => `The claimant states of the intention: ${quoted(words)}`,
    order: (rounds, basis) =>
      `The process has ${plural(rounds, 'round', 'rounds')}; their order rests on: ${basis}`,
    record: (round, parameters, terms) =>
      `The file of ${round} records ${terms > 0 ? `a prompt of ${plural(terms, 'term', 'terms')}` : ''}${terms > 0 && parameters ? ' and ' : ''}${parameters}`,
    change: (from, to, changes) => `The record of ${to} compared with that of ${from}: ${changes}`,
    reason: (round, words) => `The claimant gives as the reason for ${round}: ${quoted(words)}`,
    effect: (round, words) => `The claimant states of the visible effect of ${round}: ${quoted(words)}`,
    chosen: (round, words) =>
      `The claimant states that ${round} was chosen${after('; reason: ', words && quoted(words))}`,
    rejected: (round, words) =>
      `The claimant states that ${round} was not chosen${after('; reason: ', words && quoted(words))}`,
    handEdit: (round, tool, words) =>
      `The claimant states that ${round} was worked on by hand${after(' with ', tool)}: ${quoted(words)}`,
    reproduction: (madeOn, of, result) =>
      `Reproduction${after(' made on ', madeOn)}${of === null ? '' : ` of ${of}`}${after('; result: ', result && quoted(result))}`,
    otherRounds: (count) =>
      `Records, changes and reasons of the other ${plural(count, 'round', 'rounds')} follow in chapter 4, from `,
    submissionText: (title, tags, signed) =>
      `The claimant submits that in setting, adjusting and selecting the rounds above${
        tags ? `, in particular as to ${tags.toLowerCase()},` : ''
      } the author of ${title ? quoted(title) : 'the untitled work'} made individual choices and arrangements, so that the work is an original intellectual achievement in the fields of literature, art and science, expressible in some form (Copyright Law art. 3); and that under art. 11(2) (the natural person who creates is the author)${signed ? ' and art. 12(1) (signature)' : ''} the author holds the copyright. This is the claimant’s submission; ${
        signed ? 'a signature is only a starting point for ownership, and ' : ''
      }the decision is for the court.`,
    missing: {
      rounds: 'a record of any round of the creative process',
      records: (rounds) => `the generation record of ${rounds} (the file holds none)`,
      reasons: (rounds) => `the reason for ${rounds}`,
      translations: (rounds) => `a Chinese translation of the prompts of ${rounds}`,
      contribution: 'a statement on contributions and on other holders of rights',
      terms: 'the terms of the tool or model at the time of creation',
      timestamp: 'an external time stamp entered for the rounds',
    },
  },
  rerun: {
    of: 'Reproduces',
    server: 'Run by',
    servedBy: (server, software) =>
      `${server} (${software === null ? 'gave no name' : `calls itself ${software}`})`,
    recipe: 'Recipe sent',
    pointer: (at, result) => `This program ran the recorded recipe again on ${at}: see ${result}`,
    told: (run) =>
      `On ${run.at} this program sent the recipe recorded in ${run.of || 'a picture'} (${run.form}) to ${run.server} (which ${
        run.software === null ? 'gave no name' : `calls itself ${run.software}`
      }) to be run again${
        run.item === null
          ? '; the file that came out equals the original byte for byte'
          : ` and received ${run.item}; compared with the original: ${run.result}`
      }${after('; settings that differ from the original record: ', run.settings)}`,
  },
  changes: {
    quoted: (value) => ` ${quoted(value)}`,
    added: (label, values) => `${label} added:${values}`,
    removed: (label, values) => `${label} removed:${values}`,
    moved: (label, values) => `${label} moved:${values}`,
    movedShort: (label, value) => `${label} ${value} moved`,
    settingAdded: (label, value) => `setting added: ${label} ${value}`,
    settingRemoved: (label, value) => `setting no longer stated: ${label} ${value}`,
    changed: (label, from, to) => `${label} from ${from || 'none'} to ${to || 'none'}`,
    more: (count) => `${count} more`,
    none: 'no difference in what both records state',
    notCompared: {
      'no-parent': 'it is not established what it comes from; not compared',
      'no-record': 'the file holds no generation record',
      'parent-no-record': 'the round it comes from holds no generation record',
    },
  },
  process: {
    overview: 'The whole line and its order',
    overviewNote: (rounds, pictures) =>
      `${plural(rounds, 'round', 'rounds')}, ${plural(pictures, 'picture', 'pictures')}. Pictures of one recipe and several seeds are one round. What changed between rounds is what the software reads from the records, or what the party states where there is no record.`,
    orderKnown: (bases, unknown) =>
      `The order of the rounds rests on: ${bases}${
        unknown > 0 ? `; of ${plural(unknown, 'other round', 'other rounds')} it is not established` : ''
      }`,
    orderUnknown:
      'The order of the rounds is not established; the numbers below serve to name them and say nothing of order',
    witnesses: (folder, files, used, agree, unused) =>
      `Folder “${folder}” (${plural(files, 'file', 'files')}): ${
        used ? `by ${used}${agree ? ', which agree' : ''}` : 'nothing to order it by'
      }${after('; not used: ', unused)}.`,
    witnessUnused: (basis, grounds) => `${basis}${grounds ? ` (${grounds})` : ''}`,
    contradiction: (words) => `Contradiction: ${words}`,
    undecided: (rounds) =>
      `Of ${plural(rounds, 'round', 'rounds')} it is not established from which round ${rounds === 1 ? 'it comes' : 'they come'}`,
    undecidedOne: (round, reason, from) => `${round}: ${reason}${after('; perhaps from ', from)}.`,
    undecidedMore: (rounds) => `The other ${rounds} are in the attached case record.`,
    histories: (count) =>
      `The rounds are of ${count} lines of making. Numbers run on from line to line: they tell the order within one line, none between lines.`,
    perhapsSame: (pairs) =>
      `${plural(pairs, 'pair of lines is', 'pairs of lines are')} perhaps of one work; the party has not said.`,
    graph: 'The graph of the process',
    noGraph: 'No descent is established between the rounds, so no graph is drawn.',
    loose: (rounds) =>
      `${plural(rounds, 'more round is', 'more rounds are')} tied to no other and of no established order, and not in the graph.`,
    lines: {
      recorded: 'stated by the record',
      strong: 'inferred, firm grounds',
      supported: 'inferred, some grounds',
      related: 'related, order not established',
      stated: 'confirmed or stated by the party',
    },
    comesFrom: (round, words) => `comes from ${round}: ${words}`,
    gap: 'at least one round may be missing between',
    run: (from, to, count) => `Rounds ${from}–${to} (${count} rounds)`,
    pictures: (count) => plural(count, 'picture', 'pictures'),
    isFinal: 'final image',
    siblings: (count) => `${plural(count, 'picture', 'pictures')} of one recipe; the others:`,
    otherPictures: (count, exhibit) => `${count} more, not printed, in exhibit ${exhibit}.`,
    siblingSaid: (name, reason, judged, why) =>
      `Of its sibling ${name}: ${[reason && `reason ${quoted(reason)}`, judged && `${judged}${after(', reason ', why && quoted(why))}`].filter(Boolean).join('; ')}`,
    seed: (seed) => `seed ${seed}`,
    otherRounds: (rounds) => `The other ${plural(rounds, 'round', 'rounds')}`,
    otherRoundsNote:
      'These rounds are not on the line to the final image and nobody said anything of them; one picture of each is printed. Their records are in the attached case record, their digests in chapter 9.',
    unordered: (no) => `No. ${no} (order open)`,
    again: (no) => `Reproduction (no. ${no})`,
    round: (no) => `Round ${no}`,
    heading: (round, selected) =>
      `${round}${selected === true ? ' – chosen' : selected === false ? ' – not chosen' : ''}`,
    notSelected: 'not chosen',
    selected: 'chosen',
    byHand: (tool) => `by hand${tool ? ` (${tool})` : ''}`,
    alt: (no, name) => `Picture of round ${no}, ${name}`,
    kind: 'Kind of evidence',
    changed: (round) => `Changed since ${round}`,
    changedLabel: 'Changes',
    tags: 'Expressive elements',
    parameters: 'Parameters',
    others: 'Other entries',
    otherLeft: (count) => `; ${count} more in the attached case record`,
    format: 'Format of the record',
    aiLabelName: 'AI content label',
    aiLabel: (label, producer, id) =>
      [label && `Label ${label}`, producer && `ContentProducer ${producer}`, id && `ProduceID ${id}`]
        .filter(Boolean)
        .join('; '),
    remarks: 'On the file',
    otherGenerations: 'Other records',
    generations: (count) => `the file holds ${count} more, see the attached case record`,
    reason: (words) => `Reason: ${quoted(words)}`,
    effect: (words) => `Visible effect: ${quoted(words)}`,
    chosen: (words) => `Chosen${after('; reason: ', words && quoted(words))}`,
    rejected: (words) => `Not chosen${after('; reason: ', words && quoted(words))}`,
    handEdit: (tool, words) => `Worked on by hand${tool ? ` (${tool})` : ''}: ${quoted(words)}`,
    reproduction: (madeOn, result) =>
      `Later reproduction${after(', made on ', madeOn)}${after('; result: ', result && quoted(result))}`,
    translation: 'Chinese translation',
    noTranslation: 'missing: Chinese translation (Civil Procedure Law art. 73)',
    times: {
      claimed: 'Time in the file',
      sealed: 'Sealed by the recorder',
      imported: 'Imported',
      stamped: 'External time stamp',
    },
    missing: {
      label: 'Not held',
      record: 'a generation record in the file',
      unreadable: 'readable content (the file is damaged)',
      claimed: 'a time in the file',
      stamped: 'an external time stamp entered for it',
      reason: 'a reason',
    },
  },
  infringement: {
    note: 'What this chapter says of the pages complained of is what the person who captured them states; the captured files speak for themselves.',
    summary: 'What was found',
    account: (name) => `account ${quoted(name)}`,
    event: (date, words) => `${date}: ${words.replace(/[。.]$/, '')}`,
    access: (words) => `On access to the work the claimant states: ${quoted(words)}`,
    permission: (words) => `On permission the claimant states: ${quoted(words)}`,
    identity: (words) => `On the identity of the defendant the claimant states: ${quoted(words)}`,
    seriousness: (words) => `On fault and seriousness the claimant states: ${quoted(words)}`,
    found: {
      unsaid: (d) =>
        `${after('At ', d.at && `${d.at} `)}the claimant captured a page${after(' of ', d.where)}${after(', ', d.title && quoted(d.title))}, address ${d.url}`,
      up: (d) =>
        `${after('Captured at ', d.at && `${d.at}: `)}${after('', d.where && `${d.where} `)}showed the picture complained of${after(' in ', d.title && quoted(d.title))}${
          d.shownAt ? ` (published ${d.shownAt} as the page shows)` : ''
        }, address ${d.url}`,
      changed: (d) =>
        `${after('Captured at ', d.at && `${d.at}: `)}the picture complained of${after(' in ', d.title && quoted(d.title))}${after(' on ', d.where)} had been changed, address ${d.url}`,
      removed: (d) =>
        `${after('Captured at ', d.at && `${d.at}: `)}the picture complained of${after(' in ', d.title && quoted(d.title))}${after(' on ', d.where)} had been removed, address ${d.url}`,
    },
    capture: (no, when) => `Capture ${no}  ${when}`,
    selfCollected:
      'This capture was made by the party itself. It was not supplied or confirmed by a neutral third-party platform that records and keeps electronic data (SPC Provisions on Evidence in Civil Procedure, art. 94(1)(2)).',
    views: (value) => `views ${value}`,
    likes: (value) => `likes ${value}`,
    fields: {
      url: 'Address',
      urlFinal: 'Final address',
      platform: 'Platform',
      account: 'Account complained of',
      title: 'Title of article or page',
      publishedAtShown: 'Published, as the page shows',
      shown: 'Figures, as the page shows',
      found: 'Found',
      captured: 'Captured from – to',
      method: 'Method',
      operator: 'Operator',
      accountUsed: 'Account used',
      environment: 'Device and environment',
      checks: 'Clean-environment check',
      steps: 'Steps',
      stamp: 'Trusted time stamp',
      chain: 'Blockchain deposit',
      notary: 'Notarial deed',
      notCaptured: 'Not captured',
      note: 'Note',
      added: 'Entered',
      ledger: 'Custody',
    },
    notices: {
      heading: 'Notices',
      to: 'To',
      channel: 'Channel, address',
      sent: 'Sent',
      delivered: 'Delivered',
      answer: 'Answer',
      evidence: 'Evidence',
      kinds: { platform: 'platform', infringer: 'defendant' },
    },
    missing: {
      captures: 'any capture of the pages complained of',
      permission: 'a statement that no permission was given',
      access: 'a statement on how the defendant could have had access to the work',
      identity: 'a statement on where the identity of the defendant is known from',
      notices: 'a notice and its delivery',
      files: 'files of the capture',
      time: 'time of capture',
      publishedAt: 'publication time as shown',
      account: 'account complained of',
      operator: 'operator',
      method: 'how the capture was made',
      checks: 'record of a clean-environment check',
      fixing: 'time stamp, blockchain deposit or notarisation',
    },
  },
  comparison: {
    heading: (title) => `Comparison${after(': ', title && quoted(title))}`,
    headingOf: (no, title) => `Comparison ${no}${after(': ', title && quoted(title))}`,
    ofWork: 'The work',
    ofCapture: 'The content complained of',
    partOf: (name) => `${name}, the part marked as the picture`,
    marksNote:
      'Filled circles: the same. Open circles: different. Numbers as in the table below. Marks and words are the claimant’s.',
    overview: 'Where the two pictures come from',
    table: 'What is the same and what differs',
    rows: {
      title: 'Title',
      account: 'Account',
      time: 'Published',
      url: 'Address',
      pages: 'Exhibit and page',
    },
    no: 'No.',
    sort: 'Element',
    words: 'Statement',
    same: 'The same',
    different: 'Different',
    signature: 'Signature and watermark',
    remarks: 'Remarks',
    measured: 'Measured by software (an aid only)',
    distance: (distance) => `PDQ perceptual distance ${distance} of 256. `,
    mirrored: 'Measured on the mirrored picture. ',
    meaning:
      '0 means that the two perceptual hashes are equal; two unrelated pictures are about 128 apart. The figure tells how close the light and dark parts are; it does not decide whether the two are substantially similar.',
    none: 'a comparison with the picture complained of',
    missing: {
      workPicture: 'the picture of the work',
      capturePicture: 'the picture complained of',
      same: 'what is the same',
      different: 'what differs',
      signature: 'a statement on signature and watermark',
      measure: 'a measured distance',
    },
  },
  damages: {
    note: 'Amounts and methods are the claimant’s. The software suggests no amount and predicts no outcome.',
    loss: 'Economic loss',
    method: 'Method',
    amount: 'Amount claimed',
    article: 'Basis',
    base: 'Base',
    factor: 'Factor',
    basis: 'The claimant states of the basis of the amount:',
    articles: {
      actual_loss: 'Copyright Law art. 54(1): actual loss of the holder of the right',
      infringer_gain: 'Copyright Law art. 54(1): unlawful gain of the infringer',
      licence_fee: 'Copyright Law art. 54(1): by reference to the licence fee of the right',
      statutory: 'Copyright Law art. 54(2): 500 to 5,000,000 yuan',
      punitive:
        'Copyright Law art. 54(1): where the infringement is intentional and serious, one to five times the amount found by the methods above',
    },
    outsideRange:
      'Note: the amount claimed lies outside the range of 500 to 5,000,000 yuan of Copyright Law art. 54(2).',
    price: (words, amount) => `Prices stated by the claimant: ${quoted(words)}${after(', ', amount)}`,
    expenses: 'Reasonable expenses',
    expensesNote:
      'Copyright Law art. 54(3): the damages also include the reasonable expenses of the holder of the right for stopping the infringement.',
    kind: 'Kind',
    description: 'Description',
    date: 'Date',
    voucher: 'Voucher',
    sum: 'Amount',
    total: 'Total',
    noVoucher: 'missing: voucher',
    apology: 'Apology, elimination of effects',
    where: 'Where',
    duration: 'How long',
    deadline: 'Deadline',
    days: (days) => plural(days, 'day', 'consecutive days'),
    afterJudgment: (days) => `within ${plural(days, 'day', 'days')} of the judgment taking effect`,
    apologyArticle:
      'Copyright Law art. 52 (stopping the infringement, eliminating effects, apology, damages and other civil liability); Civil Code art. 179(1)(11)',
    draft: 'Draft text of the apology (the claimant’s, subject to review by the court):',
    limitation: 'Limitation',
    knownDamage: 'Damage known since',
    knownObligor: 'Obligor known since',
    limitationArticle:
      'SPC Interpretation on civil copyright disputes art. 27: three years from the day on which the holder knew or should have known of the damage and of the obligor',
    missing: {
      loss: 'a claim for economic loss',
      amount: 'the amount of the economic loss',
      basis: 'facts and arithmetic behind the amount',
      vouchers: (count) => `vouchers for ${plural(count, 'expense', 'expenses')}`,
      apology: 'a claim for an apology',
      apologyText: 'a draft text of the apology',
    },
  },
  evidence: {
    note: 'Classified and numbered under art. 19(1) of the SPC Provisions on Evidence in Civil Procedure. Pages are those of this dossier, equal to the pages of the PDF; originals of electronic data are delivered separately.',
    none: 'any evidence',
    leftOut: (count) => `${plural(count, 'file', 'files')} that the submitting party chose not to list`,
    unsaid: (count) =>
      `what ${plural(count, 'file proves', 'files prove')} (not stated; listed as not assigned)`,
    groupOther: 'Not assigned to a group',
    copies: (count) => plural(count, 'copy', 'copies'),
    original: 'original',
    copy: 'copy',
    signature: 'Submitted by (signature or seal):',
    date: 'Date of submission:',
    columns: {
      no: 'No.',
      name: 'Name',
      source: 'Source',
      proves: 'Object and content of proof',
      kind: 'Kind',
      original: 'Original or copy',
      pages: 'Pages',
      remarks: 'Copies, remarks',
    },
    fields: {
      source: 'Source',
      proves: 'Object and content of proof',
      kind: 'Kind',
      pages: 'Pages',
      remarks: 'Remarks',
    },
    sheet: (no, name) => `Exhibit ${no}: ${name}`,
    separately:
      'The content of files in this table that are not pictures is not printed here; the original files are delivered separately and can be checked by their digests.',
    noteOf: (name, words) => `The submitting party notes on ${name}: ${quoted(words)}`,
  },
  exhibits: {
    joiner: '; ',
    sourceImported: 'claimant (original file)',
    sourceMade: 'made by the claimant',
    captureSource: {
      unsaid: 'provided by the claimant',
      manual_upload: 'captured by the claimant',
      in_app: 'captured by the claimant with this software',
      timestamp_app: 'captured by the claimant with a time-stamping tool',
      notary: 'captured before a notary',
    },
    party: (role, name) => `Documents on the ${role.toLowerCase()} ${name}`,
    partyProves: (role) => `${role} and ownership of the account`,
    final: (title) => `${titled(title)}, final image`,
    finalProves: 'content and signature of the work',
    publication: (title) => `${titled(title)}, page of first publication`,
    publicationProves: 'time, platform and signature of first publication',
    registration: (title) => `${titled(title)}, registration`,
    registrationProves: 'registration of the work',
    rounds: (pairs) =>
      pairs.length > 0
        ? `Generation records and images of round${pairs.length === 1 && pairs[0]?.[0] === pairs[0]?.[1] ? '' : 's'} ${span(pairs)}`
        : 'Generation records and images',
    roundsProves: 'choice and adjustment of prompts and parameters (original record)',
    statedRounds: 'Rounds stated by the party, with images',
    statedRoundsProves: 'creative process (party’s statement)',
    handEdits: 'Layered file and material on the work by hand',
    handEditsProves: 'later changes by hand',
    reproductions: 'Reproduced images and records',
    reproductionsProves: 'the parameters give the picture again (later reproduction)',
    terms: (tool) => `Terms of ${tool}`,
    termsProves: 'rights in the output',
    capture: (no, where) => `Capture ${no} of the page complained of${where ? ` (${where})` : ''}`,
    captureProves: 'publication of the content complained of and its signature',
    comparison: 'Comparison',
    comparisonOf: (no) => `Comparison ${no}`,
    comparisonProves: 'what is the same and what differs, and the signature',
    loss: 'Material on the loss',
    lossProves: 'basis of the economic loss',
    prices: 'Prices',
    pricesProves: 'price for the use of the work',
    voucher: (kind) => `Vouchers: ${kind}`,
    voucherProves: (kind) => `reasonable expenses (${kind})`,
    notice: {
      platform: (delivered) => `Notice to the platform${delivered ? ' and proof of delivery' : ''}`,
      infringer: (delivered) => `Notice to the defendant${delivered ? ' and proof of delivery' : ''}`,
    },
    noticeProves: (delivered) => (delivered ? 'notice and delivery' : 'notice'),
    event: (date) => `Material on ${date}`,
    otherWork: 'Other files of the work',
    otherWorkProves: 'other versions of the work',
    otherProcess: 'Other files of the creative process',
    otherCapture: 'Other files of the capture',
    other: 'Not assigned to a group',
    otherProves: 'not stated',
  },
  hashes: {
    note: 'Digests are SHA-256. The import time is when the file entered the vault, not when it was created.',
    head: 'Head of the ledger',
    root: 'Merkle root (RFC 9162)',
    entries: 'Ledger',
    entriesOf: (seq, entries) => `head is entry ${seq} of ${entries}`,
    headAt: 'Time of the head entry',
    files: 'Files',
    made: 'This dossier',
    madeWith: (version, at) => `made with Zuozheng ${version}, as of ${at}`,
    columns: {
      exhibit: 'No.',
      name: 'File',
      size: 'Bytes',
      ledger: 'Ledger',
      importedAt: 'Imported (UTC+8)',
    },
  },
  verifying: {
    file: 'To check one file',
    fileDigest:
      'Take the original file (from the evidence delivered separately), do not open or save it again, and compute its SHA-256 digest.',
    fileCompare:
      'Compare it digit by digit with chapter 9. All equal: the same file. One digit different: not the same file.',
    fileCommands: 'Linux: sha256sum FILE\nmacOS: shasum -a 256 FILE\nWindows: certutil -hashfile FILE SHA256',
    ledger: 'To check the ledger',
    ledgerRun:
      'On the computer that holds the vault, run the verification: the software computes the digest of every file again and checks the ledger entry by entry.',
    ledgerHead: (hash) =>
      `When it passes, one entry of the ledger has the digest ${hash}, which the foot of every page of this dossier shows.`,
    ledgerRule:
      'The digest of an entry is the SHA-256 of its other content as RFC 8785 JSON, the digest of the entry before included; changing one entry breaks all after it.',
    ledgerCommands: 'zuozheng verify',
    archive: 'To check the archive without this software',
    archiveOpen:
      'Where the archive of the case (a folder or ZIP) is handed in too, it holds verify.html: open it in any current browser, offline, and drop the whole archive on it; it checks files, ledger and time stamps one by one.',
    archiveHead: ({ seq, hash }) =>
      `In the ledger of the archive, entry ${seq} must have the digest ${hash}. Where it has, archive and dossier come from one ledger.`,
    archiveMeans:
      'Any change to the ledger up to that entry, made after this dossier was printed, makes that digest differ.',
    attached: 'The attached case record',
    attachedText:
      'This PDF carries the machine-readable case record case-record.json: all the facts from which the dossier was made. Any PDF reader that shows attachments can take it out.',
    shows: 'What a check shows',
    showsText:
      'Equal digests show that a file has not been changed since it was imported. An unbroken ledger shows that what was entered, and in which order, has not been changed since.',
    showsNot: 'What a check does not show',
    showsNotText:
      'A check does not show that a file was true before its import, nor that the times it holds are true; still less that a work is protected, that there is an infringement, or what is due. The truth before fixing is a separate question (compare arts. 16–18 of the Rules of Online Litigation of People’s Courts). This ledger is kept by the party, not by a third-party platform.',
  },
}
