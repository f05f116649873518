import { join } from 'node:path'
import { app, Menu, Notification, nativeImage, Tray } from 'electron'
import type { Reply } from '../../shared/contract/protocol.ts'
import type { Recorder } from '../../shared/contract/recorder.ts'
import type { Messages } from '../../shared/messages/index.ts'
import type { Engine } from './engine-process.ts'

/** The recorder in the notification area, there while a folder is recorded or paused from here. */
export interface RecorderTray {
  /** True while closing the window must not end the program. */
  readonly isRecording: () => boolean
  /** Says, once a run, that recording goes on without a window. */
  readonly sayThatItStays: () => void
  /** Words in the language of now. */
  readonly renew: () => void
}

/** Events are hints; how things stand is asked for as well. */
const askEvery = 30_000

const icon = (name: 'recording' | 'paused' | 'troubled') =>
  nativeImage.createFromPath(join(import.meta.dirname, `../../resources/tray/${name}.png`))

/**
 * Shows the state of the vault's recorders. Its first question opens the vault, and with it the engine goes on with
 * what was recorded when the program last ended.
 */
export function openRecorderTray(
  engine: Engine,
  { text, showWindow }: { text: () => Messages['recorder']['tray']; showWindow: () => void },
): RecorderTray {
  let tray: Tray | null = null
  let recorders: readonly Recorder[] = []
  /** Ended here, to be begun again from here. */
  let paused: readonly Recorder[] = []
  let hasSaid = false

  const open = () => recorders.filter(({ state }) => state !== 'stopped')

  function state(): { icon: Parameters<typeof icon>[0]; words: string } {
    if (open().some(({ trouble }) => trouble !== null)) return { icon: 'troubled', words: text().troubled }
    if (!open().some(({ state: now }) => now === 'running')) return { icon: 'paused', words: text().waiting }
    const today = open().reduce((sum, { sealedToday }) => sum + sealedToday, 0)
    return { icon: 'recording', words: text().alive(today) }
  }

  function renew(): void {
    if (open().length === 0 && paused.length === 0) {
      tray?.destroy()
      tray = null
      return
    }
    const now = state()
    if (tray === null) {
      tray = new Tray(icon(now.icon))
      tray.on('click', showWindow)
    } else tray.setImage(icon(now.icon))
    tray.setToolTip(`${app.getName()} · ${now.words}`)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'state', label: now.words, enabled: false },
        { type: 'separator' },
        { id: 'open', label: text().open, click: showWindow },
        paused.length > 0
          ? { id: 'resume', label: text().resume, click: () => void resume() }
          : { id: 'pause', label: text().pause, click: () => void pause() },
        { type: 'separator' },
        { id: 'quit', label: text().quit, click: () => app.quit() },
      ]),
    )
  }

  async function pause(): Promise<void> {
    paused = open()
    for (const { id } of paused) await engine.ask('recorders.stop', { recorder: id })
    await ask()
  }

  async function resume(): Promise<void> {
    for (const { id } of paused) await engine.ask('recorders.resume', { recorder: id })
    paused = []
    await ask()
  }

  async function ask(): Promise<void> {
    const reply: Reply = await engine.ask('recorders.list', {})
    // A vault that cannot be opened is told in the window.
    if (reply.ok) recorders = (reply.value as { recorders: readonly Recorder[] }).recorders
    renew()
  }

  engine.listen((event) => {
    if (event.type === 'shell.engine-restarted' || event.type === 'vault.changed') void ask()
    if (event.type !== 'recorder.changed') return
    const { recorder } = event
    recorders = [...recorders.filter(({ id }) => id !== recorder.id), recorder]
    if (recorder.state === 'running') paused = paused.filter(({ id }) => id !== recorder.id)
    renew()
  })
  setInterval(() => void ask(), askEvery).unref()
  void ask()

  return {
    isRecording: () => open().length > 0 || paused.length > 0,
    sayThatItStays() {
      if (hasSaid || !Notification.isSupported()) return
      hasSaid = true
      new Notification({ title: text().staysTitle, body: text().stays, silent: true }).show()
    },
    renew,
  }
}
