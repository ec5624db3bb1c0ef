import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type ArchiveFile, type ArchiveReason, type InspectedArchive, inspectArchive } from '#platform/archives';
import { Problem } from '#platform/problems';
import { signaturesProblems } from '#platform/signatures';
import { manifestPath } from '../files/file-path.js';
import { type BundleFault, bundleFault } from './bundle-fault.js';
import { wrongLayout } from './bundle-layout.js';
import { type BundleManifest, type ManifestFile, manifestDigest, readManifestText } from './bundle-manifest.js';
import { type BundleProofs, checkSignature, type SignatureVerdict, wrongNames } from './check-signature.js';

/** What a bundle may hold was decided when it was made. */
const any = Number.POSITIVE_INFINITY;
const noLimits = { entries: any, fileBytes: any, totalBytes: any, ratio: any };
/** The manifest alone is held in memory. */
const manifestBytes = 64 * 1024 * 1024;

/** What a bundle is, as far as it could be read, and what is wrong with it. */
export interface BundleReport {
  /** The identity of the bundle, 64 hexadecimal digits. */
  readonly manifestSha256?: string;
  /** The slug and the id of the store that it is of; a bundle of format 1 names none. */
  readonly store?: string;
  readonly tenantId?: string;
  readonly app?: string;
  readonly version?: string;
  /** How many the manifest lists. */
  readonly files?: number;
  readonly signature: SignatureVerdict;
  /** None when the bundle is whole and, as far as that was asked, signed. */
  readonly faults: readonly BundleFault[];
}

/**
 * Checks a bundle in a file: the names, sizes, checksums and digests of all its entries against its manifest; every other byte
 * against what is written around such contents; and its signature and the names of its store, app and version where they
 * are given. It needs nothing but these files.
 *
 * @throws Problem `signed_file_unreadable` (400) for each file, `signature_keys_invalid` (422)
 */
export async function verifyBundle(file: string, proofs: BundleProofs = {}): Promise<BundleReport> {
  const unread = { state: proofs.signature === undefined ? ('none' as const) : ('not_checked' as const) };
  const archive = await opened(file);
  if ('reason' in archive) return { signature: unread, faults: [archive] };
  try {
    const text = await manifestIn(archive);
    if ('reason' in text) return { signature: unread, faults: [text] };
    const manifest = readManifestText(text);
    if (!manifest) return { signature: unread, faults: [bundleFault('manifest_invalid', manifestPath)] };
    const { fault, ...signature } = await checkSignature(proofs, manifest, text);
    const layout = await wrongLayout(archive);
    const faults = [
      ...(await wrongEntries(archive, manifest)),
      ...(layout ? [layout] : []),
      ...wrongNames(manifest, proofs),
      ...(fault ? [fault] : []),
    ];
    const { store, app, version, files } = manifest;
    const names = { ...(store && { store: store.slug, tenantId: store.tenantId }), app, version };
    return { manifestSha256: manifestDigest(text), ...names, files: files.length, signature, faults };
  } finally {
    await archive.close();
  }
}

async function opened(file: string): Promise<InspectedArchive | BundleFault> {
  try {
    return await inspectArchive(file, noLimits, { own: manifestPath });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall) throw signaturesProblems.signed_file_unreadable({ file, cause: code ?? syscall }, { cause: error });
    return refusal(error);
  }
}

async function manifestIn({ files }: InspectedArchive): Promise<Buffer | BundleFault> {
  const manifest = files.find(({ path }) => path === manifestPath);
  if (!manifest) return bundleFault('manifest_missing');
  if (manifest.bytes > manifestBytes) return bundleFault('manifest_invalid', manifestPath);
  return buffer(manifest.open()).catch(refusal);
}

async function wrongEntries(
  { files, directories }: InspectedArchive,
  manifest: BundleManifest,
): Promise<BundleFault[]> {
  const missing = new Map(manifest.files.map((file) => [file.path, file]));
  const faults = directories.map((path) => bundleFault('not_in_manifest', `${path}/`));
  for (const file of files) {
    if (file.path === manifestPath) continue;
    const listed = missing.get(file.path);
    const fault = listed ? await wrongContent(file, listed) : bundleFault('not_in_manifest', file.path);
    if (fault) faults.push(fault);
    missing.delete(file.path);
  }
  return [...faults, ...[...missing.keys()].map((path) => bundleFault('missing', path))];
}

async function wrongContent(file: ArchiveFile, listed: ManifestFile): Promise<BundleFault | undefined> {
  if (file.bytes !== listed.bytes) return bundleFault('other_size', file.path);
  const hash = createHash('sha256');
  try {
    for await (const chunk of file.open()) hash.update(chunk);
  } catch (error) {
    return refusal(error);
  }
  return hash.digest('hex') === listed.sha256 ? undefined : bundleFault('other_content', file.path);
}

/** A refusal of the archive as a fault of the bundle. @throws any other error */
function refusal(error: unknown): BundleFault {
  if (!(error instanceof Problem) || error.code !== 'archive_refused') throw error;
  const { reason, entry } = error.options.extensions as { reason: ArchiveReason; entry?: string };
  return bundleFault(reason, entry);
}
