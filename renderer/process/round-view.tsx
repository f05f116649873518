import type { Process } from '../../shared/contract/process.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import { ItemPicture } from '../ui/item-picture.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { ChangeTable, Times } from './changes.tsx'
import { MarkedPrompt } from './marked-prompt.tsx'
import { NoteForm } from './note-form.tsx'
import styles from './process.module.css'
import { changedTerms } from './terms.ts'

type Round = Process['rounds'][number]

const stateOf = { 'original-record': 'record', reproduction: 'reproduction', statement: 'stated' } as const

function Side({
  round,
  heading,
  marks,
  changed,
  tone,
}: {
  readonly round: Round
  readonly heading: string
  readonly marks: { readonly prompt: readonly string[]; readonly negativePrompt: readonly string[] }
  readonly changed: { readonly prompt: boolean; readonly negativePrompt: boolean }
  readonly tone: 'added' | 'removed'
}) {
  const { terms, window: text } = useMessages()
  const { data: item } = useAnswer('items.get', { item: round.item })
  const generation = item?.record.generations.find((candidate) => candidate.prompt !== undefined)
  const claimed = round.times.find((time) => time.kind === 'claimed')
  return (
    <figure className={styles.side}>
      <figcaption className={styles.sideHead}>
        <strong>{heading}</strong>
        {claimed && <span className={styles.claimed}>{text.process.fileSays(claimed.value)}</span>}
        <StateMark state={stateOf[round.sourceType]} />
      </figcaption>
      <div className={styles.mat}>{item && <ItemPicture item={item} size="whole" />}</div>
      {generation?.prompt !== undefined && (
        <MarkedPrompt
          label={terms.changeFields.prompt}
          text={generation.prompt}
          terms={marks.prompt}
          changed={changed.prompt}
          tone={tone}
          translation={item?.notes.promptTranslation}
        />
      )}
      {generation?.negativePrompt && (
        <MarkedPrompt
          label={terms.changeFields.negativePrompt}
          text={generation.negativePrompt}
          terms={marks.negativePrompt}
          changed={changed.negativePrompt}
          tone={tone}
          translation={item?.notes.negativePromptTranslation}
        />
      )}
      {item && !generation && (
        <p className={styles.noRecord}>
          <StateMark state="missing" /> {text.process.noRecord}
        </p>
      )}
    </figure>
  )
}

/** One round beside the one before it: what changed, and why the author did it. */
export function RoundView({
  round,
  rounds,
  parent,
  caseId,
  onOpen,
}: {
  readonly round: Round
  readonly rounds: readonly Round[]
  readonly caseId: number
  readonly parent: Round | undefined
  readonly onOpen: (item: number) => void
}) {
  const { window: text } = useMessages()
  const { data: item } = useAnswer('items.get', { item: round.item })
  const { width = 1, height = 1 } = item?.picture ?? {}
  const prompt = changedTerms(round.changed, 'prompt')
  const negativePrompt = changedTerms(round.changed, 'negativePrompt')
  const changed = {
    prompt: !parent || prompt.gone.length + prompt.come.length > 0,
    negativePrompt: !parent || negativePrompt.gone.length + negativePrompt.come.length > 0,
  }
  return (
    <div className={styles.round} data-shape={height >= width ? 'tall' : 'wide'}>
      <div className={styles.shown}>
        <div className={styles.pair} data-alone={!parent || undefined}>
          {parent && (
            <Side
              round={parent}
              heading={text.process.roundNo(parent.no)}
              marks={{ prompt: prompt.gone, negativePrompt: negativePrompt.gone }}
              changed={changed}
              tone="removed"
            />
          )}
          <Side
            round={round}
            heading={text.process.roundNo(round.no)}
            marks={{ prompt: prompt.come, negativePrompt: negativePrompt.come }}
            changed={changed}
            tone="added"
          />
          {!parent && (
            <div className={styles.beginning}>
              <p>{text.process.beginningSentence}</p>
            </div>
          )}
        </div>
        <ChangeTable round={round} parent={parent} onOpen={onOpen} />
        <Times round={round} />
      </div>
      <NoteForm round={round} rounds={rounds} caseId={caseId} />
    </div>
  )
}
