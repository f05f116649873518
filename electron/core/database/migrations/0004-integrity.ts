import type { Migration } from '../migrate.ts'

export const integrity: Migration = {
  version: 4,
  compatibleFrom: 1,
  apply() {},
}
