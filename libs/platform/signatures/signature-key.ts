import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { MasterKey } from '#platform/keys';
import type { SignatureKeyRow } from './signature-keys.sql.js';

/** Draws an Ed25519 key and seals its private part. */
export function drawSignatureKey(master: MasterKey): { kid: string; x: string; sealed: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  // RFC 7638 and 8037: the hash of the required members, in order of name.
  const required = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x });
  const kid = createHash('sha256').update(required).digest('base64url');
  return { kid, x, sealed: master.seal(privateKey.export({ type: 'pkcs8', format: 'der' }), contextOf(kid)) };
}

/** The private part; undefined when another master key sealed it. */
export function openSignatureKey(master: MasterKey, { kid, sealed }: SignatureKeyRow): KeyObject | undefined {
  const der = master.open(sealed, contextOf(kid));
  return der && createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
}

/** Bound to the `kid`, so that a sealed private key cannot be used in another row. */
const contextOf = (kid: string) => `platform.signature-key ${kid}`;
