import { IconFile, IconFileTypePdf, IconPhoto, IconPhotoOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { address } from '../../shared/contract/operations.ts'
import type { FoundItem } from '../../shared/contract/search.ts'
import { useMessages } from '../language.tsx'
import { FileText } from '../ui/file-text.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { visible } from '../ui/visible-text.ts'
import styles from './library.module.css'
import { stretchesOf } from './matches.ts'
import { useGeneratorName } from './names.ts'

/** A tile that only flies past asks for no picture; milliseconds. */
const moment = 120

/** `text/csv` as `CSV`; what has no short name as nothing. */
function kindOf(mediaType: string): string {
  const short = mediaType.split('/')[1]?.replace(/^(x-|vnd\.)/, '') ?? ''
  if (short === 'plain') return 'text'
  return /^[a-z0-9-]{1,6}$/.test(short) ? short : 'unknown'
}

function TilePicture({ item }: { readonly item: FoundItem }) {
  const { window: text } = useMessages()
  const [failed, setFailed] = useState(false)
  const [stays, setStays] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setStays(true), moment)
    return () => clearTimeout(timer)
  }, [])
  const { state, width, height } = item.picture
  if (state === 'ready' && !failed) {
    if (!stays) return null
    return (
      <img
        src={address.thumbnail(item.sha256)}
        alt=""
        width={width}
        height={height}
        decoding="async"
        draggable={false}
        onError={() => setFailed(true)}
      />
    )
  }
  const waiting = state === 'pending'
  const Icon =
    item.mediaType === 'application/pdf'
      ? IconFileTypePdf
      : waiting
        ? IconPhoto
        : state === 'failed' || failed
          ? IconPhotoOff
          : IconFile
  return (
    <span className={styles.noPicture}>
      <Icon size={26} stroke={1.2} aria-hidden="true" />
      <span>{waiting ? text.picture.pending : text.picture.none(kindOf(item.mediaType))}</span>
    </span>
  )
}

/** The beginning of the prompt, with the words looked for marked in it. */
function Excerpt({ item, typed }: { readonly item: FoundItem; readonly typed: string }) {
  if (item.prompt === null) return null
  const content = item.promptCut ? `${item.prompt}…` : item.prompt
  return (
    <span className={styles.excerpt}>
      {stretchesOf(content, typed).map(({ text, found }, index) =>
        found ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text never change their order
          <mark key={index}>
            <FileText text={text} />
          </mark>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text never change their order
          <FileText key={index} text={text} />
        ),
      )}
    </span>
  )
}

/** One file of the gallery: its picture on a mat and what its record says in a few words. */
export function Tile({ item, typed }: { readonly item: FoundItem; readonly typed: string }) {
  const { library } = useMessages().window
  const generatorName = useGeneratorName()
  const model =
    item.model && `${visible(item.model)}${item.moreModels > 0 ? library.andMore(item.moreModels) : ''}`
  const seed =
    item.seed && `${library.seed(item.seed)}${item.moreSeeds > 0 ? library.andMore(item.moreSeeds) : ''}`
  const tool = item.generator === null ? null : generatorName(item.generator)
  const picture = item.role === 'work' || item.role === 'process'
  return (
    <>
      <span className={styles.mat}>
        <TilePicture item={item} />
        {item.reproduction && (
          <span className={styles.reproductionTag}>
            <StateMark state="reproduction" />
          </span>
        )}
        {item.hasLabel && <span className={styles.labelTag}>{library.labelTag}</span>}
      </span>
      <span className={styles.name}>{visible(item.name)}</span>
      <span className={styles.about}>{[tool, model].filter(Boolean).join(' · ')}</span>
      <span className={styles.about}>{seed || (!item.withRecord && picture ? library.noRecord : '')}</span>
      <Excerpt item={item} typed={typed} />
    </>
  )
}
