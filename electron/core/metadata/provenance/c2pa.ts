import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { C2pa, C2paIngredient, C2paManifest } from '../../../../shared/contract/record.ts'
import { asText, isArray, isObject, type JsonObject, parseObject } from '../exact-json.ts'
import { type Findings, warn } from '../statement.ts'

type Validator = typeof import('@contentauth/c2pa-wasm')

const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  jxl: 'image/jxl',
}
/** The validator copies the file; larger pictures are told, not validated. */
const sizeLimit = 64 * 1024 * 1024
/** Nothing is ever fetched: a manifest that is elsewhere is named, not read. */
const settings = JSON.stringify({ verify: { remote_manifest_fetch: false } })

let validator: Promise<Validator> | undefined

/** The validator takes a tenth of a second to start, so it starts with the first file that needs it. */
function startValidator(): Promise<Validator> {
  validator ??= import('@contentauth/c2pa-wasm').then((module) => {
    const path = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm')
    module.initSync({ module: readFileSync(path) })
    return module
  })
  return validator
}

/**
 * Reads and validates the content credentials of a picture offline. No trust list is given, so that `trusted` is never
 * said; `valid` means that the hashes and the signature match, whoever signed. Null when there are none; without bytes
 * nothing is checked.
 */
export async function readC2pa(
  bytes: Uint8Array | undefined,
  format: string,
  findings: Findings,
  reference: string | undefined,
): Promise<C2pa | null> {
  const embedded = findings.statements.some((statement) => statement.key === 'c2pa')
  if (!embedded) return reference === undefined ? null : elsewhere(reference, findings)
  const none: C2pa = { present: true, state: null, actions: [], ...(reference ? { reference } : {}) }
  if (bytes === undefined) return none
  // Of a file whose end is missing, a hash that does not match would say nothing new.
  if (findings.warnings.some(({ code }) => code === 'truncated')) {
    warn(findings, 'c2pa-unreadable', { reason: 'truncated' })
    return none
  }
  const mediaType = mediaTypes[format]
  if (mediaType === undefined || bytes.length > sizeLimit) {
    warn(findings, 'c2pa-unreadable', { reason: mediaType === undefined ? format : 'size' })
    return none
  }
  try {
    const { WasmReader } = await startValidator()
    const reader = await WasmReader.fromBytes(mediaType, bytes, settings)
    const store = parseObject(reader.json())
    reader.free()
    return store ? { ...none, ...credentialsOf(store, findings) } : none
  } catch (error) {
    warn(findings, 'c2pa-unreadable', { reason: String(error).slice(0, 120) })
    return none
  }
}

/** The picture points to credentials that are not in it: on a server, or removed. */
function elsewhere(reference: string, findings: Findings): C2pa {
  const remote = /^https?:/i.test(reference)
  warn(findings, remote ? 'c2pa-remote' : 'c2pa-missing', { address: reference.slice(0, 1000) })
  return { present: false, state: null, actions: [], reference }
}

function credentialsOf(store: JsonObject, findings: Findings): Omit<C2pa, 'reference'> {
  const active = asText(store.active_manifest)
  const manifests = orderedManifests(store, active)
  const read = manifests.map(([label, manifest]) => manifestOf(label, manifest, store))
  const own = read.find((manifest) => manifest.active)
  const failures = failuresOf(store)
  const state = stateOf(store, failures)
  if (state === null) warn(findings, 'c2pa-unreadable', { reason: 'validation_state' })
  if (state === 'invalid') warn(findings, 'c2pa-invalid', { codes: failures.join(', ') })
  const source = own?.digitalSourceType ?? read.find((m) => m.digitalSourceType)?.digitalSourceType
  return {
    present: true,
    state,
    ...(own?.claimGenerator ? { claimGenerator: own.claimGenerator } : {}),
    actions: [...new Set(read.flatMap((manifest) => manifest.actions))],
    ...(source ? { digitalSourceType: source } : {}),
    manifests: read,
    ...(failures.length > 0 ? { failures } : {}),
  }
}

/**
 * An unknown issuer or a certificate that has run out says something of the signer, not of the picture. A certificate
 * that may not sign at all (`signingCredential.invalid`) makes the claim invalid.
 */
const aboutSigner = (code: string): boolean => /^signingCredential\.(untrusted|expired)$/.test(code)

/**
 * What the validator found, softened only where all it objects to is about the signer. Null where it says nothing:
 * that no failure is listed is no validation.
 */
function stateOf({ validation_state: found }: JsonObject, failures: readonly string[]): C2pa['state'] {
  if (failures.some((code) => !aboutSigner(code))) return 'invalid'
  if (found === 'Valid' || found === 'Trusted') return 'valid'
  if (found === 'Invalid') return failures.length > 0 ? 'valid' : 'invalid'
  return null
}

