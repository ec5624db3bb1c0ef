import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, findTotal, type ListShape, offsetOf } from '#platform/database';
import type { Operation, OperationState, Operations } from './operations.js';
import { operationLists } from './operations.sql.js';

/** Lists a tenant's operations, the newest first, by their ids, which are ordered by time. */
@Injectable()
export class OperationList {
  constructor(private readonly database: Database) {}

  /** Reads one row more than `size`, to know whether another page follows. */
  async walk(...[tenantId, query]: Parameters<Operations['walk']>): ReturnType<Operations['walk']> {
    const { state, size, cursor } = query;
    const shape = shapeOf(tenantId, state);
    const [after] = cursor === undefined ? [] : decodeCursor(cursor, shape);
    const rows = await this.find(tenantId, state, after, size + 1);
    const operations = rows.slice(0, size);
    const last = rows.length > size ? operations.at(-1) : undefined;
    return { operations, next: last ? encodeCursor(shape, [last.id]) : null };
  }

  async page(...[tenantId, query]: Parameters<Operations['page']>): ReturnType<Operations['page']> {
    const { state, size, number } = query;
    const offset = offsetOf(number, size);
    const scope = { tenantId };
    const run = this.database.read.bind(this.database, scope) as Parameters<typeof findTotal>[0];
    const { all, inState } = operationLists;
    if (state === undefined) {
      const operations = await this.database.read(scope, all.at, size, offset);
      return { operations, total: await findTotal(run, all.total) };
    }
    const operations = await this.database.read(scope, inState.at, state, size, offset);
    return { operations, total: await findTotal(run, inState.total, state) };
  }

  private find(
    tenantId: string,
    state: OperationState | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<Operation[]> {
    const scope = { tenantId };
    const { all, inState } = operationLists;
    if (state === undefined) {
      return after === undefined
        ? this.database.read(scope, all.at, limit, 0)
        : this.database.read(scope, all.after, after, limit);
    }
    return after === undefined
      ? this.database.read(scope, inState.at, state, limit, 0)
      : this.database.read(scope, inState.after, state, after, limit);
  }
}

/** A cursor belongs to one tenant and one filter. */
function shapeOf(tenantId: string, state: OperationState | undefined) {
  const types = ['uuid'] as const;
  return { list: 'operations', tenantId, sort: '-createdAt', filter: { state }, types } satisfies ListShape<
    typeof types
  >;
}
