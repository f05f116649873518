import type { reproductionOperations } from '../../../shared/contract/operations/reproductions.ts'
import type { Handlers } from '../../../shared/contract/operations.ts'
import type { Cases } from '../cases/cases.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Reproductions } from '../reproduction/reproduction.ts'

export function reproductionHandlers(modules: {
  readonly reproductions: Reproductions
  readonly cases: Cases
  readonly jobs: Jobs
  /** Begins to make thumbnails and fingerprints of what came in. */
  readonly makePictures: (caseId: number) => void
}): Pick<Handlers, keyof typeof reproductionOperations> {
  const { reproductions, cases, jobs, makePictures } = modules
  return {
    'reproductions.recipes': async ({ item }) => ({ recipes: await reproductions.recipes(item) }),
    'reproductions.run'(request) {
      const caseId = cases.items.caseOf(request.item)
      return jobs.start({
        kind: 'reproduction',
        caseId,
        // It waits for another program, and must not keep an import waiting with it.
        heavy: false,
        async run(context) {
          const made = await reproductions.run(request, context)
          makePictures(caseId)
          return made
        },
      })
    },
    'reproductions.list'(ref) {
      cases.get(ref.case)
      return { reproductions: reproductions.list(ref.case) }
    },
  }
}
