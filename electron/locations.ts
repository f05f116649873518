import { homedir, platform, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * The vault of a call: `--vault`, else `ZUOZHENG_VAULT`, else the folder that each system sets aside for a
 * user's own data.
 */
export function vaultDirectory(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  system: string = platform(),
): string {
  const named = option ?? environment.ZUOZHENG_VAULT
  if (named !== undefined && named !== '') return resolve(named)
  if (system === 'win32') {
    return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Zuozheng')
  }
  if (system === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Zuozheng')
  // The XDG specification: a relative path is invalid and must be ignored.
  const data = environment.XDG_DATA_HOME
  return join(data?.startsWith('/') ? data : join(homedir(), '.local', 'share'), 'zuozheng')
}

/** Logs lie outside the vault: they are about the program, not about the evidence. */
export function logDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  system: string = platform(),
): string {
  if (system === 'win32') {
    return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Zuozheng', 'logs')
  }
  if (system === 'darwin') return join(homedir(), 'Library', 'Logs', 'Zuozheng')
  const state = environment.XDG_STATE_HOME
  return join(state?.startsWith('/') ? state : join(homedir(), '.local', 'state'), 'zuozheng', 'logs')
}

/** Who acts, for the ledger. Some systems run programs under an account that has no name. */
export function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`
  }
}
