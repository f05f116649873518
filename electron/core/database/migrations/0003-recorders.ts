import type { Migration } from '../migrate.ts'

export const recorders: Migration = {
  version: 3,
  compatibleFrom: 1,
  apply() {},
}
