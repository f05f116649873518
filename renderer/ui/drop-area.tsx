import { Dropzone } from '@mantine/dropzone'
import { IconFolderOpen } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { onDesktop } from '../client.ts'
import styles from './drop-area.module.css'
import { noteLoose, notePlace } from './places.ts'

type Handed = Parameters<NonNullable<Parameters<typeof Dropzone>[0]['getFilesFromEvent']>>[0]

async function filesUnder(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    return [notePlace(file, entry.fullPath)]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const entries: FileSystemEntry[] = []
  // A reader hands out at most a hundred entries at a time and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) break
    entries.push(...some)
  }
  // In the order of their names, as the core walks a folder.
  entries.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  const found: File[] = []
  for (const child of entries) found.push(...(await filesUnder(child)))
  return found
}

/**
 * The files of a drop or of the file dialog. On the desktop a folder stays one entry, which the core walks; in a
 * browser its files are sent one by one.
 */
async function filesOf(handed: Handed): Promise<File[]> {
  if (Array.isArray(handed)) return Promise.all(handed.map((handle) => handle.getFile()))
  if (!('dataTransfer' in handed) || !handed.dataTransfer) {
    const input = handed.target as HTMLInputElement | null
    return [...(input?.files ?? [])]
  }
  const items = [...handed.dataTransfer.items].filter((item) => item.kind === 'file')
  // While the pointer is still above the page only the kinds are known, and they are all that is wanted.
  if (handed.type !== 'drop') return items as unknown as File[]
  if (onDesktop) return [...handed.dataTransfer.files]
  // Both must be asked for at once: after the first wait the drop is over. A file on no disk has no entry.
  const handles = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const found = handles.map(async ({ entry, file }) =>
    entry ? filesUnder(entry) : file ? [noteLoose(file)] : [],
  )
  return (await Promise.all(found)).flat()
}

interface Props {
  readonly onFiles: (files: readonly File[]) => void
  /** The accessible name of the area. */
  readonly label: string
  readonly hint?: string
  readonly small?: boolean
  readonly children?: ReactNode
}

/** A place to drop files on, or to press for the file dialog. */
export function DropArea({ onFiles, label, hint, small, children }: Props) {
  return (
    <Dropzone
      className={styles.area}
      data-small={small || undefined}
      onDrop={onFiles}
      getFilesFromEvent={filesOf}
      aria-label={label}
      inputProps={{ 'aria-label': label }}
    >
      <div className={styles.words}>
        {children ?? <IconFolderOpen size={small ? 18 : 26} stroke={1.3} aria-hidden="true" />}
        <span>
          <strong>{label}</strong>
          {hint && <span className={styles.hint}>{hint}</span>}
        </span>
      </div>
    </Dropzone>
  )
}

/** Takes files dropped anywhere on the page while it is there. */
export function DropEverywhere({
  words,
  onFiles,
}: {
  readonly words: string
  readonly onFiles: (files: readonly File[]) => void
}) {
  return (
    <Dropzone.FullScreen
      active
      onDrop={onFiles}
      getFilesFromEvent={filesOf}
      classNames={{ fullScreen: styles.everywhere, root: styles.everywhereRoot }}
      inputProps={{ 'aria-hidden': true, tabIndex: -1 }}
      aria-hidden="true"
      tabIndex={-1}
    >
      <p className={styles.everywhereWords}>{words}</p>
    </Dropzone.FullScreen>
  )
}
