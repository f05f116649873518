import type { Shape } from '../../shape.ts'
import type { dossier as source } from '../../zh-CN/window/dossier.ts'

const pagesOf = (count: number) => (count === 1 ? '1 page' : `${count} pages`)

export const dossier: Shape<typeof source> = {
  emptyTitle: 'No dossier yet',
  empty:
    'Press “Build the dossier” at the right and it appears here. You can build one even while things are missing.',
  options: 'Dossier',
  language: 'Language',
  copy: 'Copy',
  copies: { court: 'For the court', service: 'For service' },
  copyMeans: {
    court: 'With the identity and contact data of the parties.',
    service: 'Without ID number, address, phone and e-mail.',
  },
  build: 'Build the dossier',
  building: 'Checking the originals and building the dossier',
  built: 'The dossier is built.',
  says: 'Before it is written, the digest of every original is checked again; one difference stops it and names the file.',
  earlier: 'Dossiers built',
  about: ({ language, copy, pages, exhibits }) =>
    `${language}, ${copy.toLowerCase()}, ${pagesOf(pages)}, ${exhibits === 1 ? '1 exhibit' : `${exhibits} exhibits`}`,
  outdated: 'The case has changed since',
  download: 'Download PDF',
  paper: 'Preview of the dossier',
  pageOf: ({ page, pages }) => `Page ${page} of ${pages}`,
  goToPage: 'Go to',
  pageNo: (page) => `Page ${page}`,
  smaller: 'Smaller',
  larger: 'Larger',
  notShown: 'The dossier cannot be shown here; download it to read it.',
}
