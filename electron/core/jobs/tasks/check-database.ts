import { faultsIn, type TableFault } from '../../vault/vault.ts'

/** SQLite's own check of a database file, which reads all of it: beside the core, which must go on answering. */
export async function checkDatabase({ path }: { readonly path: string }): Promise<TableFault[]> {
  return faultsIn(path)
}
