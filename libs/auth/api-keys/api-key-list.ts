import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, findTotal, offsetOf } from '#platform/database';
import { cursorAnswer, type ListAnswer, type ListQueryDto, listMode, pageAnswer } from '#platform/http';
import { type ApiKeyRow, keysAfter, keysAt, keysTotal } from './api-keys.sql.js';

/** The only order of the list. */
const newestFirst = { list: 'auth.api-keys', sort: '-createdAt', filter: {}, types: ['uuid'] } as const;

/** Lists a tenant's keys, the newest first: ids are ordered by time. */
@Injectable()
export class ApiKeyList {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(tenantId: string, query: ListQueryDto): Promise<ListAnswer<ApiKeyRow>> {
    const mode = listMode(query);
    if (mode.kind === 'cursor') return this.step(tenantId, mode.size, mode.cursor);
    const scope = { tenantId };
    const rows = await this.database.read(scope, keysAt, mode.size, offsetOf(mode.number, mode.size));
    const total = await findTotal((statement, ...values) => this.database.read(scope, statement, ...values), keysTotal);
    return pageAnswer(rows, mode, total);
  }

  /** Reads one row more than asked for, to know whether more follow. */
  private async step(tenantId: string, size: number, cursor: string | undefined): Promise<ListAnswer<ApiKeyRow>> {
    const shape = { ...newestFirst, tenantId };
    const [after] = cursor === undefined ? [] : decodeCursor(cursor, shape);
    const rows =
      after === undefined
        ? await this.database.read({ tenantId }, keysAt, size + 1, 0)
        : await this.database.read({ tenantId }, keysAfter, after, size + 1);
    const shown = rows.slice(0, size);
    const last = rows.length > size ? shown.at(-1) : undefined;
    return cursorAnswer(shown, size, last ? encodeCursor(shape, [last.id]) : null);
  }
}
