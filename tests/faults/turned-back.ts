/** Loaded before a program (`node --import`): its clock stands `CLOCK_BACK` milliseconds earlier. */
const back = Number(process.env.CLOCK_BACK ?? 0)
const now = Date.now
Date.now = () => now() - back
const RealDate = Date
globalThis.Date = new Proxy(RealDate, {
  construct: (target, values) => Reflect.construct(target, values.length === 0 ? [now() - back] : values),
})
