import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { MasterKey } from '#platform/keys';
import type { SigningKeyRow } from './signing-keys.sql.js';

/** The coordinates of a P-256 public key, in base64url. */
export interface Point {
  readonly x: string;
  readonly y: string;
}

/** The key that signs a token. */
export interface Signer {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** A signing key in memory, with its private part still sealed; only `TokenSigner` opens it. */
export interface HeldKey extends SigningKeyRow {
  readonly publicKey: KeyObject;
}

/** A new key, not stored yet. */
export interface DrawnKey extends Point {
  readonly kid: string;
  readonly sealed: Buffer;
}

/** Draws a P-256 key and seals its private part. */
export function drawSigningKey(master: MasterKey): DrawnKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const kid = thumbprint({ x, y });
  return { x, y, kid, sealed: master.seal(privateKey.export({ type: 'pkcs8', format: 'der' }), contextOf(kid)) };
}

/** A row with its public key, which is created unless `known` is given. */
export function hold(row: SigningKeyRow, known?: KeyObject): HeldKey {
  const { x, y } = row;
  return { ...row, publicKey: known ?? createPublicKey({ key: { ...curve, x, y }, format: 'jwk' }) };
}

/** The private part; undefined when another master key sealed it. */
export function openSigningKey(master: MasterKey, { kid, sealed }: SigningKeyRow): KeyObject | undefined {
  const der = master.open(sealed, contextOf(kid));
  return der && createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
}

const curve = { kty: 'EC', crv: 'P-256' };

/** RFC 7638: the hash of the required members, in order of name. */
function thumbprint({ x, y }: Point): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: curve.crv, kty: curve.kty, x, y }))
    .digest('base64url');
}

/** Bound to the `kid`, so that a sealed private key cannot be used in another row. */
const contextOf = (kid: string) => `auth.signing-key ${kid}`;
