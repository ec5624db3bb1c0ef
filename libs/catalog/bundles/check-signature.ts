import { publicKeysIn, signedText } from '#platform/signatures';
import { type BundleFault, bundleFault } from './bundle-fault.js';
import { manifestDigest } from './bundle-manifest.js';
import { readSignatureText, verifyManifest } from './bundle-signature.js';

/** Paths of the files that a bundle is checked against. */
export interface BundleProofs {
  /** `<app>-<version>.zip.sig`. */
  readonly signature?: string;
  /** A JWK set. */
  readonly keys?: string;
}

/** What is known of the signature of a bundle. */
export interface SignatureVerdict {
  /** `not_checked` when no keys were given, or the manifest could not be read; `none` without a signature. */
  readonly state: 'none' | 'not_checked' | 'valid' | 'wrong';
  /** The key that the signature names. */
  readonly keyId?: string;
}

/**
 * Checks the signature of a manifest against the keys in a file.
 *
 * @throws Problem `signed_file_unreadable` (400) for each file, `signature_keys_invalid` (422)
 */
export async function checkSignature(
  proofs: BundleProofs,
  manifest: Uint8Array,
): Promise<SignatureVerdict & { readonly fault?: BundleFault }> {
  if (proofs.signature === undefined) return { state: 'none' };
  const read = readSignatureText(await signedText(proofs.signature));
  if (!read) return { state: 'wrong', fault: bundleFault('signature_invalid') };
  const wrong = (fault: BundleFault) => ({ state: 'wrong' as const, keyId: read.keyId, fault });
  if (read.manifestSha256 !== manifestDigest(manifest)) return wrong(bundleFault('signature_of_other'));
  if (proofs.keys === undefined) return { state: 'not_checked', keyId: read.keyId };
  const key = (await publicKeysIn(proofs.keys)).get(read.keyId);
  if (!key) return wrong(bundleFault('key_unknown'));
  const valid = verifyManifest(key, manifest, Buffer.from(read.signature, 'base64url'));
  return valid ? { state: 'valid', keyId: read.keyId } : wrong(bundleFault('signature_wrong'));
}
