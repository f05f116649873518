/** Bytes of a line of a hex view. */
const width = 16

function ascii(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'
}

/**
 * Bytes as hex viewers write them: place in the file, sixteen bytes, the same as ASCII with a dot for what is no
 * letter. `bytes` is hex, `start` the place of the first one in the file.
 */
export function hexLines(bytes: string, start: number): string {
  const values = (bytes.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  const lines: string[] = []
  for (let at = 0; at < values.length; at += width) {
    const row = values.slice(at, at + width)
    const hex = row.map((value) => value.toString(16).padStart(2, '0'))
    const halves = [hex.slice(0, width / 2).join(' '), hex.slice(width / 2).join(' ')].join('  ')
    const place = (start + at).toString(16).padStart(8, '0')
    lines.push(`${place}  ${halves.padEnd(3 * width)}  ${row.map(ascii).join('')}`)
  }
  return lines.join('\n')
}
