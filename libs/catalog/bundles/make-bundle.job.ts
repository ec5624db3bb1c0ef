import type { Readable } from 'node:stream';
import { pathProblem, shownName } from '#platform/archives';
import { Database } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Signatures } from '#platform/signatures';
import { Storage } from '#platform/storage';
import { currentTenant } from '#platform/tenancy';
import { catalogProblems } from '../catalog.errors.js';
import { type KeptFile, keptFiles } from '../files/files.sql.js';
import { manifestDigest, manifestMember, manifestText } from './bundle-manifest.js';
import { signedBytes } from './bundle-signature.js';
import { bundlesProblems, notKept } from './bundles.errors.js';
import { deleteRequest, insertBundle, lockBundled } from './bundles.sql.js';
import { removeFormerBundle } from './remove-bundle.js';
import type { ZipMember } from './zip-plan.js';
import { bundleLength, WrongLength, writeBundle } from './zip-writer.js';

interface MakeBundlePayload extends JobPayload {
  readonly slug: string;
  readonly versionId: string;
  readonly version: string;
}

export const makeBundle = defineOperation<MakeBundlePayload>('catalog.make-bundle', { of: 'tenant' });

/** Makes the ZIP of a version from the stored forms of its files: nothing is inflated or deflated. */
@HandlesJob(makeBundle)
export class MakeBundle implements JobHandler<MakeBundlePayload> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly signatures: Signatures,
  ) {}

  /**
   * @throws Problem `version_not_found` (404), `version_yanked` (410), `version_not_kept`, `version_unsafe` (409), `version_damaged` (500) where
   *   a kept file is missing or has another length, those of the storage
   */
  async run(payload: MakeBundlePayload, context: JobContext): Promise<{ app: string; version: string }> {
    const { tenantId, slug, version, versionId } = payload;
    const made = await this.database.transaction({ tenantId }, async (tx) =>
      isMade(payload, await tx.run(lockBundled, versionId)),
    );
    // The worker that made it was killed before it could say so.
    if (!made) await this.make(payload, await this.database.read({ tenantId }, keptFiles, versionId), context);
    return { app: slug, version };
  }

  private async make(payload: MakeBundlePayload, files: readonly KeptFile[], context: JobContext): Promise<void> {
    const { tenantId, slug, version, versionId } = payload;
    if (files.length === 0) throw notKept(version, 'not_kept');
    const unsafe = files.find(({ path }) => pathProblem(path));
    if (unsafe) throw bundlesProblems.version_unsafe({ version, path: shownName(unsafe.path, 200) });
    const listed = files.map(({ path, bytes, digest }) => ({ path, bytes, sha256: digest }));
    const manifest = manifestText({
      store: { slug: currentTenant().slug, tenantId },
      app: slug,
      version,
      files: listed,
    });
    const { keyId, signature } = await this.signatures.sign(signedBytes(manifest));
    const members = [manifestMember(manifest), ...(await this.members(payload, files))];
    const length = bundleLength(members);
    const zip = await this.storage.receive(watched(writeBundle(members), length, context), length).catch((cause) => {
      const damaged = cause instanceof WrongLength || cause.code === 'blob_missing';
      throw damaged ? bundlesProblems.version_damaged({ version }, { cause }) : cause;
    });
    await this.storage.save({ tenantId }, [zip], async (tx) => {
      if (!isMade(payload, await tx.run(lockBundled, versionId))) {
        const signed = [manifestDigest(manifest), signature.toString('base64url'), keyId] as const;
        await removeFormerBundle(tx, this.storage, versionId);
        await tx.run(insertBundle, tenantId, versionId, zip.digest, zip.bytes, ...signed);
      }
      await tx.run(deleteRequest, versionId);
    });
  }

  private async members({ tenantId, version }: MakeBundlePayload, files: readonly KeptFile[]): Promise<ZipMember[]> {
    const digests = files.map(({ digest }) => digest);
    const blobs = await this.storage.find(tenantId, digests);
    return files.map(({ path, digest }) => {
      const blob = blobs.get(digest);
      if (!blob) throw bundlesProblems.version_damaged({ version });
      return { ...blob, path, read: () => this.storage.readStored(tenantId, digest) };
    });
  }
}

/** Whether a version has a bundle already. @throws Problem when it can have none any more */
function isMade({ version }: MakeBundlePayload, [row]: { state: string; made: boolean }[]): boolean {
  if (!row) throw catalogProblems.version_not_found({ version });
  if (row.state !== 'published') throw bundlesProblems.version_yanked({ version });
  return row.made;
}

/** Passes a ZIP on, reports how much of it is written, and stops when the job shall. */
async function* watched(zip: Readable, length: number, context: JobContext): AsyncGenerator<Buffer> {
  let written = 0;
  for await (const chunk of zip) {
    context.signal.throwIfAborted();
    yield chunk;
    written += chunk.length;
    await context.progress((0.95 * written) / length);
  }
}
