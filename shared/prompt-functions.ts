/**
 * The functions that InvokeAI understands in a prompt (compel, `doc/syntax.md`): `("a", "b").blend(0.7, 0.3)` and
 * `("a", "b").and()` join whole prompts, `cat.swap(dog)` puts one part in place of another while it is drawn. What they
 * make of the weight of a word is not written there, so none is claimed.
 */
export type PromptFunction =
  /** Prompts in a list; `parts` are the places of their words, `call` begins at the dot. Ends are exclusive. */
  | {
      readonly kind: 'list'
      readonly parts: readonly (readonly [number, number])[]
      readonly call: number
      readonly end: number
    }
  | { readonly kind: 'swap'; readonly end: number }

/** A function that is longer counts as one that does not end: prompts come from strangers. */
const longestRead = 4_000
const call = /^\.(blend|and|swap)\(/
const swapped = /^[\p{L}\p{N}_-]+(?=\.swap\()/u

/** Whether such a call is written somewhere. */
export function hasFunction(prompt: string): boolean {
  return /\.(blend|and|swap)\(/.test(prompt)
}

/** Whether a call begins at this dot. */
export function isCall(prompt: string, at: number): boolean {
  return call.test(prompt.slice(at, at + 8))
}

/** The function that begins here with what it is applied to; null where there is none, or it does not end. */
export function functionAt(prompt: string, at: number): PromptFunction | null {
  const char = prompt[at] ?? ''
  const word = /[\p{L}\p{N}_-]/u.test(prompt[at - 1] ?? '') ? null : swapped.exec(prompt.slice(at, at + 200))
  const subjectEnd = word
    ? at + word[0].length
    : char === '('
      ? closing(prompt, at)
      : char === '"' || char === "'"
        ? closingQuote(prompt, at)
        : null
  if (subjectEnd === null) return null
  const name = call.exec(prompt.slice(subjectEnd, subjectEnd + 8))
  const end = name && closing(prompt, subjectEnd + name[0].length - 1)
  if (!name || end === null) return null
  if (name[1] === 'swap') return { kind: 'swap', end }
  return char === '('
    ? { kind: 'list', parts: partsIn(prompt, at + 1, subjectEnd - 1), call: subjectEnd, end }
    : null
}

/** The end of the bracket that opens here; a bracket inside quotes is a word. */
function closing(prompt: string, from: number): number | null {
  let depth = 0
  const until = Math.min(prompt.length, from + longestRead)
  for (let at = from; at < until; at += 1) {
    const char = prompt[at]
    if (char === '\\') at += 1
    else if (char === '"') {
      const end = closingQuote(prompt, at)
      if (end === null) return null
      at = end - 1
    } else if (char === '(') depth += 1
    else if (char === ')') depth -= 1
    if (depth === 0) return at + 1
  }
  return null
}

function closingQuote(prompt: string, from: number): number | null {
  const until = Math.min(prompt.length, from + longestRead)
  for (let at = from + 1; at < until; at += 1) {
    if (prompt[at] === '\\') at += 1
    else if (prompt[at] === prompt[from]) return at + 1
  }
  return null
}

/** The prompts of a list, without their quotes; one that is not quoted ends at its comma. */
function partsIn(prompt: string, from: number, to: number): [number, number][] {
  const parts: [number, number][] = []
  for (let at = from; at < to; ) {
    const char = prompt[at] as string
    const quoted = char === '"' || char === "'" ? closingQuote(prompt, at) : null
    if (quoted !== null && quoted <= to) {
      parts.push([at + 1, quoted - 1])
      at = quoted
    } else if (/[\s,]/.test(char)) at += 1
    else {
      const comma = prompt.indexOf(',', at)
      const end = comma < 0 || comma > to ? to : comma
      parts.push([at, end])
      at = end
    }
  }
  return parts
}
