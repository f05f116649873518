import { Restored } from '../../shared/contract/archive.ts'
import { call, sourceOf } from '../client.ts'
import { useMessages } from '../language.tsx'
import { goTo } from '../route.ts'
import { Fold } from '../ui/controls.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { showAttention, showDone } from '../ui/notices.ts'
import { resultOf } from './jobs.ts'

/** A case comes back from its archive, into a vault that holds none yet. */
export function Restore() {
  const { archive, window: text } = useMessages()
  const words = text.integrity

  async function restore([file]: readonly File[]) {
    if (!file) return
    const found = await resultOf<Restored>(async () =>
      call('archives.restore', { source: await sourceOf(file) }),
    )
    const restored = Restored.safeParse(found)
    if (!restored.success) return
    const { items, fitsLedger, untold } = restored.data
    if (fitsLedger) showDone(words.restored(items))
    else showAttention(words.restoredUnsound(items))
    if (untold.length > 0) showAttention(archive.untold({ tables: untold }))
    const [caseId] = restored.data.cases
    if (caseId !== undefined) goTo({ screen: 'case', caseId, place: 'work' })
  }

  return (
    <Fold title={words.restore}>
      <DropArea
        small
        label={words.restoreDrop}
        hint={words.restoreHint}
        onFiles={(files) => void restore(files)}
      />
    </Fold>
  )
}
