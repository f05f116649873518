import { z } from 'zod'
import { Job } from '../job.ts'
import { Id, Line } from '../primitives.ts'
import { Recipe, RecipeForm, Reproduction } from '../reproduction.ts'
import { CaseRef, operation } from './operation.ts'

export const reproductionOperations = {
  'reproductions.recipes': operation(
    z.strictObject({ item: Id }),
    z.strictObject({ recipes: z.array(Recipe) }),
  ),
  /** A job whose result is a `Reproduction`. `server`: loopback, or an address that the person typed. */
  'reproductions.run': operation(z.strictObject({ item: Id, form: RecipeForm, server: Line.min(1) }), Job),
  'reproductions.list': operation(CaseRef, z.strictObject({ reproductions: z.array(Reproduction) })),
} as const
