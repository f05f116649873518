import { IconFile, IconFileTypePdf, IconPhoto, IconPhotoOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { Item } from '../../shared/contract/item.ts'
import { address } from '../../shared/contract/operations.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import styles from './item-picture.module.css'

/** Formats that every engine of this page can show; the others are shown by their thumbnail. */
const shownWhole = ['png', 'jpeg', 'webp', 'gif', 'avif']

interface Props {
  readonly item: Item
  readonly size: 'thumbnail' | 'whole'
  /** Empty for a picture that stands beside its name. */
  readonly alt?: string
}

function Placeholder({ item, waiting }: { readonly item: Item; readonly waiting: boolean }) {
  const { window: text } = useMessages()
  const Icon =
    item.record.format === 'pdf'
      ? IconFileTypePdf
      : waiting
        ? IconPhoto
        : item.picture.state === 'failed'
          ? IconPhotoOff
          : IconFile
  return (
    <span className={styles.placeholder}>
      <Icon size={28} stroke={1.2} aria-hidden="true" />
      <span>{waiting ? text.picture.pending : text.picture.none(item.record.format)}</span>
    </span>
  )
}

/** The picture of an item, whole and never cropped, or a quiet word where there is none. */
export function ItemPicture({ item, size, alt = item.name }: Props) {
  const [failed, setFailed] = useState<readonly string[]>([])
  const candidates =
    item.picture.state === 'none' || item.picture.state === 'failed'
      ? []
      : size === 'whole' && shownWhole.includes(item.record.format)
        ? [address.image(item.sha256), address.thumbnail(item.sha256)]
        : item.picture.state === 'ready'
          ? [address.thumbnail(item.sha256)]
          : []
  const source = candidates.find((candidate) => !failed.includes(candidate))
  if (!source) return <Placeholder item={item} waiting={item.picture.state === 'pending'} />
  return (
    <img
      key={source}
      className={styles.picture}
      src={source}
      alt={alt}
      width={item.picture.width ?? item.record.width}
      height={item.picture.height ?? item.record.height}
      decoding="async"
      draggable={false}
      onError={() => setFailed([...failed, source])}
    />
  )
}

/** The picture of an item known by its number only. */
export function PictureOf({
  id,
  size,
  alt,
}: {
  readonly id: number
  readonly size: Props['size']
  readonly alt?: string
}) {
  const { data } = useAnswer('items.get', { item: id })
  return data ? <ItemPicture item={data} size={size} alt={alt} /> : <span className={styles.placeholder} />
}
