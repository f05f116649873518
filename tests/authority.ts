import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** A time-stamping authority of the test's own, made and run with `openssl`: its own implementation, not ours. */

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0
if (!hasOpenssl) console.log('openssl is not here: what needs an authority of the test’s own was not run.')

export interface Authority {
  readonly folder: string
  /** PEM. */
  readonly root: string
  readonly certificate: string
  readonly key: string
  /** Answers a request (DER) as `openssl ts -reply` does. */
  readonly reply: (query: Uint8Array) => Buffer
}

const config = `
[ req ]
distinguished_name = names
prompt = no
[ names ]
CN = test
[ root ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[ stamps ]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[ not_critical ]
extendedKeyUsage = timeStamping
[ two_uses ]
extendedKeyUsage = critical,timeStamping,codeSigning
[ no_use ]
basicConstraints = CA:FALSE
[ also_encrypts ]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature,keyEncipherment
[ sub ]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign
[ sub_for_servers ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
extendedKeyUsage = critical,serverAuth
[ sub_with_names ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
nameConstraints = critical,permitted;DNS:example.com
[ tsa ]
default_tsa = tsa1
[ tsa1 ]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ ca ]
default_ca = ca1
[ ca1 ]
database = ./index.txt
new_certs_dir = .
serial = ./ca-serial
default_md = sha256
policy = any
copy_extensions = none
unique_subject = no
[ any ]
commonName = supplied
organizationName = optional
`

/** `ec` keys are made in a moment; `rsa` is what most authorities use. */
export function makeAuthority(
  folder: string,
  { key = 'ec', name = 'Test' }: { key?: 'ec' | 'rsa'; name?: string } = {},
): Authority {
  writeFileSync(join(folder, 'openssl.cnf'), config)
  writeFileSync(join(folder, 'serial'), '01\n')
  writeFileSync(join(folder, 'ca-serial'), '1000\n')
  writeFileSync(join(folder, 'index.txt'), '')
  const run = openssl(folder)
  const kind = key === 'rsa' ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
  const made = ['-config', 'openssl.cnf', '-utf8', '-nodes', '-newkey', ...kind]
  run(
    'req',
    '-x509',
    ...made,
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    '-days',
    '3650',
    '-subj',
    `/O=${name}/CN=${name} root`,
    '-extensions',
    'root',
  )
  run('req', '-new', ...made, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', `/O=${name}/CN=${name} TSA`)
  issue(folder, { out: 'tsa.pem', extensions: 'stamps' })
  return {
    folder,
    root: join(folder, 'root.pem'),
    certificate: join(folder, 'tsa.pem'),
    key: join(folder, 'tsa.key'),
    reply(query) {
      writeFileSync(join(folder, 'query.tsq'), query)
      run(
        'ts',
        '-reply',
        '-config',
        'openssl.cnf',
        '-queryfile',
        'query.tsq',
        '-signer',
        'tsa.pem',
        '-inkey',
        'tsa.key',
        '-chain',
        'root.pem',
        '-out',
        'reply.tsr',
      )
      return readFileSync(join(folder, 'reply.tsr'))
    },
  }
}

/** A certificate for a request, by default the authority's own, signed by its root; dates as `YYYYMMDDHHMMSSZ`. */
export function issue(
  folder: string,
  given: {
    readonly out: string
    readonly extensions: string
    readonly from?: string
    readonly to?: string
    readonly request?: string
    /** Whose certificate and key sign it. */
    readonly by?: string
    /** The digest that is signed. */
    readonly digest?: string
  },
): string {
  const { out, extensions, from = '20200101000000Z', to = '20400101000000Z' } = given
  const { request = 'tsa.csr', by = 'root', digest = 'sha256' } = given
  const signing = ['-cert', `${by}.pem`, '-keyfile', `${by}.key`, '-in', request, '-out', out, '-notext']
  const dates = ['-startdate', from, '-enddate', to, '-md', digest]
  openssl(folder)('ca', '-batch', '-config', 'openssl.cnf', '-extensions', extensions, ...signing, ...dates)
  return join(folder, out)
}

/** Signs the content of a token anew with another certificate of the same key: a bare token (CMS, RFC 5652). */
export function signAnew(
  { folder }: Authority,
  content: Uint8Array,
  certificate: string,
  { key = 'tsa.key', others }: { key?: string; others?: string } = {},
): Buffer {
  writeFileSync(join(folder, 'content.der'), content)
  const kind = [
    '-binary',
    '-nodetach',
    '-cades',
    '-md',
    'sha256',
    '-econtent_type',
    '1.2.840.113549.1.9.16.1.4',
  ]
  const by = ['-signer', certificate, '-inkey', key, ...(others === undefined ? [] : ['-certfile', others])]
  const files = ['-outform', 'DER', '-in', 'content.der', '-out', 'anew.der']
  openssl(folder)('cms', '-sign', ...kind, ...by, ...files)
  return readFileSync(join(folder, 'anew.der'))
}

/** A token over a file, asked for and given by openssl alone; `TimeStampResp`, DER. */
export function stampFile({ folder, reply }: Authority, file: string, algorithm = 'sha256'): Buffer {
  openssl(folder)(
    'ts',
    '-query',
    '-config',
    'openssl.cnf',
    '-data',
    file,
    `-${algorithm}`,
    '-cert',
    '-out',
    'asked.tsq',
  )
  return reply(readFileSync(join(folder, 'asked.tsq')))
}

/** What `openssl ts -verify` says of a response. */
export function opensslAccepts(authority: Authority, file: string, response: Uint8Array): boolean {
  writeFileSync(join(authority.folder, 'check.tsr'), response)
  return (
    spawnSync('openssl', ['ts', '-verify', '-data', file, '-in', 'check.tsr', '-CAfile', authority.root], {
      cwd: authority.folder,
    }).status === 0
  )
}

export function openssl(folder: string) {
  return (...words: string[]) =>
    execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
}

export function derOfPem(path: string): Buffer {
  return execFileSync('openssl', ['x509', '-in', path, '-outform', 'DER'])
}

export interface StampServer {
  readonly url: string
  readonly queries: Buffer[]
  /** Set to answer otherwise than the authority does. */
  answer: ((query: Buffer) => { status: number; body: Uint8Array; headers?: Record<string, string> }) | null
  readonly close: () => Promise<void>
}

/** The authority behind HTTP on loopback (RFC 3161, section 3.4). */
export async function serveAuthority(authority: Authority): Promise<StampServer> {
  const queries: Buffer[] = []
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const query = Buffer.concat(chunks)
    queries.push(query)
    const {
      status,
      body,
      headers = {},
    } = served.answer?.(query) ?? { status: 200, body: authority.reply(query) }
    response.writeHead(status, { 'Content-Type': 'application/timestamp-reply', ...headers }).end(body)
  }
  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // Whoever asked may have gone away in the middle of it.
      if (request.complete) throw error
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const served: StampServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/tsa`,
    queries,
    answer: null,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
  return served
}
