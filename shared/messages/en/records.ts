import type { Shape } from '../shape.ts'
import type { records as source } from '../zh-CN/records.ts'
import { terms } from './terms.ts'

const fields: Readonly<Record<string, string>> = { ...terms.changeFields, width: 'width', height: 'height' }

export const records: Shape<typeof source> = {
  warnings: {
    empty: () => 'The file is empty (0 bytes) and holds no record.',
    truncated: () => 'The file is incomplete: its end is missing. What stands before the cut was read.',
    'too-large-to-read': () =>
      'The file is too large for its record to be read; the file itself was treated as any other.',
    'too-many-pixels': ({ width, height }) =>
      `The file declares ${width}×${height} pixels, more than can be shown; it has no thumbnail.`,
    'damaged-statement': ({ where }) =>
      `One statement in the file is damaged and was not used (place: ${where}). The others were read.`,
    'unpack-limit': ({ where }) =>
      `A packed statement exceeds the safe limit when unpacked and was not read (place: ${where}).`,
    mislabelled: ({ format }) =>
      `The extension does not match the content: by its bytes this is a ${format} file.`,
    'encoding-not-told': () =>
      'The text is not UTF-8; its bytes are as in GBK (GB 18030), but the file does not tell its encoding, so no record was read from it. The original is kept byte for byte.',
    'lfs-pointer': () =>
      'This is not the picture but a Git LFS pointer to it; the picture has to be fetched elsewhere.',
    'reader-failed': ({ reason }) =>
      `The program failed while reading the record (${reason}); the original is untouched.`,
    'records-disagree': ({ field, first, second }) =>
      `Two records of this file disagree (${fields[field ?? ''] ?? field}; places: ${first} and ${second}). Both are listed as found.`,
    'ambiguous-negative-prompt': () =>
      'More than one line begins with "Negative prompt:"; the first was taken as the border. Please compare with the original text.',
    'generator-by-syntax': ({ name }) =>
      `The record follows the syntax of ${name}, but does not say which program wrote it.`,
    'comfy-no-sampler': () => 'No sampler in the ComfyUI workflow is connected to the saved picture.',
    'comfy-unknown-node': ({ node }) =>
      `The ComfyUI workflow has a node that is not known here (${node}); that branch was not followed further.`,
    'comfy-value-at-run-time': ({ node }) =>
      `A value was computed at run time by a node (${node}) and is not in the file.`,
    'comfy-text-at-run-time': ({ node }) =>
      `A text was made at run time by a node (${node}) and is not in the file.`,
    'comfy-editor-text': ({ node }) =>
      `The text is as it stands in the ComfyUI editor (node ${node}); comments or choices in it are resolved when the workflow runs, so the text used may differ.`,
    'shape-differs': ({ declared, actual }) =>
      `The proportions in the record (${declared}) differ from those of the picture (${actual}): it may be cropped, or a screenshot of the workflow.`,
    'pixels-not-read': () =>
      'The picture is too large or damaged; its pixels were not searched for hidden records.',
    'c2pa-remote': ({ address }) =>
      `The picture says that its content credentials (C2PA) are kept at ${address}; nothing was fetched.`,
    'c2pa-missing': ({ address }) =>
      `The picture refers to content credentials (C2PA, ${address}) that are no longer in the file.`,
    'c2pa-invalid': ({ codes }) => `The content credentials (C2PA) failed validation (${codes}).`,
    'c2pa-unreadable': ({ reason }) => `The content credentials (C2PA) cannot be read (${reason}).`,
    'ai-label-irregular': ({ where }) =>
      `The AI label is not written as the standard asks (place: ${where}); it is shown as found.`,
    'ai-label-several': ({ count }) =>
      `The file holds ${count} AI labels where the standard allows one; the first is shown.`,
    'signature-valid': ({ name }) => `The signature of ${name} matches the picture and the record.`,
    'signature-invalid': ({ name }) =>
      `The signature of ${name} does not match: the picture or the record was changed after signing.`,
    'signature-unchecked': ({ name }) =>
      `The file carries a signature of ${name}, which could not be checked.`,
    'text-converted-twice': ({ where, text }) =>
      `The text was converted twice (place: ${where}) and is shown as found; it may once have read: ${text}`,
    'personal-data': ({ where }) =>
      `The record may identify a person (place: ${where}); decide before filing whether to cover it.`,
  },
  generators: {
    unknown: 'unknown program',
    bySyntax: ({ name }) => `program not named (syntax of ${name})`,
  },
  status: { ok: 'record found', 'no-metadata': 'no generation record', unreadable: 'unreadable' },
}
