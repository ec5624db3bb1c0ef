import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type ArchiveContents,
  archiveRefused,
  inspectArchive,
  inspectTarball,
  isGzip,
  pathKey,
  shownName,
  uploadLimits,
  withoutSystemFiles,
} from '#platform/archives';
import { Database, type Transaction } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Problem } from '#platform/problems';
import { Quotas } from '#platform/quotas';
import { inTurns } from '#platform/resilience';
import {
  type IncomingFile,
  IncomingFiles,
  type ReservedRoom,
  Storage,
  storageQuota,
  UploadRoom,
} from '#platform/storage';
import { catalogProblems } from '../catalog.errors.js';
import { largestArchive, mostFiles } from '../files/file-limits.js';
import { addFiles, deleteFiles } from '../files/files.sql.js';
import { noteSteps } from '../versions/trace.js';
import { countFiles, workOf } from '../versions/versions.sql.js';
import { archiveById, deleteArchive, givenBackBy, unpackedBy } from './archives.sql.js';

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

/** Paths of files that were left out which the result has, and UTF-16 code units of each. */
const PATHS_SHOWN = 20;
const SHOWN = 200;

/** A file of an archive that was unpacked. */
type Unpacked = IncomingFile & { readonly path: string };

/** Unpacks an uploaded archive: its files replace those of the draft, all or none. */
@HandlesJob(unpackArchive)
export class UnpackArchive implements JobHandler<UnpackPayload> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly incoming: IncomingFiles,
    private readonly room: UploadRoom,
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
    try {
      const file = join(folder, 'archive');
      await this.download(tenantId, archive.digest, file);
      const result = await this.unpack(file, payload, context);
      await this.assertUnpacked(payload, context.id);
      return { app: slug, version, ...result };
    } catch (error) {
      if (error instanceof Problem && error.status < 500) await this.refuse(payload, context.id, error);
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async download(tenantId: string, digest: string, file: string): Promise<void> {
    const blob = (await this.storage.find(tenantId, [digest])).get(digest);
    if (!blob) throw new Error(`The archive ${digest} is not kept.`);
    await pipeline(await this.storage.read(tenantId, blob), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  }

  /** @returns how many files it has, and what was left out of it */
  private async unpack(file: string, payload: UnpackPayload, context: JobContext): Promise<object> {
    const { tenantId, archiveId } = payload;
    const archive = await opened(file, context.signal);
    const unpacked: Unpacked[] = [];
    try {
      if (archive.files.length === 0) throw archiveRefused('no_files');
      const bytes = archive.files.reduce((sum, each) => sum + each.bytes, 0);
      // The archive and the files that it replaces go as its files come.
      const [given] = await this.database.read({ tenantId }, givenBackBy, archiveId);
      const length = Math.max(0, bytes - (given?.bytes ?? 0));
      await this.room.reserve({ tenantId }, { length, most: limits.totalBytes }, async (room) => {
        await this.receive(archive, unpacked, context);
        await this.storage.save({ tenantId }, unpacked, (tx) => this.replace(tx, payload, context.id, unpacked, room));
      });
      const { leftOut } = archive;
      const paths = leftOut.slice(0, PATHS_SHOWN).map((path) => shownName(path, SHOWN));
      return { files: unpacked.length, ...(leftOut.length > 0 && { leftOut: { files: leftOut.length, paths } }) };
    } finally {
      await archive.close();
      await this.storage.discard(unpacked);
    }
  }

  private async receive({ files }: ArchiveContents, unpacked: Unpacked[], context: JobContext): Promise<void> {
    await inTurns(files, AT_ONCE, async ({ path, open }) => {
      context.signal.throwIfAborted();
      unpacked.push({ ...(await this.storage.receive(open(), limits.fileBytes)), path });
      if (unpacked.length % 100 === 0) await context.progress((0.9 * unpacked.length) / files.length);
    });
  }

  private async replace(
    tx: Transaction,
    { tenantId, versionId, archiveId }: UnpackPayload,
    operationId: string,
    files: readonly Unpacked[],
    room: ReservedRoom,
  ): Promise<void> {
    const [version] = await tx.run(workOf, versionId, operationId);
    const [archive] = await tx.run(deleteArchive, archiveId);
    // Another upload took its place.
    if (!archive) return;
    await room.end(tx);
    if (!version?.atWork) {
      await this.storage.release(tx, [archive.digest]);
      await this.quotas.take(tx, tenantId, storageQuota, -archive.bytes);
      return;
    }
    const [gone] = await tx.run(deleteFiles, [versionId], null);
    const rows = files.map((file) => ({ ...file, version: versionId, pathKey: pathKey(file.path) }));
    await addFiles(tx, tenantId, rows);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0) - (gone?.bytes ?? 0);
    await tx.run(countFiles, versionId, files.length - (gone?.files ?? 0), bytes);
    await noteSteps(tx, tenantId, [versionId], 'unpacked');
    await this.storage.release(tx, [archive.digest, ...(gone?.digests ?? [])]);
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
      await this.storage.release(tx, [archive.digest]);
      await this.quotas.take(tx, tenantId, storageQuota, -archive.bytes);
    });
  }
}

/** By its first bytes, whatever type it was sent as. The tar of a gzipped one is written beside it. */
async function opened(file: string, signal: AbortSignal): Promise<ArchiveContents> {
  if (await isGzip(file)) return inspectTarball(file, `${file}.tar`, limits, signal);
  const { files, close } = await inspectArchive(file, limits);
  const { kept, leftOut } = withoutSystemFiles(files);
  return { files: kept, leftOut, close };
}
