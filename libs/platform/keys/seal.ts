import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** The first byte of everything sealed, so that another format can follow this one. */
const version = 1;
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/**
 * Encrypts with AES-256-GCM under a key derived for the context (HKDF-SHA256), so that a secret sealed
 * for one context cannot be opened for another.
 */
export function seal(master: Buffer, bytes: Uint8Array, context: string): Buffer {
  return sealWith(keyFor(master, context), bytes, '');
}

/** The decrypted secret, undefined when it was sealed with another key or context, or altered since. */
export function open(master: Buffer, sealed: Uint8Array, context: string): Buffer | undefined {
  return openWith(keyFor(master, context), sealed, '');
}

/**
 * Encrypts with AES-256-GCM. Layout: version, nonce, tag, ciphertext.
 *
 * @param about associated data, which is authenticated and not stored
 */
export function sealWith(key: Buffer, bytes: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  const head = Buffer.from([version]);
  sealing.setAAD(Buffer.concat([head, Buffer.from(about)]));
  const ciphertext = Buffer.concat([sealing.update(bytes), sealing.final()]);
  return Buffer.concat([head, nonce, sealing.getAuthTag(), ciphertext]);
}

/** The reverse of `sealWith`; undefined for another key or other associated data, and for what was altered. */
export function openWith(key: Buffer, sealed: Uint8Array, about: string): Buffer | undefined {
  if (sealed.length < headBytes || sealed[0] !== version) return undefined;
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  opening.setAAD(Buffer.concat([sealed.subarray(0, 1), Buffer.from(about)]));
  opening.setAuthTag(sealed.subarray(1 + nonceBytes, headBytes));
  try {
    return Buffer.concat([opening.update(sealed.subarray(headBytes)), opening.final()]);
  } catch {
    return undefined;
  }
}

function keyFor(master: Buffer, context: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `palier seal ${version} ${context}`, 32));
}

/** A key for one purpose, which neither opens sealed secrets nor reveals the master key. */
export function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `palier derive ${purpose}`, 32));
}
