import type { CDPSession } from 'playwright-core'

/**
 * Tells the preload's `getPathForFile` where a file lies on the disk: the call stops in the debugger, which may
 * ask Chromium for what no page is told.
 */
export async function answerPathQuestions(client: CDPSession): Promise<void> {
  await client.send('Debugger.enable')
  client.on('Debugger.paused', ({ callFrames }) => {
    answer(client, callFrames[0]).catch((error: unknown) => {
      // A page that is closed meanwhile waits for no answer.
      if (!/closed/i.test(String(error))) throw error
    })
  })
}

async function answer(
  client: CDPSession,
  frame: { readonly functionName: string; readonly callFrameId: string } | undefined,
): Promise<void> {
  if (frame?.functionName === 'getPathForFile') {
    const onFrame = { callFrameId: frame.callFrameId }
    const { result } = await client.send('Debugger.evaluateOnCallFrame', { ...onFrame, expression: 'file' })
    const path = await client.send('DOM.getFileInfo', { objectId: result.objectId ?? '' }).then(
      (info) => info.path,
      // A file that a script made up has no path.
      () => '',
    )
    const expression = `path = ${JSON.stringify(path)}`
    await client.send('Debugger.evaluateOnCallFrame', { ...onFrame, expression })
  }
  await client.send('Debugger.resume')
}
