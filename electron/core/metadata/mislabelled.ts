/** Extensions by kind of file; a kind that is not listed is not judged. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  png: ['png', 'apng'],
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif', 'mpo'],
  webp: ['webp'],
  avif: ['avif'],
  heic: ['heic', 'heif', 'hif'],
  jxl: ['jxl'],
  gif: ['gif'],
  bmp: ['bmp', 'dib'],
  tiff: ['tif', 'tiff', 'dng', 'nef', 'cr2', 'arw'],
  psd: ['psd', 'psb'],
  pdf: ['pdf', 'ai'],
}
const pictureExtensions = new Set(Object.values(extensions).flat())

/**
 * Whether the name of a file promises another kind than its bytes hold: a picture under another picture's extension,
 * or something that is no picture under a picture's (a Git LFS pointer, for instance).
 */
export function isMislabelled(path: string, format: string): boolean {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(path)?.[1]?.toLowerCase()
  if (extension === undefined || format === 'empty') return false
  const expected = extensions[format]
  return expected ? !expected.includes(extension) : pictureExtensions.has(extension)
}
