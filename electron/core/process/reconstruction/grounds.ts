import type { Ground } from '../../../../shared/contract/process.ts'

/**
 * Every code that the reconstruction gives as a ground, a counter-ground, a reason or a contradiction, with its
 * details. `basis` is an `OrderBasis`; `items` are ids of pictures, joined by a comma and a space; `fields` names
 * fields of `Change` in the same way.
 */
export const groundCodes = [
  // Recorded: what ties two rounds together by the words of a file.
  /** The record names its input by digest and that file is here. `input` the name or place, `sha256`. */
  'input-digest',
  /** The record names its input by file name, and something else agrees. `name`, `item`, `witness`: size, picture, order. */
  'input-name',
  /**
   * The signed credentials of a picture name another one that is here as what went into it. `relationship`
   * (`parentOf`, `componentOf`, `inputTo`), `name`, `item`, `sha256`.
   */
  'credential-ingredient',
  /** The record names its base by `Seed` beside a variation seed. `seed`, `variation`, `item`. */
  'variation-seed',
  /** Same recipe and seed, plus keys of a refinement. `seed`, `keys`, `item`. */
  'refinement',

  // Derived: why one is taken to come from the other.
  /** So many things differ between the two records. `changes`. */
  'few-changes',
  /** They share terms that are rare among these rounds. `terms`, the rarest first, at most five; `count`. */
  'rare-terms',
  /** `seed`. */
  'same-seed',
  /** The same input picture. `name`. */
  'same-input',
  /** The same ComfyUI workflow: the same nodes with the same inputs, whatever their values. `nodes`. */
  'same-workflow',
  /** The pictures look alike. `bits` of 256 that differ, `from`, `to` ids of the pictures. */
  'picture-alike',
  /** One picture is the other, larger. `fromSize`, `toSize`, `from`, `to`. */
  'picture-enlarged',
  /** The parent's record says that it was made from text alone, so that what looks like it came after it. */
  'made-from-text',

  // Order.
  /** The parent stands before the child. `basis`. */
  'order-before',
  /** It stands directly before. `basis`. */
  'order-next',

  // What speaks against.
  /** Which of the two came first is not established. */
  'order-unknown',
  /** Many things differ at once. `changes`. */
  'many-changes',
  /** The terms at the head of the prompt have nothing in common. `from`, `to`. */
  'subject-changed',
  /** What they share is what this person writes in most prompts. */
  'shared-is-habitual',
  /** So many other rounds stand between. `rounds`. */
  'rounds-between',
  /** A long pause lies between. `seconds`, `basis`. */
  'long-pause',
  /** One record does not hold fields that the other holds. `fields`. */
  'fields-missing',
  /** Another round fits nearly as well; it stands among the alternatives. */
  'close-second',
  /** Credentials name this picture, and a signature or a digest in one of the two does not match. `name`, `relationship`. */
  'credential-claimed',
  /** The records name an input of this name, and nothing else agrees. `name`. */
  'input-name-alone',
  /** Several files have the name of the input. `name`, `items`. */
  'input-name-ambiguous',
  /** The author's words and the picture's look speak of kinship, nothing of descent. */
  'kinship-only',

  // Why a round is undecided (`reason` of `undecided`).
  /** Two parents fit about equally well. */
  'undecided-close',
  /** Something fits, but not well enough for an edge. */
  'undecided-weak',
  /** The record lacks what would be compared. `fields`. */
  'undecided-incomplete',
  /** No record, and no picture that matches. */
  'undecided-no-record',
  /** A named input that nothing else confirms. `name`. */
  'undecided-input',

  // Witnesses of order, per folder.
  /** Two witnesses agree. `with` a basis, `tau`, `files`. */
  'witness-agrees',
  /** Two witnesses disagree, and this is the weaker. `with` a basis, `tau`, `files`. */
  'witness-disagrees',
  /** Nothing stands beside it to judge it by. */
  'witness-alone',
  /** The same number or time stands for several files. `files`. */
  'witness-repeats',
  /** Many files share one second. `files`, `value`. */
  'witness-one-second',
  /** Files follow one another faster than pictures can be made. `files`, `seconds` median. */
  'witness-too-dense',
  /** The times are later than the import. `files`. */
  'witness-after-import',
  /** Pictures of one recipe lie scattered by it, as by chance. `runs` of pictures of one recipe, `rounds`. */
  'witness-scattered',
  /** By it pictures of one recipe stand together, and seeds of a batch do not go down. `runs`, `rounds`. */
  'witness-coherent',
  /** File times of a folder beside it agree with what numbers the files there. `folder`. */
  'witness-beside',
  /** Times of files change with every copy; on their own they order nothing. */
  'witness-file-times',
  /** Times with and without a zone cannot be put in one order. `files`. */
  'witness-mixed-zones',

  // Contradictions.
  /** Two witnesses of one folder disagree. `folder`, `basis`, `other`, `tau`, `files`, and of one pair of files: `a`, `b` (ids), `aValue`, `bValue`, `aOther`, `bOther`. */
  'contradiction-order',
  /** A file names an input that was made after it, by the order. `item`, `input` (ids), `basis`. */
  'contradiction-input-later',
  /** Edges run in a circle; those that no record states have lost their arrows. `items`. */
  'contradiction-cycle',
] as const
export type GroundCode = (typeof groundCodes)[number]

/** A ground of the closed list; details that are not known are left out. */
export function ground(code: GroundCode, details?: Readonly<Record<string, string | number>>): Ground {
  return details ? { code, details: { ...details } } : { code }
}
