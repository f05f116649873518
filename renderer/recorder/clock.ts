/** `14:02:11`, by this machine's clock. */
export function clock(instant: string): string {
  return new Date(instant).toTimeString().slice(0, 8)
}
