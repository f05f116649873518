import type { Shape } from '../shape.ts'
import type { process as source } from '../zh-CN/process.ts'
import { terms } from './terms.ts'

const given = (value: string | number | undefined, say: (text: string) => string): string =>
  value === undefined || value === '' ? '' : say(String(value))
const quoted = (value: string | number | undefined): string => given(value, (text) => ` “${text}”`)

const witnesses: Readonly<Record<string, string>> = {
  person: 'the order that the party gave',
  sealed: 'the order of sealing by the recorder',
  stamped: 'time stamps',
  'log-row': 'the rows of the generator’s log',
  'record-time': 'the times in the records',
  'file-number': 'the file numbers',
  'name-time': 'the times in the file names',
  'file-time': 'the times of the file system',
  'import-order': 'the order of import',
  'final-image': 'the final image',
}
const witness = (basis: string | number | undefined): string =>
  witnesses[String(basis)] ?? String(basis ?? '')

const fields = (names: string | number | undefined): string =>
  String(names ?? '')
    .split(', ')
    .filter(Boolean)
    .map((name) =>
      Object.hasOwn(terms.changeFields, name)
        ? terms.changeFields[name as keyof typeof terms.changeFields].toLowerCase()
        : name,
    )
    .join(', ')

const pause = (seconds: string | number | undefined): string => {
  const value = Number(seconds)
  if (value >= 172_800) return `${Math.round(value / 86_400)} days`
  if (value >= 7_200) return `${Math.round(value / 3_600)} hours`
  return value >= 120 ? `${Math.round(value / 60)} minutes` : `${value} seconds`
}

