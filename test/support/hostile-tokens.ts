import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { newId } from '#platform/ids';

/** The tenant of a token, its issuer, and the signing key in force. */
export interface Issuer {
  readonly issuer: string;
  readonly tenantId: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export type Json = Readonly<Record<string, unknown>>;

/** The claims of a valid token of the issuer; `undefined` in `other` leaves a claim out. */
export function claimsOf({ issuer, tenantId }: Issuer, other: Json = {}): Json {
  const iat = Math.floor(Date.now() / 1000);
  return {
    ...{ iss: issuer, aud: 'palier', sub: newId(), client_id: 'wistant', tid: tenantId, sid: newId() },
    ...{ jti: newId(), iat, exp: iat + 600, role: 'owner', name: 'Ada' },
    ...other,
  };
}

export function headerOf({ kid }: Issuer, other: Json = {}): Json {
  return { alg: 'ES256', typ: 'at+jwt', kid, ...other };
}

/** A token with any content, signed with the issuer's key. */
export function signed(by: Issuer, header: Json | string | Buffer, payload: Json | string | Buffer): string {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${es256(text, by.privateKey)}`;
}

function part(value: Json | string | Buffer): string {
  const plain = Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return plain.toString('base64url');
}

function es256(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

/** Tokens that must be refused, by what is wrong with each. */
export function hostileTokens(by: Issuer, other: Pick<Issuer, 'issuer' | 'tenantId'>): [what: string, token: string][] {
  const now = Math.floor(Date.now() / 1000);
  const saying = (claims: Json): string => signed(by, headerOf(by), claimsOf(by, claims));
  const headed = (header: Json): string => signed(by, headerOf(by, header), claimsOf(by));
  const good = saying({});
  const [head = '', body = '', signature = ''] = good.split('.');
  const unsigned = (alg: string) => `${part(headerOf(by, { alg }))}.${body}`;
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const strangers = `${part(headerOf(by, { jwk: stranger.publicKey.export({ format: 'jwk' }) }))}.${body}`;
  const hmac = (secret: string | Buffer) => {
    const text = unsigned('HS256');
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const ed25519 = generateKeyPairSync('ed25519');
  const edText = unsigned('EdDSA');
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const [odd, even] = [signature.slice(0, -1), 'AQgw'.indexOf(signature.slice(-1))];
  return [
    ['algorithm none', `${unsigned('none')}.`],
    ['algorithm NONE, signed', signed(by, headerOf(by, { alg: 'NONE' }), claimsOf(by))],
    ['no algorithm', headed({ alg: undefined })],
    ['algorithm in lower case', headed({ alg: 'es256' })],
    ['a list of algorithms', headed({ alg: ['ES256'] })],
    ['the public key in PEM as a secret', hmac(by.publicKey.export({ type: 'spki', format: 'pem' }))],
    ['the public key in DER as a secret', hmac(by.publicKey.export({ type: 'spki', format: 'der' }))],
    ['the public key as JWK as a secret', hmac(JSON.stringify(by.publicKey.export({ format: 'jwk' })))],
    ['Ed25519', `${edText}.${sign(null, Buffer.from(edText), ed25519.privateKey).toString('base64url')}`],
    ['another curve', `${head}.${body}.${es256(`${head}.${body}`, p384.privateKey)}`],
    ['a stranger’s key', `${head}.${body}.${es256(`${head}.${body}`, stranger.privateKey)}`],
    ['a key in the header', `${strangers}.${es256(strangers, stranger.privateKey)}`],
    ['a good key in the header', headed({ jwk: by.publicKey.export({ format: 'jwk' }) })],
    ['a key elsewhere', headed({ jku: 'https://evil.example/jwks.json' })],
    ['a certificate elsewhere', headed({ x5u: 'https://evil.example/cert.pem' })],
    ['a certificate', headed({ x5c: ['MIIB'] })],
    ['an unknown crit', headed({ crit: ['exp'], exp: now })],
    ['an empty crit', headed({ crit: [] })],
    ['a payload that is not encoded', headed({ crit: ['b64'], b64: false })],
    ['compression', headed({ zip: 'DEF' })],
    ['no type', headed({ typ: undefined })],
    ['the type of another token', headed({ typ: 'JWT' })],
    ['a type that is almost right', headed({ typ: 'AT+JWT' })],
    ['no key', headed({ kid: undefined })],
    ['an unknown key', headed({ kid: 'nobodys' })],
    ['a key that is a path', headed({ kid: '../../etc/passwd' })],
    ['a key that is a statement', headed({ kid: "' or '1'='1" })],
    ['a key that is a number', headed({ kid: 1 })],
    ['the name of a method for a key', headed({ kid: 'constructor' })],
    ['altered claims', `${head}.${part({ ...claimsOf(by), role: 'owner' })}.${signature}`],
    ['an altered header', `${part(headerOf(by, { kid: 'other' }))}.${body}.${signature}`],
    ['an altered signature', `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
    ['a signature with bits to spare', `${head}.${body}.${odd}${'BRhx'.charAt(even)}`],
    ['a signature with padding', `${good}==`],
    ['a signature of zeros', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`],
    [
      'a signature in DER',
      `${head}.${body}.${sign('sha256', Buffer.from(`${head}.${body}`), by.privateKey).toString('base64url')}`,
    ],
    ['half a signature', `${head}.${body}.${signature.slice(0, 43)}`],
    ['no signature', `${head}.${body}.`],
    ['two parts', `${head}.${body}`],
    ['four parts', `${good}.${signature}`],
    ['five parts, as if it were encrypted', `${good}.${body}.${signature}`],
    ['empty parts', '..'],
    ['an expired token', saying({ iat: now - 601, exp: now - 1 })],
    ['a token that expires now', saying({ iat: now - 600, exp: now })],
    ['a token of the future', saying({ iat: now + 3600, exp: now + 4080 })],
    ['a token that waits', saying({ nbf: now + 300 })],
    ['a token that lives too long', saying({ exp: now + 86_400 })],
    ['a token that dies before its birth', saying({ iat: now + 20, exp: now + 10 })],
    ['an expiry that is text', saying({ exp: String(now + 600) })],
    [
      'an expiry that is no number',
      signed(by, headerOf(by), JSON.stringify(claimsOf(by)).replace(/"exp":\d+/, '"exp":1e999')),
    ],
    ['no expiry', saying({ exp: undefined })],
    ['no time of issue', saying({ iat: undefined })],
    ['another tenant', saying({ tid: other.tenantId })],
    ['another tenant’s issuer', saying({ iss: other.issuer })],
    ['another deployment’s issuer', saying({ iss: by.issuer.replace('://', '://evil.') })],
    ['no issuer', saying({ iss: undefined })],
    ['a list of issuers', saying({ iss: [by.issuer] })],
    ['a tenant that is not there', saying({ tid: newId() })],
    ['a tenant that is a statement', saying({ tid: "' or '1'='1" })],
    ['no tenant', saying({ tid: undefined })],
    ['another audience', saying({ aud: 'elsewhere' })],
    ['other audiences', saying({ aud: ['elsewhere', 'Palier'] })],
    ['no audience', saying({ aud: undefined })],
    ['an audience that is an object', saying({ aud: { palier: true } })],
    ['no subject', saying({ sub: undefined })],
    ['a subject that is no id', saying({ sub: 'admin' })],
    ['a session of another version', saying({ sid: '7d444840-9dc0-41d1-b245-5ffdce74fad2' })],
    ['no session', saying({ sid: undefined })],
    ['no id', saying({ jti: undefined })],
    ['an unknown role', saying({ role: 'root' })],
    ['a role that every object has', saying({ role: 'constructor' })],
    ['a list of roles', saying({ role: ['owner'] })],
    ['no name', saying({ name: undefined })],
    ['no client', saying({ client_id: undefined })],
    [
      'claims of a prototype',
      signed(
        by,
        headerOf(by),
        JSON.stringify({ a: 1 }).replace('"a":1', `"__proto__":${JSON.stringify(claimsOf(by))}`),
      ),
    ],
    ['claims that are a list', signed(by, headerOf(by), JSON.stringify([claimsOf(by)]))],
    ['claims that are null', signed(by, headerOf(by), 'null')],
    ['claims that are no JSON', signed(by, headerOf(by), '{"iss":')],
    ['claims that are no UTF-8', signed(by, headerOf(by), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
    ['claims that are deep', signed(by, headerOf(by), `${'['.repeat(1000)}${']'.repeat(1000)}`)],
    ['a header that is null', signed(by, 'null', claimsOf(by))],
    ['a header that is no JSON', signed(by, 'ES256', claimsOf(by))],
    ['standard base64', `${head.replace(/^./, '+')}.${body}.${signature}`],
    ['a refresh token', Buffer.alloc(96, 7).toString('base64url')],
    ['the scheme twice', `Bearer ${good}`],
    ['a token in quotes', `"${good}"`],
    ['a token and more', `${good},x`],
    ['a key of nobody', 'palier_sk_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['an operator’s key of nobody', 'palier_op_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['a key of a kind that is none', 'palier_xx_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['a token behind the mark of keys', `palier_${good}`],
    ['5 KB', saying({ name: 'x'.repeat(5_000) })],
    ['1 MB', saying({ name: 'x'.repeat(1_000_000) })],
  ];
}
