import { Database } from '#platform/database';
import { declareDegradation } from '#platform/degradation';
import { NIL_ID } from '#platform/ids';
import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Problem } from '#platform/problems';
import { Exports } from '#platform/storage';
import { analyticsProblems } from '../analytics.errors.js';
import { allowTenMinutes } from '../ledger/event-counts.sql.js';
import type { LongQuestion } from '../questions/long-questions.js';
import { momentsOf } from '../questions/period.js';
import { formats } from './export-lines.js';
import type { ExportFormat } from './exports.dto.js';
import { eventsAfter, eventsExports } from './exports.sql.js';

export interface ExportQuestion extends LongQuestion {
  readonly format: ExportFormat;
}

const newExports = declareDegradation('analytics.exports', {
  from: 3,
  en: 'Exports of events wait in their queue.',
  fr: 'Les exports d’événements attendent dans leur file.',
});

export const exportEvents = defineOperation<ExportQuestion>('analytics.export-events', {
  of: 'tenant',
  atOnce: 1,
  concurrency: 2,
  mayWait: newExports,
});

/** Bytes of an export, before it is deflated. */
const MOST_BYTES = 2 ** 31;
/** Events that are read at once. */
const AT_ONCE = 2000;

/** Writes events to a file of the storage, in order of their time and id, with a few of them in memory at a time. */
@HandlesJob(exportEvents)
export class ExportEvents implements JobHandler<ExportQuestion> {
  constructor(
    private readonly database: Database,
    private readonly exports: Exports,
  ) {}

  /** @throws Problem `events_export_too_large` (422), those of the storage */
  async run(asked: ExportQuestion, context: JobContext): Promise<{ url: string }> {
    const { tenantId, format: detail } = asked;
    const { id } = context;
    try {
      await this.exports.make(eventsExports, { tenantId, id, detail }, MOST_BYTES, () => this.chunks(asked, context));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'file_too_large') throw error;
      throw analyticsProblems.events_export_too_large({ limit: MOST_BYTES });
    }
    return { url: `/v1/analytics/exports/${id}` };
  }

  private async *chunks(
    { tenantId, period, format, names, events }: ExportQuestion,
    { signal, progress }: JobContext,
  ): AsyncGenerator<Buffer> {
    const { header, line } = formats[format];
    yield Buffer.from(header);
    const { start, end } = momentsOf(period);
    let [after, afterId, written] = [start, NIL_ID, 0];
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
}
