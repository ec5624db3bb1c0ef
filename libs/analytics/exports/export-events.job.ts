import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { Degradation, declareDegradation } from '#platform/degradation';
import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Problem } from '#platform/problems';
import { type IncomingFile, Storage } from '#platform/storage';
import { analyticsProblems } from '../analytics.errors.js';
import { allowTenMinutes } from '../ledger/event-counts.sql.js';
import type { LongQuestion } from '../questions/long-questions.js';
import { momentsOf } from '../questions/period.js';
import { formats } from './export-lines.js';
import type { ExportFormat } from './exports.dto.js';
import { deleteOlderExports, eventsAfter, exportById, insertExport } from './exports.sql.js';

export interface ExportQuestion extends LongQuestion {
  readonly format: ExportFormat;
}

export const exportEvents = defineOperation<ExportQuestion>('analytics.export-events', {
  of: 'tenant',
  atOnce: 1,
  concurrency: 2,
  mayWait: true,
});

const newExports = declareDegradation('analytics.exports', {
  from: 3,
  what: {
    en: 'Exports of events wait in their queue.',
    fr: 'Les exports d’événements attendent dans leur file.',
  },
});

/** Bytes of an export, before it is deflated. */
const MOST_BYTES = 2 ** 31;
/** Exports that a tenant has at most. */
const KEPT = 3;
/** Events that are read at once. */
const AT_ONCE = 2000;
/** Before any id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Writes events to a file of the storage, in order of their time and id, with a few of them in memory at a time. */
@HandlesJob(exportEvents)
export class ExportEvents implements JobHandler<ExportQuestion> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly audit: Audit,
    private readonly degradation: Degradation,
  ) {}

  waits(): boolean {
    return this.degradation.cuts(newExports);
  }

  /** @throws Problem `events_export_too_large` (422), those of the storage */
  async run(asked: ExportQuestion, context: JobContext): Promise<{ url: string }> {
    const { tenantId } = asked;
    const { id } = context;
    // The worker that made it may have been killed before it could say so.
    const [made] = await this.database.read({ tenantId }, exportById, id);
    if (!made) await this.keep(asked, id, await this.write(asked, context));
    return { url: `/v1/analytics/exports/${id}` };
  }

  private async write(asked: ExportQuestion, context: JobContext): Promise<IncomingFile> {
    try {
      return await this.storage.receive(this.chunks(asked, context), MOST_BYTES);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'file_too_large') throw error;
      throw analyticsProblems.events_export_too_large({ limit: MOST_BYTES });
    }
  }

  private async *chunks(
    { tenantId, period, format, names, events }: ExportQuestion,
    { signal, progress }: JobContext,
  ): AsyncGenerator<Buffer> {
    const { header, line } = formats[format];
    yield Buffer.from(header);
    const { start, end } = momentsOf(period);
    let [after, afterId, written] = [start, FIRST_ID, 0];
    for (;;) {
      signal.throwIfAborted();
      const rows = await this.database.transaction({ tenantId }, async (tx) => {
        await tx.run(allowTenMinutes);
        return tx.run(eventsAfter, after, afterId, end, names ?? null, AT_ONCE);
      });
      yield Buffer.from(rows.map(line).join(''));
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return;
      [after, afterId, written] = [last.occurredAt, last.id, written + rows.length];
      await progress((0.95 * written) / Math.max(events, written));
    }
  }

  private async keep({ tenantId, format }: ExportQuestion, id: string, file: IncomingFile): Promise<void> {
    await this.storage.save({ tenantId }, [file], async (tx) => {
      const [added] = await tx.run(insertExport, id, format, file.digest, file.bytes);
      // Otherwise another run of this job made it.
      if (!added) return this.storage.release(tx, [file.digest]);
      const older = (await tx.run(deleteOlderExports, KEPT)).map(({ digest }) => digest);
      await this.storage.release(tx, older);
      const action = 'analytics.export.made';
      await this.audit.record(tx, { action, targetKind: 'operation', targetId: id, details: { bytes: file.bytes } });
    });
  }
}
