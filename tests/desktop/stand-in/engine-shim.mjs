// Gives a plain Node process the `process.parentPort` that a utility process of Electron has.
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'

const parentPort = new EventEmitter()
const early = []
process.on('message', (data) => {
  if (parentPort.listenerCount('message') > 0) parentPort.emit('message', { data, ports: [] })
  else early.push(data)
})
parentPort.on('newListener', (name) => {
  if (name !== 'message') return
  queueMicrotask(() => {
    for (const data of early.splice(0)) parentPort.emit('message', { data, ports: [] })
  })
})
parentPort.postMessage = (message) => process.send(message)
process.parentPort = parentPort
process.on('disconnect', () => process.exit(1))

await import(pathToFileURL(process.argv[2]).href)
