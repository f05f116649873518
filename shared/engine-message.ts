import type { Message } from './contract/protocol.ts'
import type { VaultFile, VaultFileRequest } from './serving.ts'

/**
 * What main and engine say to each other: the contract's own messages, and three of their own. Where a file of
 * the vault lies is asked here and never passes through the contract, so the page never sees a path of the disk.
 */
export type EngineMessage =
  | Message
  | { readonly type: 'locate'; readonly id: number; readonly request: VaultFileRequest }
  | { readonly type: 'located'; readonly id: number; readonly file: VaultFile | null }
  | { readonly type: 'close' }
