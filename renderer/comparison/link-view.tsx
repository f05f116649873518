import { Button, SegmentedControl, Select, Textarea } from '@mantine/core'
import { IconCrop } from '@tabler/icons-react'
import { useState } from 'react'
import type { Capture, Link, LinkStatement } from '../../shared/contract/capture.ts'
import type { Work } from '../../shared/contract/case.ts'
import { useAct, useAnswer } from '../answers.ts'
import { useDraft } from '../drafts.ts'
import { useMessages } from '../language.tsx'
import { Fields, Fold } from '../ui/controls.tsx'
import { showDone } from '../ui/notices.ts'
import { SaveBar } from '../ui/save-bar.tsx'
import styles from './comparison.module.css'
import type { Point } from './geometry.ts'
import { MarkList, type Placing } from './mark-list.tsx'
import { placedOn, withMark } from './marks.ts'
import { Measure } from './measure.tsx'
import { Overlay } from './overlay.tsx'
import { Plate } from './plate.tsx'
import { RegionFields } from './region-fields.tsx'

type View = 'beside' | 'framed' | 'overlay'

/** What the distance is measured of. */
function measuredOf({ workItem, captureItem, captureRegion }: LinkStatement): string {
  return JSON.stringify([workItem, captureItem, captureRegion])
}

/** One work beside one capture. */
export function LinkView({
  link,
  work,
  capture,
}: {
  readonly link: Link
  readonly work: Work
  readonly capture: Capture
}) {
  const { window: text } = useMessages()
  const words = text.comparison
  const draft = useDraft<LinkStatement>(`link ${link.id}`, link.statement)
  const { value, patch } = draft
  const save = useAct('links.edit')
  const [view, setView] = useState<View>(link.statement.captureRegion ? 'framed' : 'beside')
  const [placing, setPlacing] = useState<Placing | null>(null)
  const [framing, setFraming] = useState(false)
  const workId = value.workItem ?? link.workItem ?? work.finalItem
  const captureId = value.captureItem ?? link.captureItem ?? capture.items[0]
  const { data: workItem } = useAnswer('items.get', { item: workId ?? 0 }, { enabled: workId !== undefined })
  const { data: captureItem } = useAnswer(
    'items.get',
    { item: captureId ?? 0 },
    { enabled: captureId !== undefined },
  )

  function place(point: Point) {
    if (!placing) return
    const mark = value[placing.sort][placing.index]
    if (mark) draft.set(withMark(value, placing.sort, placing.index, { ...mark, [placing.side]: point }))
    setPlacing(placing.side === 'onWork' ? { ...placing, side: 'onCapture' } : null)
  }

  return (
    <form
      className={styles.link}
      aria-label={words.label}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(
          { link: link.id, statement: value },
          {
            onSuccess() {
              draft.drop()
              setPlacing(null)
              showDone(text.saved)
            },
          },
        )
      }}
    >
      <div className={styles.head}>
        <SegmentedControl
          size="xs"
          aria-label={words.view}
          value={view}
          onChange={(next) => {
            setView(next as View)
            if (next === 'overlay') setPlacing(null)
          }}
          data={[
            { value: 'beside', label: words.beside },
            ...(value.captureRegion ? [{ value: 'framed', label: words.framed }] : []),
            { value: 'overlay', label: words.overlaid },
          ]}
        />
        <Measure measure={link.measure} stale={measuredOf(value) !== measuredOf(link.statement)} />
        <Button
          size="xs"
          variant={framing ? 'filled' : 'default'}
          aria-pressed={framing}
          leftSection={<IconCrop size={15} stroke={1.4} />}
          onClick={() => {
            setView('beside')
            setPlacing(null)
            setFraming(!framing)
          }}
        >
          {framing ? words.framing : words.frame}
        </Button>
      </div>
      {placing && <p className={styles.instruction}>{words.placeNow[placing.side]}</p>}
      {view === 'overlay' && workItem && captureItem ? (
        <Overlay work={workItem} capture={captureItem} region={value.captureRegion} />
      ) : (
        <div className={styles.pair}>
          <figure>
            <figcaption>{words.workNamed(work.title)}</figcaption>
            {workItem ? (
              <Plate
                item={workItem}
                label={words.work}
                marks={placedOn(value, 'onWork')}
                tool={placing?.side === 'onWork' ? 'point' : 'none'}
                onPoint={place}
              />
            ) : (
              <div className={styles.mat}>{words.noWork}</div>
            )}
          </figure>
          <figure>
            <figcaption>
              {words.captureNamed(capture.record.title ?? capture.record.accountName ?? '')}
            </figcaption>
            {captureItem && (
              <Plate
                item={captureItem}
                label={words.capture}
                marks={placedOn(value, 'onCapture')}
                region={value.captureRegion}
                crop={view === 'framed' && !framing ? value.captureRegion : undefined}
                tool={framing ? 'region' : placing?.side === 'onCapture' ? 'point' : 'none'}
                onPoint={place}
                onRegion={(captureRegion) => {
                  patch({ captureRegion })
                  setFraming(false)
                  setView('framed')
                }}
              />
            )}
          </figure>
        </div>
      )}
      <div className={styles.lists}>
        {(['same', 'different'] as const).map((sort) => (
          <MarkList
            key={sort}
            sort={sort}
            statement={value}
            placing={placing}
            onPlace={(next) => {
              if (view === 'overlay') setView('beside')
              setFraming(false)
              setPlacing(next)
            }}
            onChange={draft.set}
          />
        ))}
      </div>
      <Fields>
        <Textarea
          label={words.signature}
          placeholder={words.signatureHint}
          value={value.signature ?? ''}
          onChange={(event) => patch({ signature: event.currentTarget.value || undefined })}
        />
        <Textarea
          label={words.remarks}
          value={value.remarks ?? ''}
          onChange={(event) => patch({ remarks: event.currentTarget.value || undefined })}
        />
      </Fields>
      <Fold title={words.where}>
        {capture.items.length > 1 && (
          <Select
            size="xs"
            label={words.captureFile}
            value={String(captureId)}
            data={capture.items.map((item, index) => ({
              value: String(item),
              label: words.fileNo(index + 1),
            }))}
            onChange={(item) => patch({ captureItem: Number(item) })}
          />
        )}
        <RegionFields value={value.captureRegion} onChange={(captureRegion) => patch({ captureRegion })} />
      </Fold>
      <SaveBar draft={draft} saving={save.isPending} label={words.save} />
    </form>
  )
}
