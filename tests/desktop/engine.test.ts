import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Reply } from '../../shared/contract/protocol.ts'
import type { EngineMessage } from '../../shared/engine-message.ts'
import { png } from '../pictures.ts'
import { utilityProcess } from './stand-in/utility-process.ts'

/** The built engine alone, as main talks to it. */
let folder: string
let engine: ReturnType<typeof utilityProcess.fork>
let exited: Promise<unknown[]>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zuozheng-engine-'))
  Object.assign(process.env, { ZUOZHENG_VAULT: join(folder, 'place/vault'), XDG_STATE_HOME: folder })
  engine = utilityProcess.fork(resolve(import.meta.dirname, '../../out/main/engine.js'), [])
  exited = once(engine, 'exit')
})

afterEach(async () => {
  engine.kill()
  await exited
  rmSync(folder, { recursive: true, force: true })
})

function heard<T extends EngineMessage['type']>(
  type: T,
  isWanted: (message: Extract<EngineMessage, { type: T }>) => boolean = () => true,
) {
  return new Promise<Extract<EngineMessage, { type: T }>>((resolveWith) => {
    engine.on('message', (message: EngineMessage) => {
      if (message.type === type && isWanted(message as Extract<EngineMessage, { type: T }>)) {
        resolveWith(message as Extract<EngineMessage, { type: T }>)
      }
    })
  })
}

let last = 0
async function ask(name: string, params: unknown): Promise<Reply> {
  const id = ++last
  const reply = heard('reply', (message) => message.id === id)
  engine.postMessage({ type: 'request', request: { id, name, params } })
  return (await reply).reply
}

test('a vault that cannot be opened is a reply with its reason, and is tried again at the next question', async () => {
  writeFileSync(join(folder, 'place'), 'a file where a folder should be')
  expect(await ask('cases.list', {})).toMatchObject({ ok: false, error: { code: 'vault-unwritable' } })
  rmSync(join(folder, 'place'))
  expect(await ask('cases.list', {})).toEqual({ ok: true, value: { cases: [] } })
})

test('it tells main where a picture lies, and knows nothing of one that is not there', async () => {
  const picture = join(folder, 'a.png')
  writeFileSync(picture, png())
  await ask('cases.create', { title: 'T' })
  const imported = heard('event', ({ event }) => event.type === 'job.changed' && event.job.state === 'done')
  await ask('imports.start', { case: 1, sources: [{ kind: 'path', path: picture }] })
  await imported
  const reply = (await ask('items.list', { case: 1 })) as Extract<Reply, { ok: true }>
  const { items } = reply.value as { items: { sha256: string }[] }

  const located = heard('located', ({ id }) => id === 1)
  engine.postMessage({ type: 'locate', id: 1, request: { kind: 'image', sha256: items[0]?.sha256 } })
  expect((await located).file).toMatchObject({ mediaType: 'image/png', name: 'a.png' })

  const missing = heard('located', ({ id }) => id === 2)
  engine.postMessage({ type: 'locate', id: 2, request: { kind: 'image', sha256: '0'.repeat(64) } })
  expect((await missing).file).toBeNull()
})

test('it ends in order when main asks it to', async () => {
  await ask('cases.list', {})
  engine.postMessage({ type: 'close' })
  expect(await exited).toEqual([0])
})
