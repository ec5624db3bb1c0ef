import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { type FileAnswer, storedFile } from '#platform/http';
import type { Operation } from '#platform/operations';
import { Exports, Storage } from '#platform/storage';
import { analyticsProblems } from '../analytics.errors.js';
import { LongQuestions } from '../questions/long-questions.js';
import { type ExportQuestion, exportEvents } from './export-events.job.js';
import { formats } from './export-lines.js';
import type { ExportFormat } from './exports.dto.js';
import { eventsExports } from './exports.sql.js';

const MOST_EVENTS = 5_000_000;

/** Exports of events, which are kept for a day. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly long: LongQuestions,
    private readonly exports: Exports,
    private readonly storage: Storage,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem those of `LongQuestions.begin` */
  begin(asked: Omit<ExportQuestion, 'events'>): Promise<Operation> {
    return this.long.begin(exportEvents, asked, MOST_EVENTS, async (tx, { id }) => {
      const details = { format: asked.format, from: asked.period.from, to: asked.period.to };
      const action = 'analytics.export.requested';
      await this.audit.record(tx, { action, targetKind: 'operation', targetId: id, details });
    });
  }

  /** @throws Problem `events_export_not_found` (404), those of the storage */
  async read(tenantId: string, id: string): Promise<FileAnswer> {
    const made = await this.exports.find(eventsExports, tenantId, id);
    const missing = () => analyticsProblems.events_export_not_found({ id });
    if (!made) throw missing();
    const format = made.detail as ExportFormat;
    const contentType = `${formats[format].type}; charset=utf-8`;
    const shown = { contentType, fileName: `events-${id}.${format}`, cacheControl: 'private, no-store' };
    return storedFile(this.storage, { tenantId, ...made }, shown, missing);
  }
}