export const process: Shape<typeof source> = {
  classes: {
    recorded: 'stated by the record',
    strong: 'inferred from the records (firm grounds)',
    supported: 'inferred from the records (some grounds)',
    related: 'related, order not established',
  },
  decisions: {
    confirmed: 'confirmed by the party',
    cut: 'rejected by the party',
    drawn: 'stated by the party',
  },
  witness,
  grounds: {
    'input-digest': (d) =>
      `the file names its input by digest, and that picture is here${given(d.input, (name) => ` (${name})`)}`,
    'input-name': (d) =>
      `the file names its input${quoted(d.name)}${given(d.witness, (word) => `; the ${inputWitness(word)} agrees`)}`,
    'credential-ingredient': (d) =>
      `the file’s content credentials list ${ingredientRole(d.relationship)} under the label of the credentials of${quoted(d.name)}, which is here; signatures and digests of both match (who signed is not vouched for)`,
    'variation-seed': (d) =>
      `the file names the picture of seed ${d.seed ?? ''} as the base of a variation${given(
        d.variation,
        (text) => ` (variation seed ${text})`,
      )}`,
    refinement: (d) =>
      `same recipe and seed, with settings of an enlargement or retouch${given(d.keys, (keys) => ` (${keys})`)}`,
    'few-changes': (d) => `only ${d.changes ?? 'few'} differences between the two records`,
    'rare-terms': (d) =>
      `both have terms that are rare in this case${given(d.terms, (words) => `: ${words}`)}${given(
        d.count,
        (count) => ` (${count} in all)`,
      )}`,
    'same-seed': (d) => `same seed${given(d.seed, (seed) => ` (${seed})`)}`,
    'same-input': (d) => `same input picture${given(d.name, (name) => ` (${name})`)}`,
    'same-workflow': () => 'made by one ComfyUI workflow',
    'picture-alike': (d) =>
      `the pictures look alike${given(d.bits, (bits) => ` (${bits} of 256 bits of the fingerprint differ)`)}`,
    'picture-enlarged': (d) =>
      `one picture is the other, larger${given(d.fromSize, (size) => ` (${size} → ${d.toSize ?? ''})`)}`,
    'made-from-text': () =>
      'its record says that it was made from text alone, so that what looks like it came after it',
    'order-before': (d) => `by ${witness(d.basis)} it comes first`,
    'order-next': (d) => `by ${witness(d.basis)} one directly follows the other`,
    'order-unknown': () => 'which of the two came first is not established',
    'many-changes': (d) => `${d.changes ?? 'many'} differences at once`,
    'subject-changed': () => 'the subjects at the head of the prompts have nothing in common',
    'shared-is-habitual': () => 'what both share is what this author habitually writes',
    'rounds-between': (d) => `${d.rounds ?? 'several'} rounds lie between`,
    'long-pause': (d) => `${pause(d.seconds)} lie between (by ${witness(d.basis)})`,
    'fields-missing': (d) => `one of the records lacks ${fields(d.fields)}`,
    'close-second': () => 'another round fits nearly as well',
    'credential-claimed': (d) =>
      `the file’s content credentials list ${ingredientRole(d.relationship)} under the label of the credentials of${quoted(d.name)}, which is here, but signatures and digests do not confirm that it was this file`,
    'input-name-alone': (d) => `the file names an input${quoted(d.name)}, and nothing else agrees`,
    'input-name-ambiguous': (d) => `several files are named${quoted(d.name)}`,
    'kinship-only': () => 'words and look speak of kinship, not of descent',
    'person-order': () => 'the order that the party gave is the other way round',
    'undecided-close': () => 'two possible parents fit about equally well',
    'undecided-weak': () => 'one round is near, but the grounds are not enough',
    'undecided-incomplete': (d) =>
      `the record lacks what would be compared${given(fields(d.fields), (text) => ` (${text})`)}`,
    'undecided-no-record': () => 'no generation record, and no picture that matches',
    'undecided-input': (d) => `the input that it names${quoted(d.name)} is not confirmed by anything else`,
    'witness-agrees': (d) =>
      `agrees with ${witness(d.with)}${given(d.files, (files) => ` (${files} files)`)}`,
    'witness-disagrees': (d) =>
      `disagrees with ${witness(d.with)} and is not used${given(d.files, (files) => ` (${files} files)`)}`,
    'witness-alone': () => 'nothing stands beside it to judge it by',
    'witness-scattered': (d) =>
      `it scatters pictures of one recipe${given(d.runs, (runs) => ` (${d.rounds ?? ''} rounds in ${runs} pieces)`)} and is not used`,
    'witness-coherent': (d) =>
      `by it pictures of one recipe stand together${given(d.runs, (runs) => ` (${d.rounds ?? ''} rounds in ${runs} pieces)`)}`,
    'witness-beside': (d) =>
      `in the folder${quoted(d.folder)} beside it file times agree with the numbers of the files`,
    'witness-repeats': (d) => `${d.files ?? 'several'} files have the same value`,
    'witness-one-second': (d) => `${d.files ?? 'many'} files lie within one second`,
    'witness-too-dense': () => 'files follow one another faster than pictures can be made',
    'witness-after-import': (d) => `${d.files ?? 'some'} files have times later than the import`,
    'witness-file-times': () => 'file times change with every copy and order nothing',
    'witness-mixed-zones': () => 'times with and without a zone cannot be put in one order',
    'contradiction-order': (d) =>
      `${given(d.folder, (folder) => `in the folder “${folder}” `)}${witness(d.basis)} and ${witness(
        d.other,
      )} disagree${given(d.files, (files) => ` (${files} files)`)}`,
    'contradiction-input-later': (d) => `a file names an input that, by ${witness(d.basis)}, came after it`,
    'contradiction-cycle': () =>
      'the inferred descents run in a circle; those that no record states are not used',
    'contradiction-drawn-order': (d) =>
      `by ${witness(d.basis)} what the party names as the source came later`,
    'contradiction-person-order': () =>
      'the order that the party gave is contrary to an input that a file states',
  },
}

function ingredientRole(relationship: string | number | undefined): string {
  const words: Readonly<Record<string, string>> = {
    parentOf: 'the picture that was opened and changed',
    componentOf: 'something placed in it',
    inputTo: 'what its generator took',
  }
  return words[String(relationship ?? '')] ?? 'its source'
}

function inputWitness(word: string): string {
  return word.split(', ').join(' and the ')
}
