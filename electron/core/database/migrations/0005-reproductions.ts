import type { Migration } from '../migrate.ts'

export const reproductions: Migration = {
  version: 5,
  compatibleFrom: 1,
  apply() {},
}
