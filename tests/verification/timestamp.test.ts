import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TokenVerdict } from '../../shared/contract/integrity.ts'
import { readCertificate } from '../../shared/verification/certificates.ts'
import { digestOf, isDigestAlgorithm, newDigester } from '../../shared/verification/digests.ts'
import { readToken, verifyToken } from '../../shared/verification/timestamp.ts'
import {
  type Authority,
  derOfPem,
  hasOpenssl,
  issue,
  makeAuthority,
  openssl,
  opensslAccepts,
  signAnew,
  stampFile,
} from '../authority.ts'

const bytesOf = (content: string | Uint8Array) => ({
  digestOf: async (algorithm: string) =>
    isDigestAlgorithm(algorithm) ? digestOf(algorithm, Buffer.from(content)) : null,
})

/** What failed, by code and reason. */
function faults({ checks }: TokenVerdict): string[] {
  return checks
    .filter(({ result }) => result === 'failed')
    .map(({ code, details }) => `${code} ${details?.reason ?? ''}`.trim())
}

test('digests are those of the standards', async () => {
  const hex = async (name: 'SM3' | 'SHA-256' | 'SHA-384' | 'SHA-512', text: string) => {
    const digester = await newDigester(name)
    for (const letter of text) digester.update(Buffer.from(letter))
    return Buffer.from(digester.digest()).toString('hex')
  }
  // GM/T 0004-2012, appendix A, examples 1 and 2.
  expect(await hex('SM3', 'abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(await hex('SM3', 'abcd'.repeat(16))).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  )
  // FIPS 180-4, the example "abc".
  expect(await hex('SHA-256', 'abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

describe.runIf(hasOpenssl)('a token', () => {
  let folder: string
  let authority: Authority
  let file: string
  let response: Buffer
  let roots: Buffer[]

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zuozheng-authority-'))
    authority = makeAuthority(folder, { key: 'rsa' })
    file = join(folder, 'picture')
    writeFileSync(file, 'a picture')
    response = stampFile(authority, file)
    roots = [derOfPem(authority.root)]
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('of an authority that is trusted holds, with everything it says', async () => {
    const verdict = await verifyToken(response, bytesOf('a picture'), { roots, policy: '1.2.3.4.1' })
    expect(verdict).toMatchObject({
      state: 'trusted',
      accuracyMs: 1500,
      signer: 'CN=Test TSA, O=Test',
      serial: expect.stringMatching(/^\d+$/),
      policy: '1.2.3.4.1',
      hashAlgorithm: 'SHA-256',
      certificateEnds: '2040-01-01T00:00:00.000Z',
    })
    expect(faults(verdict)).toEqual([])
    expect(opensslAccepts(authority, file, response)).toBe(true)
  })

  test.each(['sha384', 'sha512'])('over %s is checked by that digest', async (algorithm) => {
    const token = stampFile(authority, file, algorithm)
    expect((await verifyToken(token, bytesOf('a picture'), { roots })).state).toBe('trusted')
    expect((await verifyToken(token, bytesOf('another'), { roots })).state).toBe('invalid')
  })

  test('is read as a response, alone, in PEM and in base64', async () => {
    writeFileSync(join(folder, 'whole.tsr'), response)
    openssl(folder)('ts', '-reply', '-in', 'whole.tsr', '-token_out', '-out', 'bare.tst')
    const bare = readFileSync(join(folder, 'bare.tst'))
    const base64 = bare.toString('base64')
    const pem = `-----BEGIN PKCS7-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END PKCS7-----\n`
    for (const form of [bare, Buffer.from(base64), Buffer.from(pem)]) {
      expect((await verifyToken(form, bytesOf('a picture'), { roots })).state).toBe('trusted')
    }
  })

  test('of an authority that nobody trusts is valid, and not more', async () => {
    const verdict = await verifyToken(response, bytesOf('a picture'), { roots: [] })
    expect(verdict.state).toBe('valid')
    expect(verdict.checks).toContainEqual({
      code: 'chain',
      result: 'not-checked',
      details: { reason: 'anchor', issuer: expect.stringContaining('Test root') },
    })
  })

  test('of other bytes is refused', async () => {
    const verdict = await verifyToken(response, bytesOf('another picture'), { roots })
    expect(verdict.state).toBe('invalid')
    expect(faults(verdict)).toEqual(['digest'])
  })

  test('with any byte changed never holds as it was', async () => {
    const before = await verifyToken(response, bytesOf('a picture'), { roots })
    const strict: Record<string, number> = {}
    for (let at = 0; at < response.length; at += 7) {
      const changed = Buffer.from(response)
      changed[at] = (changed[at] ?? 0) ^ 0x04
      const verdict = await verifyToken(changed, bytesOf('a picture'), { roots })
      const first = faults(verdict)[0] ?? verdict.state
      strict[first] = (strict[first] ?? 0) + 1
      // What stays trusted must say the same: only bytes that nothing depends on may have changed.
      if (verdict.state === 'trusted') expect({ ...verdict, checks: [] }).toEqual({ ...before, checks: [] })
    }
    expect(Object.keys(strict)).toContain('signature content')
    expect(Object.keys(strict)).toContain('signature signature')
  })

  test('that is cut short or is something else is no time stamp', async () => {
    for (const [bytes, fault] of [
      [response.subarray(0, response.length - 1), 'format encoding'],
      [response.subarray(0, 10), 'format encoding'],
      [Buffer.concat([response, Buffer.from([0])]), 'format encoding'],
      [Buffer.alloc(0), 'format encoding'],
      [Buffer.from('\x89PNG'), 'format encoding'],
      [roots[0] as Buffer, 'format not-a-token'],
    ] as const) {
      const verdict = await verifyToken(bytes, bytesOf('a picture'), { roots })
      expect([verdict.state, faults(verdict)]).toEqual(['invalid', [fault]])
    }
  })

  test('that answers another request is refused by its nonce and its policy', async () => {
    const { nonce } = readToken(response)
    const ask = (trust: object) => verifyToken(response, bytesOf('a picture'), { roots, ...trust })
    expect((await ask({ nonce: nonce ?? undefined })).state).toBe('trusted')
    expect(faults(await ask({ nonce: new Uint8Array(8).fill(7) }))).toEqual(['nonce other'])
    expect(faults(await ask({ policy: '1.2.3.4.2' }))).toEqual(['policy'])
  })

  test.each([
    ['not_critical', 'usage not-critical'],
    ['two_uses', 'usage other'],
    ['no_use', 'usage missing'],
    ['also_encrypts', 'usage other'],
  ])('signed by a certificate that is not for time stamps (%s) is refused', async (extensions, fault) => {
    const certificate = issue(folder, { out: `${extensions}.pem`, extensions })
    const token = signAnew(authority, readToken(response).content, certificate)
    const verdict = await verifyToken(token, bytesOf('a picture'), { roots })
    expect(faults(verdict)).toEqual([fault])
  })

  test('from a time at which its certificate had ended is refused', async () => {
    const certificate = issue(folder, {
      out: 'ended.pem',
      extensions: 'stamps',
      from: '20200101000000Z',
      to: '20210101000000Z',
    })
    const token = signAnew(authority, readToken(response).content, certificate)
    const verdict = await verifyToken(token, bytesOf('a picture'), { roots })
    expect(verdict.certificateEnds).toBe('2021-01-01T00:00:00.000Z')
    expect(faults(verdict)).toEqual(['time', 'chain time'])
  })

  test('whose certificate has ended since still holds for its own time', async () => {
    // Signed anew with a content from that time: only the time in the token counts, not that of the check.
    const certificate = issue(folder, {
      out: 'short.pem',
      extensions: 'stamps',
      from: '20200101000000Z',
      to: '20270101000000Z',
    })
    const content = Buffer.from(readToken(response).content)
    const at = content.indexOf(/\d{14}Z/.exec(content.toString('latin1'))?.[0] ?? '', 0, 'latin1')
    content.write('20210601120000Z', at, 'latin1')
    const verdict = await verifyToken(signAnew(authority, content, certificate), bytesOf('a picture'), {
      roots,
    })
    // The root of the test is younger than that, so the chain is what fails, and by its time.
    expect(verdict.time).toBe('2021-06-01T12:00:00Z')
    expect(faults(verdict)).toEqual(['chain time'])
    const signer = derOfPem(certificate)
    expect(
      (
        await verifyToken(signAnew(authority, content, certificate), bytesOf('a picture'), {
          roots: [signer],
        })
      ).state,
    ).toBe('trusted')
  })

  test('whose chain goes through somebody who may not sign certificates is refused', async () => {
    // The certificate for stamps as the issuer of another one.
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
    const made = ['-keyout', 'sub.key', '-out', 'sub.csr', '-subj', '/CN=Under']
    openssl(folder)('req', '-new', '-config', 'openssl.cnf', '-nodes', ...curve, ...made)
    const sub = issue(folder, { out: 'sub.pem', extensions: 'stamps', request: 'sub.csr', by: 'tsa' })
    const options = { key: 'sub.key', others: 'tsa.pem' }
    const token = signAnew(authority, readToken(response).content, sub, options)
    const verdict = await verifyToken(token, bytesOf('a picture'), { roots })
    expect(faults(verdict)).toEqual(['chain authority'])
  })

  test.each([
    ['sub', []],
    ['sub_for_servers', ['chain authority']],
    ['sub_with_names', ['chain extension']],
  ])(
    'under an authority of its own root (%s) holds only where that one may vouch for it',
    async (kind, fault) => {
      const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
      const made = ['-keyout', `${kind}.key`, '-out', `${kind}.csr`, '-subj', `/CN=${kind}`]
      openssl(folder)('req', '-new', '-config', 'openssl.cnf', '-nodes', ...curve, ...made)
      issue(folder, { out: `${kind}.pem`, extensions: kind, request: `${kind}.csr`, from: '20260101000000Z' })
      const certificate = issue(folder, { out: `of-${kind}.pem`, extensions: 'stamps', by: kind })
      const options = { others: `${kind}.pem` }
      const token = signAnew(authority, readToken(response).content, certificate, options)
      const verdict = await verifyToken(token, bytesOf('a picture'), { roots })
      expect(faults(verdict)).toEqual(fault)
      expect(verdict.state).toBe(fault.length === 0 ? 'trusted' : 'invalid')
    },
  )

  test('with a crowd of certificates that all sign each other is given up, not followed for ever', async () => {
    const run = openssl(folder)
    run('ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', 'crowd.key')
    const own = [
      '-x509',
      '-config',
      'openssl.cnf',
      '-key',
      'crowd.key',
      '-subj',
      '/CN=Crowd',
      '-extensions',
      'root',
    ]
    const crowd = Array.from({ length: 12 }, (_, no) => {
      run('req', ...own, '-days', '3650', '-set_serial', String(no + 1), '-out', 'crowd.pem')
      return readFileSync(join(folder, 'crowd.pem'), 'utf8')
    })
    writeFileSync(join(folder, 'all.pem'), crowd.join(''))
    const certificate = issue(folder, { out: 'of-crowd.pem', extensions: 'stamps', by: 'crowd' })
    const token = signAnew(authority, readToken(response).content, certificate, { others: 'all.pem' })
    expect(readToken(token).certificates).toHaveLength(13)
    const verdict = await verifyToken(token, bytesOf('a picture'), { roots })
    expect(faults(verdict)).toEqual(['chain too-long'])
  })

  test('whose certificate is signed over SHA-1 is trusted by nobody, for that signature can be made to fit', async () => {
    const certificate = issue(folder, { out: 'weak.pem', extensions: 'stamps', digest: 'sha1' })
    const token = signAnew(authority, readToken(response).content, certificate)
    expect((await verifyToken(token, bytesOf('a picture'), { roots })).state).toBe('valid')
  })

  test('that names its certificate by a digest not known here is not called trusted', async () => {
    const settings = readFileSync(join(folder, 'openssl.cnf'), 'utf8')
    writeFileSync(
      join(folder, 'odd.cnf'),
      settings.replace('ess_cert_id_alg = sha256', 'ess_cert_id_alg = sha224'),
    )
    stampFile(authority, file)
    const by = ['-signer', 'tsa.pem', '-inkey', 'tsa.key', '-chain', 'root.pem', '-out', 'odd.tsr']
    openssl(folder)('ts', '-reply', '-config', 'odd.cnf', '-queryfile', 'asked.tsq', ...by)
    const verdict = await verifyToken(readFileSync(join(folder, 'odd.tsr')), bytesOf('a picture'), { roots })
    expect([verdict.state, faults(verdict)]).toEqual(['unchecked', []])
  })

  test('with another certificate for the same key put in its place is refused', async () => {
    const other = derOfPem(issue(folder, { out: 'other.pem', extensions: 'stamps', to: '20390101000000Z' }))
    const first = derOfPem(authority.certificate)
    // The signer is named by issuer and serial number; only the identifier in the signed attributes tells them apart.
    const serial = readCertificate(first).parsed.serialNumber.valueBlock.valueHexView
    const swapped = Buffer.from(response)
    const at = swapped.indexOf(first)
    expect(at).toBeGreaterThan(0)
    expect(other.length).toBe(first.length)
    other.copy(swapped, at)
    const named = readCertificate(other).parsed.serialNumber.valueBlock.valueHexView
    // As an INTEGER of DER (X.690, section 8.3): the bytes alone may also stand in the signature.
    const integer = (value: Uint8Array): Buffer => Buffer.from([2, value.length, ...value])
    for (let from = 0; ; ) {
      from = swapped.indexOf(integer(serial), from)
      if (from < 0) break
      integer(named).copy(swapped, from)
      from += 1
    }
    const verdict = await verifyToken(swapped, bytesOf('a picture'), { roots })
    expect(faults(verdict)).toEqual(['certificate other'])
  })

  test('that the authority refused to give is no time stamp', async () => {
    openssl(folder)('ts', '-query', '-data', file, '-sha256', '-tspolicy', '1.2.3.9', '-out', 'refused.tsq')
    const refused = authority.reply(readFileSync(join(folder, 'refused.tsq')))
    const verdict = await verifyToken(refused, bytesOf('a picture'), { roots })
    expect(verdict.checks).toEqual([
      { code: 'format', result: 'failed', details: { reason: 'refused', status: 2 } },
    ])
  })

  test('signed with SM2 is recognised and never called valid', async () => {
    // The algorithm of the signature changed to SM2 with SM3: what a 国密 authority writes there.
    const signature = Buffer.from('06092a864886f70d010101', 'hex')
    const swapped = Buffer.from(response)
    const at = swapped.lastIndexOf(signature)
    expect(at).toBeGreaterThan(0)
    // 1.2.156.10197.1.501, padded to the same length by its NULL parameters.
    Buffer.from('06082a811ccf550183750500', 'hex').copy(swapped, at)
    Buffer.from([0x30, 0x0c]).copy(swapped, at - 2)
    const rest = swapped.subarray(at + 13)
    const whole = Buffer.concat([swapped.subarray(0, at + 12), rest])
    expect(whole.length).toBe(response.length - 1)
    const verdict = await verifyToken(shorterBy1(whole, response), bytesOf('a picture'), { roots })
    expect(verdict.state).toBe('unchecked')
    expect(verdict.checks).toContainEqual({
      code: 'signature',
      result: 'not-checked',
      details: { reason: 'sm2' },
    })
  })
})

/** Takes one from the length of every constructed value that the shortened place lies in. */
function shorterBy1(short: Buffer, before: Buffer): Buffer {
  const fixed = Buffer.from(short)
  let [at, end] = [0, before.length]
  const place = before.lastIndexOf(Buffer.from('06092a864886f70d010101', 'hex')) - 2
  while (at < place) {
    const size = before[at + 1] ?? 0
    const [head, length] =
      size < 0x80 ? [2, size] : [2 + (size & 0x7f), before.readUIntBE(at + 2, size & 0x7f)]
    if (place < at + head || place >= at + head + length) {
      at += head + length
      continue
    }
    if (size < 0x80) fixed[at + 1] = length - 1
    else fixed.writeUIntBE(length - 1, at + 2, size & 0x7f)
    end = at + head + length
    at += head
  }
  expect(end).toBeGreaterThan(place)
  return fixed
}

const samples = join(import.meta.dirname, '../../../shared/timestamps')
const hasSamples = existsSync(join(samples, 'valid_timestamp.tsr'))
if (!hasSamples) console.log('The real tokens are not beside the checkout: they were not judged.')

describe.runIf(hasSamples)('real tokens', () => {
  const text = '4b7b4e39f12b8c725e6e603e6d4422500316df94211070682ef10260ff5759ef'

  test.each([
    ['valid_timestamp.tsr', '2025-03-11T10:43:58Z', '2.16.840.1.113839.0.6.13.3'],
    ['timestamp_token_http-timestamp-identrust-com', '2025-03-11T10:43:58Z', '2.16.840.1.113839.0.6.13.3'],
    ['self_signed.tsr', '2025-03-24T11:38:16Z', '2.16.188.1.1.1.1.5'],
  ])('%s says its time and policy and is trusted by nobody’s leave', async (name, time, policy) => {
    const bytes = readFileSync(join(samples, name))
    const verdict = await verifyToken(bytes, bytesOf(text), { roots: [] })
    expect(verdict).toMatchObject({ state: 'valid', time, policy, hashAlgorithm: 'SHA-512' })
    expect(faults(verdict)).toEqual([])
    expect((await verifyToken(bytes, bytesOf(`${text}\n`), { roots: [] })).state).toBe('invalid')
    // Whose chain a token brings along makes it trusted only where the user says so.
    const own = readToken(bytes).certificates.map(({ der }) => der)
    expect((await verifyToken(bytes, bytesOf(text), { roots: own })).state).toBe('trusted')
  })
})
