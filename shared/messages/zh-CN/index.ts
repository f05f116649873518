export { cli } from './cli.ts'
export { errors } from './errors.ts'
export { terms } from './terms.ts'
export { start } from './start.ts'
