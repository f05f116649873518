import type { Migration } from '../migrate.ts'

export const archives: Migration = {
  version: 6,
  compatibleFrom: 1,
  apply() {},
}
