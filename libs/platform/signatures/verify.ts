import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { signaturesProblems } from './signatures.errors.js';

/** Whether this is an Ed25519 signature of these bytes with the private part of this key; false for other kinds of keys. */
export function verifySignature(publicKey: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return publicKey.asymmetricKeyType === 'ed25519' && verify(null, bytes, publicKey, signature);
}

/** The Ed25519 keys of a JWK set by their `kid`; other keys are passed over. Undefined when the text is no JWK set. */
export function readPublicKeys(text: string): ReadonlyMap<string, KeyObject> | undefined {
  try {
    const keys: unknown = JSON.parse(text)?.keys;
    if (!Array.isArray(keys)) return undefined;
    const ours = keys.filter((key) => key?.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.kid === 'string');
    return new Map(ours.map(({ kty, crv, kid, x }) => [kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' })]));
  } catch {
    return undefined;
  }
}

/**
 * The Ed25519 keys of a JWK set in a file, by their `kid`.
 *
 * @throws Problem `signed_file_unreadable` (400), `signature_keys_invalid` (422)
 */
export async function publicKeysIn(file: string): Promise<ReadonlyMap<string, KeyObject>> {
  const keys = readPublicKeys(await signedText(file));
  if (!keys) throw signaturesProblems.signature_keys_invalid({ file });
  return keys;
}

/** The text of a file with something signed, a signature or keys. @throws Problem `signed_file_unreadable` (400) */
export async function signedText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause) => {
    throw signaturesProblems.signed_file_unreadable({ file, cause: cause.code ?? cause.message }, { cause });
  });
}
