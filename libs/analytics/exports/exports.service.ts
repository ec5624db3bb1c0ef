import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { type FileAnswer, partOf } from '#platform/http';
import type { Operation } from '#platform/operations';
import { Storage } from '#platform/storage';
import { analyticsProblems } from '../analytics.errors.js';
import { LongQuestions } from '../questions/long-questions.js';
import { type ExportQuestion, exportEvents } from './export-events.job.js';
import { formats } from './export-lines.js';
import { exportById } from './exports.sql.js';

const MOST_EVENTS = 5_000_000;

/** Exports of events, which are kept for a day. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly long: LongQuestions,
    private readonly database: Database,
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
    const [made] = await this.database.read({ tenantId }, exportById, id);
    const blob = made && (await this.storage.find(tenantId, [made.digest])).get(made.digest);
    if (!blob) throw analyticsProblems.events_export_not_found({ id });
    const { digest, bytes: size } = blob;
    return {
      size,
      contentType: `${formats[made.format].type}; charset=utf-8`,
      fileName: `events-${id}.${made.format}`,
      cacheControl: 'private, no-store',
      etag: `"${digest}"`,
      digest: Buffer.from(digest, 'hex'),
      source: {
        open: async (range) => {
          const content = await this.storage.read(tenantId, blob);
          return range ? partOf(content, range) : content;
        },
      },
    };
  }
}
