import { Database } from '#platform/database';
import { declareDegradation } from '#platform/degradation';
import { newId } from '#platform/ids';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload, Jobs } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Problem } from '#platform/problems';
import { ensureFolder } from '../folders/folders.sql.js';
import { addSync } from '../sources/sync-tenant.job.js';
import { Credentials } from '../subscriptions/credentials.js';
import { NewSubscriptions } from '../subscriptions/new-subscriptions.js';
import { countLines, settleLine, type WaitingLine, waitingLines } from './import-lines.sql.js';

/** Lines that are read at once. */
const AT_ONCE = 100;

const newImports = declareDegradation('feeds.imports', {
  from: 3,
  en: 'Imports of OPML wait in their queue.',
  fr: 'Les imports OPML attendent dans leur file.',
});

export const importOpml = defineOperation<JobPayload & { readonly lines: number }>('feeds.import-opml', {
  of: 'tenant',
  mayWait: newImports,
  resumes: true,
});

/** Subscribes to the feeds of an imported file, one by one: a line that is refused holds up no other. */
@HandlesJob(importOpml)
export class ImportsOpml implements JobHandler<JobPayload & { lines: number }> {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly credentials: Credentials,
    private readonly subscriptions: NewSubscriptions,
  ) {}

  /** @returns how many lines have each status */
  async run({ tenantId, lines }: JobPayload & { lines: number }, context: JobContext): Promise<object> {
    const { id, signal } = context;
    for (;;) {
      const waiting = await this.database.read({ tenantId }, waitingLines, id, AT_ONCE);
      for (const line of waiting) {
        signal.throwIfAborted();
        await this.take(tenantId, id, line);
        await context.progress(line.line / lines);
      }
      if (waiting.length === 0) break;
    }
    return this.database.transaction({ tenantId }, async (tx) => {
      await addSync(tx, this.jobs, tenantId);
      return Object.fromEntries((await tx.run(countLines, id)).map(({ status, lines }) => [status, lines]));
    });
  }

  private async take(
    tenantId: string,
    importId: string,
    { line, folder, credentials, ...wanted }: WaitingLine,
  ): Promise<void> {
    try {
      const authorization = this.credentials.open(credentials);
      await this.database.transaction({ tenantId }, async (tx) => {
        const [inside] = folder === null ? [] : await tx.run(ensureFolder, tenantId, newId(), folder);
        const added = await this.subscriptions.add(tx, tenantId, {
          ...wanted,
          authorization,
          folderId: inside?.id ?? null,
        });
        await tx.run(settleLine, importId, line, added ? 'added' : 'known', null, added?.id ?? null);
      });
    } catch (error) {
      // A quota that is used up, for example. Faults of Palier, such as a lost master key, are tried again.
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await this.database.transaction({ tenantId }, (tx) =>
        tx.run(settleLine, importId, line, 'refused', error.code, null),
      );
    }
  }
}
