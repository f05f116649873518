import type { Block } from './blocks.ts'
import { hashes, verifying } from './chapters/annex.ts'
import { authorship } from './chapters/authorship.ts'
import { comparison } from './chapters/comparison.ts'
import { damages } from './chapters/damages.ts'
import { evidence } from './chapters/evidence.ts'
import { front } from './chapters/front.ts'
import { glance } from './chapters/glance.ts'
import { infringement } from './chapters/infringement.ts'
import { parties } from './chapters/parties.ts'
import { process } from './chapters/process.ts'
import { works } from './chapters/work.ts'
import type { DossierFacts } from './facts.ts'
import { openScope, type Scope } from './scope.ts'

/** What the dossier says, in order. A pure function of the facts: no page, no font, no clock. */
export function layoutDossier(facts: DossierFacts, scope: Scope = openScope(facts)): Block[] {
  return [
    front,
    glance,
    parties,
    works,
    authorship,
    process,
    infringement,
    comparison,
    damages,
    evidence,
    hashes,
    verifying,
  ].flatMap((write) => write(scope))
}
