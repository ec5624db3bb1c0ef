import { publicKeysIn, signedText } from '#platform/signatures';
import { type BundleFault, bundleFault } from './bundle-fault.js';
import { type BundleManifest, manifestDigest, manifestFormat } from './bundle-manifest.js';
import { readSignatureText, verifyManifest } from './bundle-signature.js';

/** What a bundle is checked against: the paths of files, and the names that it must have. */
export interface BundleProofs {
  /** `<app>-<version>.zip.sig`. */
  readonly signature?: string;
  /** A JWK set. */
  readonly keys?: string;
  /** The slug of the store that must have made it. */
  readonly store?: string;
  /** The slug of the app that it must be of. */
  readonly app?: string;
  readonly version?: string;
}

/** What is known of the signature of a bundle. */
export interface SignatureVerdict {
  /** `not_checked` when no keys were given, or the manifest could not be read; `none` without a signature. */
  readonly state: 'none' | 'not_checked' | 'valid' | 'wrong';
  /** The key that the signature names. */
  readonly keyId?: string;
}

/** What a manifest names otherwise than it must. */
export function wrongNames({ store, app, version }: BundleManifest, asked: BundleProofs): BundleFault[] {
  const faults: BundleFault[] = [];
  if (asked.store !== undefined && !store) faults.push(bundleFault('store_not_named'));
  if (asked.store !== undefined && store && asked.store !== store.slug) faults.push(bundleFault('other_store'));
  if (asked.app !== undefined && asked.app !== app) faults.push(bundleFault('other_app'));
  if (asked.version !== undefined && asked.version !== version) faults.push(bundleFault('other_version'));
  return faults;
}

/**
 * Checks the signature of a manifest against the keys in a file.
 *
 * @param text of the manifest
 * @throws Problem `signed_file_unreadable` (400) for each file, `signature_keys_invalid` (422)
 */
export async function checkSignature(
  proofs: BundleProofs,
  manifest: BundleManifest,
  text: Uint8Array,
): Promise<SignatureVerdict & { readonly fault?: BundleFault }> {
  if (proofs.signature === undefined) return { state: 'none' };
  const read = readSignatureText(await signedText(proofs.signature));
  if (!read) return { state: 'wrong', fault: bundleFault('signature_invalid') };
  const wrong = (fault: BundleFault) => ({ state: 'wrong' as const, keyId: read.keyId, fault });
  if (read.manifestSha256 !== manifestDigest(text)) return wrong(bundleFault('signature_of_other'));
  if (proofs.keys === undefined) return { state: 'not_checked', keyId: read.keyId };
  const key = (await publicKeysIn(proofs.keys)).get(read.keyId);
  if (!key) return wrong(bundleFault('key_unknown'));
  const format = manifest.store ? manifestFormat : 1;
  const valid = verifyManifest(key, text, Buffer.from(read.signature, 'base64url'), format);
  return valid ? { state: 'valid', keyId: read.keyId } : wrong(bundleFault('signature_wrong'));
}
