import { useState } from 'react'
import type { Item } from '../../../shared/contract/item.ts'
import type { Process, Round } from '../../../shared/contract/process.ts'
import { useAnswer } from '../../answers.ts'
import { useMessages } from '../../language.tsx'
import { ItemPicture } from '../../ui/item-picture.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { stateOf, useRoundName } from '../summary.ts'
import { changedTerms } from '../terms.ts'
import { Arrange } from './arrange.tsx'
import { ChangeTable, Times } from './changes.tsx'
import { DifferenceView, type Look, LookChoice, Slider } from './compare.tsx'
import { besideOf } from './descent.ts'
import { MarkedPrompt } from './marked-prompt.tsx'
import { NoteForm } from './note-form.tsx'
import { Relation } from './relation.tsx'
import styles from './round.module.css'
import { Siblings } from './siblings.tsx'

interface Marks {
  readonly prompt: readonly string[]
  readonly negativePrompt: readonly string[]
}

function SideHead({ round, item }: { readonly round: Round; readonly item: number }) {
  const { window: text } = useMessages()
  const name = useRoundName()
  const claimed = round.times.find((time) => time.kind === 'claimed')
  const at = round.pictures.findIndex((picture) => picture.item === item)
  const source = round.pictures[at]?.sourceType ?? round.sourceType
  return (
    <div className={styles.sideHead}>
      <strong>{name(round)}</strong>
      {round.pictures.length > 1 && at >= 0 && (
        <span className={styles.soft}>{text.process.pictureNo(at + 1)}</span>
      )}
      {claimed && <span className={styles.claimed}>{text.process.fileSays(claimed.value)}</span>}
      <StateMark state={stateOf[source]} />
    </div>
  )
}

function Prompts({
  item,
  marks,
  changed,
  tone,
}: {
  readonly item: Item | undefined
  readonly marks: Marks
  readonly changed: { readonly prompt: boolean; readonly negativePrompt: boolean }
  readonly tone: 'added' | 'removed'
}) {
  const { terms, window: text } = useMessages()
  const generation = item?.record.generations.find((candidate) => candidate.prompt !== undefined)
  if (item && !generation) {
    return (
      <p className={styles.soft}>
        <StateMark state="missing" /> {text.process.noRecord}
      </p>
    )
  }
  return (
    <div className={styles.prompts}>
      {(['prompt', 'negativePrompt'] as const).map((field) => {
        const content = generation?.[field]
        if (!content) return null
        const translation =
          field === 'prompt' ? item?.notes.promptTranslation : item?.notes.negativePromptTranslation
        return (
          <MarkedPrompt
            key={field}
            label={terms.changeFields[field]}
            text={content}
            terms={marks[field]}
            changed={changed[field]}
            tone={tone}
            translation={translation}
          />
        )
      })}
    </div>
  )
}

/** One round beside the one it comes from: what changed, how that is known, and why the author did it. */
export function RoundView({
  process,
  round,
  shown,
  caseId,
  final,
  onOpen,
  onNext,
}: {
  readonly process: Process
  readonly round: Round
  /** The picture of the round that is looked at. */
  readonly shown: number
  readonly caseId: number
  readonly final: number | undefined
  readonly onOpen: (item: number) => void
  readonly onNext: () => void
}) {
  const { window: text } = useMessages()
  const [look, setLook] = useState<Look>('beside')
  const beside = besideOf(process, round)
  const parent = beside?.round
  const { data: item } = useAnswer('items.get', { item: shown })
  const { data: before } = useAnswer('items.get', { item: parent?.item ?? shown })
  const { width = 1, height = 1 } = item?.picture ?? {}
  const changes = beside?.changed ?? []
  const prompt = changedTerms(changes, 'prompt')
  const negativePrompt = changedTerms(changes, 'negativePrompt')
  // Only where the two records were compared is it said that nothing changed.
  const isCompared = beside !== null && beside.changed !== null
  const changed = {
    prompt: !isCompared || prompt.gone.length + prompt.come.length > 0,
    negativePrompt: !isCompared || negativePrompt.gone.length + negativePrompt.come.length > 0,
  }
  const isAlone = !parent || !before || !item
  return (
    <div className={styles.round} data-shape={height >= width ? 'tall' : 'wide'}>
      <div className={styles.shown}>
        {!isAlone && (
          <div className={styles.lookLine}>
            <LookChoice look={look} onLook={setLook} />
            {beside && beside.as !== 'parent' && (
              <span className={styles.soft}>{text.process.beside[beside.as](beside.round.no)}</span>
            )}
          </div>
        )}
        <div className={styles.pair} data-alone={isAlone || undefined}>
          {parent && <SideHead round={parent} item={parent.item} />}
          <SideHead round={round} item={shown} />
          {isAlone || look === 'beside' ? (
            <>
              {parent && (
                <div className={styles.mat}>{before && <ItemPicture item={before} size="whole" />}</div>
              )}
              <div className={styles.mat}>{item && <ItemPicture item={item} size="whole" />}</div>
            </>
          ) : look === 'slider' ? (
            <Slider before={before} after={item} />
          ) : (
            <DifferenceView before={before} after={item} />
          )}
          {!parent && (
            <p className={styles.beginning}>
              {round.no === 1 ? text.process.beginningSentence : text.process.noneBeside}
            </p>
          )}
          {parent && (
            <Prompts
              item={before}
              marks={{ prompt: prompt.gone, negativePrompt: negativePrompt.gone }}
              changed={changed}
              tone="removed"
            />
          )}
          <Prompts
            item={item}
            marks={{ prompt: prompt.come, negativePrompt: negativePrompt.come }}
            changed={changed}
            tone="added"
          />
        </div>
        <Siblings round={round} shown={shown} final={final} onShow={onOpen} />
        <ChangeTable changes={changes} />
        <Relation process={process} round={round} caseId={caseId} onOpen={onOpen} />
        <Arrange process={process} caseId={caseId} round={round} />
        <Times round={round} />
      </div>
      <NoteForm round={round} rounds={process.rounds} caseId={caseId} onNext={onNext} />
    </div>
  )
}
