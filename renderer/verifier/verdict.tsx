import type { ReactNode } from 'react'
import type { ArchiveVerdict, FileFinding, TokenFinding } from '../../shared/verification/archive.ts'
import { visible } from '../ui/visible-text.ts'
import { instant, type Words } from './words.ts'

/** The verdict: whether all agrees, what that proves and whom one must believe, and what it does not prove. */
export function Verdict({
  verdict,
  manifest,
  byEnclosed,
  text,
}: {
  verdict: ArchiveVerdict
  manifest: string | null
  /** The only roots are those in the archive, which its maker named. */
  byEnclosed: boolean
  text: Words
}) {
  const { ok, bag, problems, ledger, files, tokens } = verdict
  return (
    <>
      <section className={ok ? 'seal good' : 'seal bad'} role="status" data-ok={ok}>
        <h2>{ok ? text.ok : text.failed(problems.length)}</h2>
        <p>{ok ? text.okText(bag.checked) : text.failedText}</p>
      </section>
      {problems.length > 0 && (
        <section>
          <h2>{text.problems}</h2>
          <ol className="problems">
            {problems.map((problem) => (
              <li key={JSON.stringify(problem)} data-kind={problem.kind}>
                {visible((text.problem[problem.kind] ?? text.otherProblem)(problem))}
              </li>
            ))}
          </ol>
        </section>
      )}
      <section>
        <h2>{text.proven}</h2>
        <Proven verdict={verdict} text={text} />
      </section>
      <section>
        <h2>{text.stamps}</h2>
        {tokens.length === 0 && <p>{text.noStamp}</p>}
        <ul className="stamps">
          {tokens.map((token) => (
            <Stamp key={token.file} token={token} files={files} byEnclosed={byEnclosed} text={text} />
          ))}
        </ul>
        {tokens.length > 0 && <p className="soft">{text.revocation}</p>}
      </section>
      <section>
        <h2>{text.notProven}</h2>
        <ul>
          {text.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </section>
      {files.length > 0 && (
        <section>
          <h2>{text.files}</h2>
          <Files files={files} text={text} />
        </section>
      )}
      <section>
        <p className="soft">{text.compare}</p>
        <dl>
          {ledger && (
            <>
              <dt>{text.headDigest}</dt>
              <dd className="digest">{text.headOf(ledger)}</dd>
            </>
          )}
          {manifest && (
            <>
              <dt>{text.manifestDigest}</dt>
              <dd className="digest">{manifest}</dd>
            </>
          )}
        </dl>
      </section>
    </>
  )
}

function Proven({
  verdict: { bag, problems, ledger, files, statements },
  text,
}: {
  verdict: ArchiveVerdict
  text: Words
}) {
  const isBroken = (...kinds: string[]) => problems.some(({ kind }) => kinds.includes(kind))
  const ledgerHolds = ledger !== null && !isBroken('ledger-broken', 'head-differs')
  const saidHolds =
    !isBroken('statement-changed', 'statement-missing') &&
    !problems.some(({ kind, subject }) => kind === 'unreadable' && subject === 'data/vault.jsonl')
  const recorded = files.filter(({ state }) => state === 'intact' || state === 'withheld').length
  return (
    <ul className="proven">
      <Finding trust={text.trustNobody} isGood={bag.valid}>
        {bag.valid ? text.whole(bag.checked) : text.wholeNot}
      </Finding>
      {ledger ? (
        <Finding trust={text.trustNobody} isGood={ledgerHolds}>
          {ledgerHolds ? text.ledger(ledger) : text.ledgerBroken}
        </Finding>
      ) : (
        <li>{text.ledgerNone}</li>
      )}
      {ledgerHolds && recorded === files.length && recorded > 0 && (
        <Finding trust={text.trustNobody} isGood>
          {text.recorded(recorded)}
        </Finding>
      )}
      {ledgerHolds && saidHolds && statements !== null && statements > 0 && (
        <Finding trust={text.trustNobody} isGood>
          {text.statements(statements)}
        </Finding>
      )}
      {ledger && statements === null && <li>{text.statementsWithheld}</li>}
      {ledger?.from && ledger.to && (
        <Finding trust={text.trustMachine} isGood={null}>
          {text.ledgerSpan({ from: instant(ledger.from), to: instant(ledger.to) })}
        </Finding>
      )}
    </ul>
  )
}

/** A sentence with the one whom it must be believed from; the mark says whether it holds, none where it only informs. */
function Finding({
  trust,
  isGood,
  children,
}: {
  trust: string
  isGood: boolean | null
  children: ReactNode
}) {
  return (
    <li className={isGood === null ? 'note' : isGood ? 'good' : 'bad'}>
      {children} <span className="soft">{trust}</span>
    </li>
  )
}

/** Only what leads to a trusted root counts as proven. */
const marks = { trusted: 'good', enclosed: 'note', valid: 'note', unchecked: 'note', invalid: 'bad' } as const

function Stamp({
  token,
  files,
  byEnclosed,
  text,
}: {
  token: TokenFinding
  files: readonly FileFinding[]
  byEnclosed: boolean
  text: Words
}) {
  const { verdict, head } = token
  const details = { time: instant(verdict.time ?? ''), signer: visible(verdict.signer ?? '') }
  const chain = verdict.checks.find(({ code }) => code === 'chain')
  const holds = verdict.state === 'trusted' || verdict.state === 'valid'
  // Over a ledger that is not this one, or of which that cannot be told, the best token proves nothing here.
  const isOther = head !== null && head.state !== 'continues'
  // A root that whoever made the archive put into it vouches for nothing.
  const proof = verdict.state === 'trusted' && byEnclosed ? 'enclosed' : verdict.state
  const mark = !isOther ? marks[proof] : head.state === 'differs' ? 'bad' : 'note'
  const rooted = byEnclosed ? text.enclosed : text.trusted
  const name = files.find(({ path }) => path === token.of)?.name ?? token.of ?? token.file
  return (
    <li className={mark} data-state={verdict.state}>
      <strong>{text.tokenStates[proof]}</strong>
      {holds && (
        <>
          {' '}
          {proof !== 'trusted' && !isOther && text.ifTrusted}
          {head
            ? (isOther ? text.stampedOther : text.stampedHead)({ ...details, count: head.seq })
            : text.stampedFile({ ...details, file: visible(name) })}{' '}
          <span className="soft">
            {text.trustAuthority}{' '}
            {verdict.state === 'trusted'
              ? rooted(visible(String(chain?.details?.root ?? '')))
              : text.untrusted}
          </span>
        </>
      )}
      <p className="soft digest">{visible(token.file)}</p>
    </li>
  )
}

function Files({ files, text }: { files: readonly FileFinding[]; text: Words }) {
  const { columns } = text
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.entry}</th>
          <th scope="col">{columns.at}</th>
          <th scope="col">{columns.digest}</th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr key={`${file.seq}-${file.sha256}`} data-state={file.state}>
            <td>{visible(file.name ?? '')}</td>
            <td className={file.state === 'intact' ? 'good' : file.state === 'withheld' ? '' : 'bad'}>
              {text.states[file.state]}
            </td>
            <td>{file.seq}</td>
            <td>{file.at === null ? '' : instant(file.at)}</td>
            <td className="digest">{file.sha256}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