/** Codes of what failed, in the manifest of the picture and in what it adds to those of its ingredients. */
function failuresOf({ validation_results: results }: JsonObject): string[] {
  if (!isObject(results)) return []
  const deltas = isArray(results.ingredientDeltas) ? results.ingredientDeltas.filter(isObject) : []
  const lists = [results.activeManifest, ...deltas.map((delta) => delta.validationDeltas)]
  const failures = lists.flatMap((list) => (isObject(list) && isArray(list.failure) ? list.failure : []))
  return [...new Set(failures.flatMap((entry) => (isObject(entry) ? (asText(entry.code) ?? []) : [])))]
}

/** Ingredients before what was made of them. */
function orderedManifests(store: JsonObject, active: string | undefined): [string, JsonObject][] {
  const manifests = isObject(store.manifests) ? store.manifests : {}
  const ordered: [string, JsonObject][] = []
  const seen = new Set<string>()
  const visit = (label: string, depth: number) => {
    const manifest = manifests[label]
    if (!isObject(manifest) || seen.has(label) || depth > 50) return
    seen.add(label)
    for (const ingredient of isArray(manifest.ingredients) ? manifest.ingredients : []) {
      const inner = isObject(ingredient) ? asText(ingredient.active_manifest) : undefined
      if (inner !== undefined) visit(inner, depth + 1)
    }
    ordered.push([label, manifest])
  }
  if (active !== undefined) visit(active, 0)
  return ordered
}

function manifestOf(label: string, manifest: JsonObject, store: JsonObject): C2paManifest {
  const actions = actionsOf(manifest)
  const opensListed = opensListedManifest(manifest, store)
  const names = actions.flatMap((action) => asText(action.action) ?? [])
  const source = actions.map((action) => asText(action.digitalSourceType)).find((type) => type !== undefined)
  const agents = actions.flatMap((action) => agentName(action.softwareAgent) ?? [])
  const signature = isObject(manifest.signature_info) ? manifest.signature_info : {}
  const signer = asText(signature.issuer)
  const signedAt = asText(signature.time)
  const claimGenerator = claimGeneratorOf(manifest)
  const ingredients = ingredientsOf(manifest)
  return {
    active: label === asText(store.active_manifest),
    label,
    ...(claimGenerator ? { claimGenerator } : {}),
    actions: [...new Set(names)].filter((name) => name !== 'c2pa.opened' || !opensListed),
    ...(source ? { digitalSourceType: source } : {}),
    softwareAgents: [...new Set(agents)],
    ...(signer ? { signer } : {}),
    ...(signedAt ? { signedAt } : {}),
    ...(ingredients.length > 0 ? { ingredients } : {}),
  }
}

/** Pictures that went in, with what the signer found not to match in them: an unknown issuer is no such thing. */
function ingredientsOf(manifest: JsonObject): C2paIngredient[] {
  const ingredients = isArray(manifest.ingredients) ? manifest.ingredients.filter(isObject) : []
  return ingredients.flatMap((ingredient): C2paIngredient[] => {
    const relationship = asText(ingredient.relationship)
    if (relationship === undefined) return []
    const title = asText(ingredient.title)
    const own = asText(ingredient.active_manifest)
    const listed = isArray(ingredient.validation_status) ? ingredient.validation_status.filter(isObject) : []
    const failures = [...listed.flatMap(({ code }) => asText(code) ?? []), ...failuresOf(ingredient)].filter(
      (code) => !aboutSigner(code),
    )
    return [
      {
        relationship,
        ...(title ? { title } : {}),
        ...(own ? { manifest: own } : {}),
        ...(failures.length > 0 ? { failures: [...new Set(failures)] } : {}),
      },
    ]
  })
}

function claimGeneratorOf(manifest: JsonObject): string | undefined {
  const named = asText(manifest.claim_generator)
  if (named) return named
  const infos = isArray(manifest.claim_generator_info) ? manifest.claim_generator_info : []
  const first = infos.find(isObject)
  return first && asText(first.name)
}

function actionsOf(manifest: JsonObject): JsonObject[] {
  const assertions = isArray(manifest.assertions) ? manifest.assertions.filter(isObject) : []
  return assertions.flatMap((assertion) => {
    const data = assertion.data
    const isActions = asText(assertion.label)?.startsWith('c2pa.actions')
    return isActions && isObject(data) && isArray(data.actions) ? data.actions.filter(isObject) : []
  })
}

const agentName = (agent: unknown): string | undefined =>
  isObject(agent) ? asText(agent.name) : asText(agent)

function opensListedManifest(manifest: JsonObject, store: JsonObject): boolean {
  const manifests = isObject(store.manifests) ? store.manifests : {}
  return (isArray(manifest.ingredients) ? manifest.ingredients : []).some(
    (ingredient) =>
      isObject(ingredient) &&
      ingredient.relationship === 'parentOf' &&
      Object.hasOwn(manifests, asText(ingredient.active_manifest) ?? ''),
  )
}
