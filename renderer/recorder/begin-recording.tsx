import { Button, Checkbox } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { useAct } from '../answers.ts'
import { chooseFolders } from '../client.ts'
import { useMessages } from '../language.tsx'
import { PrimaryButton } from '../ui/controls.tsx'
import { showDone, showError } from '../ui/notices.ts'
import styles from './recorder.module.css'

/** Begins to record a folder: on the desktop chosen in the system's dialog, in a browser by a command. */
export function BeginRecording({ caseId }: { readonly caseId: number }) {
  const { recorder: text } = useMessages()
  const [existing, setExisting] = useState(true)
  const start = useAct('recorders.start')
  if (chooseFolders === null) return <ByCommand command={text.window.command(caseId)} />
  const choose = chooseFolders

  async function begin(): Promise<void> {
    try {
      const folders = [...(await choose())]
      if (folders.length === 0) return
      start.mutate({ case: caseId, folders, existing }, { onSuccess: () => showDone(text.window.started) })
    } catch (error) {
      // The dialog itself; what the core refuses is said by the act.
      showError(error)
    }
  }

  return (
    <div className={styles.begin}>
      <Checkbox
        label={text.window.existing}
        checked={existing}
        onChange={(event) => setExisting(event.currentTarget.checked)}
      />
      <PrimaryButton
        leftSection={<IconFolderOpen size={17} stroke={1.4} />}
        loading={start.isPending}
        onClick={() => void begin()}
      >
        {text.window.choose}
      </PrimaryButton>
    </div>
  )
}

function ByCommand({ command }: { readonly command: string }) {
  const { recorder: text } = useMessages()
  const copy = () =>
    navigator.clipboard.writeText(command).then(() => showDone(text.window.copied), showError)
  return (
    <div className={styles.command}>
      <p className={styles.soft}>{text.window.byCommand}</p>
      <code>{command}</code>
      <Button size="xs" onClick={() => void copy()}>
        {text.window.copy}
      </Button>
    </div>
  )
}
