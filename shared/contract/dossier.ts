import { z } from 'zod'
import { Id, Instant, Language, Sha256 } from './primitives.ts'

/** The court copy shows personal data; the service copy leaves ID number, address, phone and e-mail out (R11). */
export const DossierCopy = z.enum(['court', 'service'])

export const DossierRequest = z.strictObject({
  case: Id,
  language: Language.default('zh-CN'),
  copy: DossierCopy.default('court'),
})

export const Dossier = z.strictObject({
  id: Id,
  caseId: Id,
  language: Language,
  copy: DossierCopy,
  builtAt: Instant,
  sha256: Sha256,
  size: z.number().int(),
  pages: z.number().int().positive(),
  exhibits: z.number().int().nonnegative(),
  /** The ledger head that the dossier prints. */
  ledgerHead: Sha256,
  fileName: z.string(),
  /** True when the case has changed since. */
  outdated: z.boolean(),
})
export type Dossier = z.infer<typeof Dossier>
