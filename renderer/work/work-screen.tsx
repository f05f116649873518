import { Button } from '@mantine/core'
import { IconStar } from '@tabler/icons-react'
import { useAct, useAnswer } from '../answers.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { importFiles } from '../importing.ts'
import { useMessages } from '../language.tsx'
import { select } from '../route.ts'
import { EmptyState } from '../ui/controls.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { Filmstrip } from '../ui/filmstrip.tsx'
import { PictureOf } from '../ui/item-picture.tsx'
import { showDone } from '../ui/notices.ts'
import { StateMark } from '../ui/state-mark.tsx'
import styles from './work.module.css'
import { WorkForm } from './work-form.tsx'

/** The picture itself, large, with its drafts below and what is known of it beside. */
export function WorkScreen({ file, route }: CaseProps) {
  const { window: text } = useMessages()
  const work = file.works[0]
  const drafts = useAnswer('items.list', { case: file.id, role: 'process', limit: 1 })
  const finals = useAnswer('items.list', { case: file.id, role: 'work', limit: 1 })
  const choose = useAct('works.set')
  const drop = (files: readonly File[]) => void importFiles(file.id, 'process', files)
  const pictures = (drafts.data?.total ?? 0) + (finals.data?.total ?? 0)
  const shown = route.item ?? work?.finalItem
  const { data: item } = useAnswer('items.get', { item: shown ?? 0 }, { enabled: shown !== undefined })
  // The final image is a picture; a page or an empty file that came in with the drafts cannot be it.
  const isPicture = item?.picture.state !== 'none'
  const isFinal = shown !== undefined && shown === work?.finalItem
  // Made afterwards: neither a draft nor the work.
  const isReproduction = item != null && item.reproductionOf !== null

  function chooseFinal() {
    if (shown === undefined) return
    choose.mutate(
      { case: file.id, work: work?.id, item: shown, final: true },
      { onSuccess: () => showDone(text.work.finalChosen) },
    )
  }

  return (
    <div className={styles.screen}>
      <div className={styles.stage}>
        {shown !== undefined ? (
          <figure className={styles.figure}>
            <div className={styles.mat}>
              <PictureOf id={shown} size="whole" />
            </div>
            <figcaption className={styles.caption}>
              {isReproduction && <StateMark state="reproduction" />}
              {(isFinal || !isReproduction) && (
                <span>
                  {isFinal ? text.work.isFinal : isPicture ? text.work.isDraft : text.work.notPicture}
                </span>
              )}
              {!isFinal && isPicture && !isReproduction && (
                <Button
                  leftSection={<IconStar size={16} stroke={1.4} />}
                  loading={choose.isPending}
                  onClick={chooseFinal}
                >
                  {text.work.chooseFinal}
                </Button>
              )}
            </figcaption>
          </figure>
        ) : pictures > 0 ? (
          <EmptyState title={text.work.noFinalTitle} sentence={text.work.noFinal} />
        ) : (
          drafts.data && (
            <EmptyState title={text.work.emptyTitle} sentence={text.work.empty}>
              <DropArea label={text.work.drop} hint={text.work.dropHint} onFiles={drop} />
            </EmptyState>
          )
        )}
        {pictures > 0 && (
          <>
            <Filmstrip
              caseId={file.id}
              roles={['work', 'process']}
              selected={shown}
              final={work?.finalItem}
              label={text.work.strip}
              onSelect={(item) => select({ ...route, item })}
            />
            <DropArea small label={text.work.drop} hint={text.work.dropHint} onFiles={drop} />
          </>
        )}
      </div>
      <WorkForm file={file} />
    </div>
  )
}
