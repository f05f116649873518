import { useEffect, useState } from 'react'
import type { Language } from '../../shared/contract/primitives.ts'
import { formatBytes } from '../../shared/format.ts'
import { type ArchiveVerdict, certificatesIn, judgeArchive } from '../../shared/verification/archive.ts'
import { type BagFile, bytesOf } from '../../shared/verification/bag.ts'
import { toHex } from '../../shared/verification/bytes.ts'
import { readCertificate } from '../../shared/verification/certificates.ts'
import { digestOf } from '../../shared/verification/digests.ts'
import { filesOfDrop, filesOfFolder, filesOfZip, NotReadable } from './files.ts'
import { Verdict } from './verdict.tsx'
import { firstLanguage, words } from './words.ts'

type State =
  | { readonly step: 'asking'; readonly trouble: string | null }
  | { readonly step: 'working'; readonly done: number; readonly total: number }
  | {
      readonly step: 'told'
      readonly files: readonly BagFile[]
      readonly verdict: ArchiveVerdict
      readonly manifest: string | null
    }

const enclosedRoots = 'data/timestamps/trusted-roots.pem'
/** Some hundred certificates; what is longer is cut off. */
const largestRoots = 1024 * 1024

/** Choose an archive, see it checked, read the verdict. */
export function Page() {
  const [language, setLanguage] = useState<Language>(firstLanguage)
  const [state, setState] = useState<State>({ step: 'asking', trouble: null })
  /** Those that the reader brought. They speak for every archive; those in an archive only for that one. */
  const [roots, setRoots] = useState<readonly Uint8Array[]>([])
  const [byEnclosed, setByEnclosed] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const text = words[language]

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  async function judge(found: Promise<readonly BagFile[]>, trusted = roots) {
    setState({ step: 'working', done: 0, total: 0 })
    try {
      const files = await found
      if (!files.some(({ path }) => path === 'bagit.txt')) {
        return setState({ step: 'asking', trouble: text.notBag })
      }
      let last = 0
      const verdict = await judgeArchive(files, {
        roots: trusted,
        report(done, total) {
          // Ten times a second is enough for the eye.
          if (done < total && performance.now() - last < 100) return
          last = performance.now()
          setState({ step: 'working', done, total })
        },
      })
      setState({ step: 'told', files, verdict, manifest: await digestOfManifest(files) })
    } catch (error) {
      const name = error instanceof NotReadable ? error.file : String(error)
      setState({ step: 'asking', trouble: text.notReadable(name) })
    }
  }

  async function trust(chosen: readonly File[]) {
    const added: Uint8Array[] = []
    for (const file of chosen) {
      const certificates = await certificatesOf(new Uint8Array(await file.arrayBuffer()))
      if (certificates.length === 0) return setSaid(text.rootUnreadable(file.name))
      added.push(...certificates)
    }
    // The verdict then stands on the reader's own roots alone.
    const all = [...roots, ...added]
    setByEnclosed(false)
    setRoots(all)
    judgeBy(all, added.length)
  }

  async function trustEnclosed(files: readonly BagFile[]) {
    const file = files.find(({ path }) => path === enclosedRoots)
    if (!file) return
    const enclosed = await certificatesOf(await bytesOf(file, largestRoots))
    if (enclosed.length === 0) return setSaid(text.rootUnreadable(enclosedRoots))
    setByEnclosed(true)
    judgeBy(enclosed, enclosed.length)
  }

  function judgeBy(trusted: readonly Uint8Array[], added: number) {
    setSaid(text.rootsAdded(added))
    if (state.step === 'told') void judge(Promise.resolve(state.files), trusted)
  }

  function askAgain() {
    setByEnclosed(false)
    setSaid(null)
    setState({ step: 'asking', trouble: null })
  }

  const told = state.step === 'told' ? state : null
  const hasEnclosed = told?.files.some(({ path }) => path === enclosedRoots) ?? false
  return (
    <main>
      <header>
        <h1>{text.title}</h1>
        <button
          type="button"
          className="plain"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
        >
          {text.language}
        </button>
      </header>
      {state.step === 'asking' && (
        <>
          <p className="intro">{text.intro}</p>
          <section
            className="drop"
            aria-label={text.drop}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              void judge(filesOfDrop(event.dataTransfer.items))
            }}
          >
            <p>{text.drop}</p>
            <div className="buttons">
              <label className="button">
                {text.chooseFolder}
                <input
                  ref={asFolder}
                  type="file"
                  multiple
                  name="folder"
                  onChange={(event) =>
                    void judge(Promise.resolve(filesOfFolder([...(event.target.files ?? [])])))
                  }
                />
              </label>
              <label className="button">
                {text.chooseZip}
                <input
                  type="file"
                  accept=".zip"
                  name="zip"
                  onChange={(event) => {
                    const [zip] = event.target.files ?? []
                    if (zip) void judge(filesOfZip(zip))
                  }}
                />
              </label>
            </div>
          </section>
          {state.trouble && <p role="alert">{state.trouble}</p>}
        </>
      )}
      {state.step === 'working' && (
        <section aria-live="polite">
          <progress
            max={state.total || 1}
            value={state.total ? state.done : undefined}
            aria-label={text.title}
          />
          <p>{text.working({ done: formatBytes(state.done), total: formatBytes(state.total) })}</p>
        </section>
      )}
      {told && (
        <>
          <Verdict verdict={told.verdict} manifest={told.manifest} byEnclosed={byEnclosed} text={text} />
          <section className="roots no-print">
            <p>{text.rootsHint}</p>
            <div className="buttons">
              <label className="button">
                {text.chooseRoot}
                <input
                  type="file"
                  multiple
                  name="roots"
                  onChange={(event) => void trust([...(event.target.files ?? [])])}
                />
              </label>
              {hasEnclosed && roots.length === 0 && !byEnclosed && (
                <button type="button" onClick={() => void trustEnclosed(told.files)}>
                  {text.useEnclosed}
                </button>
              )}
            </div>
            {said && <p role="status">{said}</p>}
          </section>
          <div className="buttons no-print">
            <button type="button" onClick={askAgain}>
              {text.again}
            </button>
            <button type="button" onClick={() => window.print()}>
              {text.print}
            </button>
          </div>
        </>
      )}
    </main>
  )
}

/** A choice of folders, which React has no word for; set each time that the field appears. */
function asFolder(field: HTMLInputElement | null): void {
  field?.setAttribute('webkitdirectory', '')
}

/** All that a file holds, PEM or one DER; none where it is something else. */
async function certificatesOf(bytes: Uint8Array): Promise<Uint8Array[]> {
  const pem = certificatesIn(new TextDecoder('latin1').decode(bytes))
  const all = pem.length > 0 ? pem : [bytes]
  try {
    for (const der of all) readCertificate(der)
    return all
  } catch {
    // Not a certificate: the person is told, and may choose another file.
    return []
  }
}

async function digestOfManifest(files: readonly BagFile[]): Promise<string | null> {
  const manifest = files.find(({ path }) => path === 'manifest-sha256.txt')
  if (!manifest) return null
  return toHex(await digestOf('SHA-256', await bytesOf(manifest)))
}
