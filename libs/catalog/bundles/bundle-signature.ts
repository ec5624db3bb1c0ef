import type { KeyObject } from 'node:crypto';
import { verifySignature } from '#platform/signatures';
import type { BundleSignatureDto } from '../downloads/downloads.dto.js';
import { manifestFormat } from './bundle-manifest.js';

/** The content of the file `<app>-<version>.zip.sig`. */
export type BundleSignature = Readonly<BundleSignatureDto>;

/**
 * What is signed of a bundle: the line `palier bundle manifest v2`, or `v1` in format 1, a line feed, and the text of its
 * manifest. Through the line a signature for another purpose never passes for one of a bundle.
 */
export const signedBytes = (manifest: Uint8Array, format = manifestFormat) =>
  Buffer.concat([Buffer.from(`palier bundle manifest v${format}\n`), manifest]);

/** Whether this signature of this text was made with the private part of this key; false for other kinds of keys. */
export function verifyManifest(
  publicKey: KeyObject,
  manifest: Uint8Array,
  signature: Uint8Array,
  format = manifestFormat,
): boolean {
  return verifySignature(publicKey, signedBytes(manifest, format), signature);
}

/** Reads the text of a signature file; undefined when it is none. */
export function readSignatureText(text: string): BundleSignature | undefined {
  const { algorithm, keyId, manifestSha256, signature } = objectIn(text);
  if (algorithm !== 'Ed25519' || typeof keyId !== 'string') return undefined;
  if (typeof manifestSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(manifestSha256)) return undefined;
  if (typeof signature !== 'string' || !/^[\w-]{86}$/.test(signature)) return undefined;
  return { algorithm, keyId, manifestSha256, signature };
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
