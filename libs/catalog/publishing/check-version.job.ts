import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Problem } from '#platform/problems';
import { inTurns } from '#platform/resilience';
import { type Blob, Storage } from '#platform/storage';
import { catalogProblems } from '../catalog.errors.js';
import type { AppPublished } from '../events/index.js';
import { type KeptFile, keptFiles } from '../files/files.sql.js';
import { lockAppById } from '../studio/studio.sql.js';
import { noteSteps } from '../versions/trace.js';
import { endCheck } from '../versions/versions.sql.js';
import { ShownVersion } from './shown-version.js';

interface CheckVersionPayload extends JobPayload {
  readonly appId: string;
  readonly slug: string;
  readonly versionId: string;
  readonly version: string;
}

/** Files that are read at once. */
const AT_ONCE = 8;

export const checkVersion = defineOperation<CheckVersionPayload>('catalog.check-version', { of: 'tenant' });

/**
 * Reads every file of a draft from the storage and, when all are as they were uploaded, publishes it. A check that another
 * one replaced changes nothing.
 */
@HandlesJob(checkVersion)
export class CheckVersion implements JobHandler<CheckVersionPayload> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly shown: ShownVersion,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** @throws Problem `version_without_files`, `version_file_damaged` (409): the version is a draft again */
  async run(payload: CheckVersionPayload, context: JobContext): Promise<{ app: string; version: string }> {
    const { tenantId, slug, versionId, version } = payload;
    try {
      await this.check(tenantId, await this.database.read({ tenantId }, keptFiles, versionId), context);
    } catch (error) {
      if (error instanceof Problem && error.status < 500) await this.refuse(payload, context.id, error);
      throw error;
    }
    await this.publish(payload, context.id);
    return { app: slug, version };
  }

  private async check(tenantId: string, files: readonly KeptFile[], context: JobContext): Promise<void> {
    if (files.length === 0) throw catalogProblems.version_without_files();
    const digests = files.map(({ digest }) => digest);
    const blobs = await this.storage.find(tenantId, digests);
    await inTurns(files.entries(), AT_ONCE, async ([i, { path, digest }]) => {
      context.signal.throwIfAborted();
      const blob = blobs.get(digest);
      if (!blob || (await this.digestOf(tenantId, blob)) !== digest) {
        throw catalogProblems.version_file_damaged({ path });
      }
      if (i % 100 === 99) await context.progress(i / files.length);
    });
  }

  /** Undefined when the stored form is damaged. @throws Problem `storage_unavailable` (503) */
  private async digestOf(tenantId: string, blob: Blob): Promise<string | undefined> {
    const hash = createHash('sha256');
    try {
      await pipeline(await this.storage.read(tenantId, blob), hash);
      return hash.digest('hex');
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (code === 'blob_missing' || code.startsWith('Z_')) return undefined;
      throw error;
    }
  }

  private publish({ tenantId, appId, versionId }: CheckVersionPayload, operationId: string): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      // Before the version, as every change of one does; and two publications each see the other's.
      await tx.run(lockAppById, appId);
      const [row] = await tx.run(endCheck, versionId, operationId, 'published');
      if (!row) return;
      await noteSteps(tx, tenantId, [versionId], 'published');
      await this.audit.record(tx, { action: 'catalog.version.published', targetKind: 'version', targetId: versionId });
      await this.shown.showHighest(tx, tenantId, appId);
      const data = { appId, versionId };
      await this.events.publish<AppPublished>(tx, appId, { type: 'catalog.app.published', version: 1, data });
    });
  }

  private refuse({ tenantId, versionId }: CheckVersionPayload, operationId: string, problem: Problem): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [row] = await tx.run(endCheck, versionId, operationId, 'draft');
      if (row) await noteSteps(tx, tenantId, [versionId], 'check-failed', { problem });
    });
  }
}
