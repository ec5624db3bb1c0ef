import { type ArchiveReason, archiveReasons } from '#platform/archives';

/** What whoever downloaded a bundle can do; what they hold may be cut off, and what the store keeps may be damaged. */
const again = 'Download the bundle again; if the next one is so too, tell the store.';

const texts = {
  manifest_missing: 'The bundle has no manifest. Download it again.',
  manifest_invalid: 'It is not a manifest in the one form that bundles have. Download the bundle again.',
  not_in_manifest: 'It is not in the manifest. Do not use the bundle.',
  missing: 'It is in the manifest, and the bundle lacks it. Download the bundle again.',
  other_size: `It has another size than the manifest says. Do not use the bundle. ${again}`,
  other_content: `Its SHA-256 is not the one in the manifest. Do not use the bundle. ${again}`,
  not_zip: `It is not a ZIP. ${again}`,
  store_not_named:
    'It is of format 1, whose signature names no store: another store of the deployment may have made it. Download it again.',
  other_store: 'It is of another store than the one that you asked for. Do not use the bundle.',
  other_app: 'It is of another app than the one that you asked for. Do not use the bundle.',
  other_version: 'It is of another version than the one that you asked for. Do not use the bundle.',
  signature_invalid: 'The file of the signature is not one that a bundle has. Download it again.',
  signature_of_other: 'The signature is of another bundle. Download both again.',
  signature_wrong: 'The key did not make this signature of this bundle. Do not use the bundle.',
  other_layout: 'From byte {at} on, {where}, the bundle is not what Palier writes around its files. Do not use it.',
  key_unknown: 'The key that the signature names is not among those given. Fetch the public keys again.',
};

/** One thing that is wrong with a bundle. */
export interface BundleFault {
  /** The path of an entry; without it the bundle or its signature is wrong. */
  readonly entry?: string;
  /** Stable; also those of archives. */
  readonly reason: ArchiveReason | keyof typeof texts;
  /** What is wrong and what to do, in English. */
  readonly text: string;
}

/** A byte, counted from 0, from which on a bundle is not as it was written, and what belongs there. */
export function layoutFault(at: number, where: string, entry?: string): BundleFault {
  const { text, ...fault } = bundleFault('other_layout', entry);
  return { ...fault, text: text.replace('{at}', String(at)).replace('{where}', where) };
}

export function bundleFault(reason: BundleFault['reason'], entry?: string): BundleFault {
  const text = reason in texts ? texts[reason as keyof typeof texts] : `${fault(reason as ArchiveReason)} ${again}`;
  return entry === undefined ? { reason, text } : { entry, reason, text };
}

/** What is wrong, without what it tells whoever made the archive to do. */
function fault(reason: ArchiveReason): string {
  const { en } = archiveReasons[reason];
  return en.slice(0, en.indexOf('. ') + 1);
}
