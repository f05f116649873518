import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = worker

/** Opens a PDF of the vault. The page's policy allows neither WebAssembly nor `eval`, and our own PDFs need neither. */
export function openPaper(url: string): PDFDocumentLoadingTask {
  return getDocument({ url, isEvalSupported: false, useWasm: false, enableXfa: false })
}
