import { type DossierFacts, printDossier } from '../../dossier/dossier.ts'

/** Draws the dossier of these facts as a PDF file; see `printDossier` for what stops it. */
export async function dossier(input: {
  facts: DossierFacts
  out: string
  fonts: { regular: string; semibold: string }
}): Promise<{ pages: number; sha256: string; size: number; exhibits: number }> {
  return printDossier(input)
}
