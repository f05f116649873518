/** What programs write beside their results: half-written files under another name, locks, bookkeeping. */
const passing = /\.(tmp|temp|part|partial|crdownload|download|swp|swx|lock)$|~$/i
const bookkeeping = new Set(['thumbs.db', 'desktop.ini'])

/** Whether a file or folder of this name is left aside: hidden, or on its way to another name. */
export function isPassing(name: string): boolean {
  return name.startsWith('.') || passing.test(name) || bookkeeping.has(name.toLowerCase())
}

/** Logs and sidecars that a generator goes on writing into. */
export function keepsGrowing(path: string): boolean {
  return /\.(csv|tsv|html?|txt|log|md|jsonl?|db|sqlite3?)$/i.test(path)
}

/** Kinds whose bytes show where they end, so that a short quiet is enough to read them. */
export function showsItsEnd(path: string): boolean {
  return /\.(png|jpe?g|jfif|webp|gif|avif|heic|mp4|mov|pdf|zip|docx|xlsx)$/i.test(path)
}
