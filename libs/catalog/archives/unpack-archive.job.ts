import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Database, type Transaction } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Problem } from '#platform/problems';
import { Quotas } from '#platform/quotas';
import { type IncomingFile, IncomingFiles, inTurns, Storage, storageQuota } from '#platform/storage';
import { catalogProblems } from '../catalog.errors.js';
import { largestArchive, mostFiles } from '../files/file-limits.js';
import { pathKey } from '../files/file-path.js';
import { addFiles, deleteFiles } from '../files/files.sql.js';
import { noteSteps } from '../versions/trace.js';
import { countFiles, workOf } from '../versions/versions.sql.js';
import { uploadLimits } from './archive-entry.js';
import { archiveById, deleteArchive, unpackedBy } from './archives.sql.js';
import { inspectArchive } from './inspect-archive.js';

interface UnpackPayload extends JobPayload {
  readonly slug: string;
  readonly version: string;
  readonly versionId: string;
  readonly archiveId: string;
}

export const unpackArchive = defineOperation<UnpackPayload>('catalog.unpack-archive', { of: 'tenant' });

const limits = { ...uploadLimits, entries: mostFiles, totalBytes: largestArchive };

/** Files that are unpacked at once. */
const AT_ONCE = 8;

/** A file of an archive that was unpacked. */
type Unpacked = IncomingFile & { readonly path: string };

/** Unpacks an uploaded archive: its files replace those of the draft, all or none. */
@HandlesJob(unpackArchive)
export class UnpackArchive implements JobHandler<UnpackPayload> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly incoming: IncomingFiles,
    private readonly quotas: Quotas,
  ) {}

  /**
   * @throws Problem `archive_refused` (422), `quota_exceeded` (402): the draft is as it was, and its trace says why;
   *   `archive_gone` (409) when it was refused before, or the version changed otherwise since
   */
  async run(payload: UnpackPayload, context: JobContext): Promise<object> {
    const { tenantId, slug, version, archiveId } = payload;
    const [archive] = await this.database.read({ tenantId }, archiveById, archiveId);
    if (!archive) {
      // The worker that unpacked it may have been killed before it could say so.
      await this.assertUnpacked(payload, context.id);
      return { app: slug, version };
    }
    const folder = await this.incoming.folder();
    const unpacked: Unpacked[] = [];
    try {
      const file = join(folder, 'archive.zip');
      await this.download(tenantId, archive.digest, file);
      await this.unpack(file, unpacked, context);
      await this.storage.save({ tenantId }, unpacked, (tx) => this.replace(tx, payload, context.id, unpacked));
      await this.assertUnpacked(payload, context.id);
      return { app: slug, version, files: unpacked.length };
    } catch (error) {
      if (error instanceof Problem && error.status < 500) await this.refuse(payload, context.id, error);
      throw error;
    } finally {
      await this.storage.discard(unpacked);
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async download(tenantId: string, digest: string, file: string): Promise<void> {
    const blob = (await this.storage.find(tenantId, [digest])).get(digest);
    if (!blob) throw new Error(`The archive ${digest} is not kept.`);
    await pipeline(await this.storage.read(tenantId, blob), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  }

  private async unpack(file: string, unpacked: Unpacked[], context: JobContext): Promise<void> {
    const archive = await inspectArchive(file, limits);
    try {
      await inTurns(archive.files, AT_ONCE, async ({ path, open }) => {
        context.signal.throwIfAborted();
        unpacked.push({ ...(await this.storage.receive(open(), limits.fileBytes)), path });
        if (unpacked.length % 100 === 0) await context.progress((0.9 * unpacked.length) / archive.files.length);
      });
    } finally {
      await archive.close();
    }
  }

  private async replace(
    tx: Transaction,
    { tenantId, versionId, archiveId }: UnpackPayload,
    operationId: string,
    files: readonly Unpacked[],
  ): Promise<void> {
    const [version] = await tx.run(workOf, versionId, operationId);
    const [archive] = await tx.run(deleteArchive, archiveId);
    // Another upload took its place.
    if (!archive) return;
    if (!version?.atWork) {
      await this.quotas.take(tx, tenantId, storageQuota, -archive.bytes);
      return;
    }
    const [gone] = await tx.run(deleteFiles, [versionId], null);
    await tx.run(
      addFiles,
      tenantId,
      files.map(() => versionId),
      files.map(({ path }) => path),
      files.map(({ path }) => pathKey(path)),
      files.map(({ bytes }) => bytes),
      files.map(({ digest }) => digest),
    );
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0) - (gone?.bytes ?? 0);
    await tx.run(countFiles, versionId, files.length - (gone?.files ?? 0), bytes);
    await noteSteps(tx, tenantId, [versionId], 'unpacked');
    await this.quotas.take(tx, tenantId, storageQuota, bytes - archive.bytes);
  }

  private async assertUnpacked({ tenantId, versionId, version }: UnpackPayload, operationId: string): Promise<void> {
    const [row] = await this.database.read({ tenantId }, unpackedBy, versionId, operationId);
    if (!row?.unpacked) throw catalogProblems.archive_gone({ version });
  }

  private async refuse(
    { tenantId, versionId, archiveId }: UnpackPayload,
    operationId: string,
    problem: Problem,
  ): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(workOf, versionId, operationId);
      const [archive] = await tx.run(deleteArchive, archiveId);
      if (!archive) return;
      await noteSteps(tx, tenantId, [versionId], 'unpacking-failed', { problem });
      await this.quotas.take(tx, tenantId, storageQuota, -archive.bytes);
    });
  }
}
