import { createHash, type KeyObject, sign } from 'node:crypto';

/**
 * Signs the text of a manifest with Ed25519 (RFC 8032): over the line `palier bundle manifest v2`, a line feed, and the text.
 *
 * @returns 64 bytes
 */
export function signManifest(privateKey: KeyObject, manifest: Uint8Array): Buffer {
  return sign(null, Buffer.concat([Buffer.from('palier bundle manifest v2\n'), manifest]), privateKey);
}

/** The text of the signature file of a bundle, with a line break at the end. */
export function signatureText(privateKey: KeyObject, keyId: string, manifest: Uint8Array): string {
  const signature = signManifest(privateKey, manifest).toString('base64url');
  const manifestSha256 = createHash('sha256').update(manifest).digest('hex');
  return `${JSON.stringify({ algorithm: 'Ed25519', keyId, manifestSha256, signature })}\n`;
}
