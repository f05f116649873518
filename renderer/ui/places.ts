/** Where the files of a dropped folder stood in it: a browser tells it only while it hands the folder over. */
const places = new WeakMap<File, string>()

/** Notes the place of a file, as `FileSystemEntry.fullPath` tells it: from the dropped folder on, with `/`. */
export function notePlace(file: File, fullPath: string): File {
  places.set(file, fullPath.replace(/^\//, ''))
  return file
}

/** The name of a file with the folders that the browser told of, the outermost first. */
export function placeOf(file: File): string {
  return places.get(file) || file.webkitRelativePath || file.name
}

const loose = new WeakSet<File>()

/** Notes a file that lies on no disk, such as a picture dragged out of another page. */
export function noteLoose(file: File): File {
  loose.add(file)
  return file
}

/** When it was changed last, in milliseconds since 1970; null where a browser puts the time of the drop. */
export function modifiedOf(file: File): number | null {
  return loose.has(file) ? null : file.lastModified
}
