import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { findTotal, type Total } from '#platform/lists';
import type { AuditLine } from './audit-line.js';
import { type LineFilter, lineFilters, linesFound, linesTotal } from './trail.sql.js';

/** Filters of audit lines; a filter that is left out matches every line. */
export interface AuditQuery {
  readonly action?: string | undefined;
  /** The actor's id. */
  readonly actor?: string | undefined;
  /** The target's id. */
  readonly target?: string | undefined;
  /** At or after this moment. */
  readonly since?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
}

/** A page of a list: after the line with this id, skipping `offset` lines. */
export interface AuditPage {
  readonly after?: string | undefined;
  readonly offset?: number;
  readonly limit: number;
}

/** Reads audit lines, one tenant at a time. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** A tenant's lines, the latest first. */
  lines(tenantId: string, query: AuditQuery, { after, offset = 0, limit }: AuditPage): Promise<AuditLine[]> {
    const { filters, values, since, until } = boundsOf(query);
    const before = after !== undefined && after < until ? after : until;
    return this.database.read({ tenantId }, linesFound(filters), since, before, ...values, limit, offset);
  }

  /** The total number of lines of a query. */
  total(tenantId: string, query: AuditQuery): Promise<Total> {
    const { filters, values, since, until } = boundsOf(query);
    return findTotal(
      (statement, ...given) => this.database.read({ tenantId }, statement, ...given),
      linesTotal(filters),
      since,
      until,
      ...values,
    );
  }
}

/** The filters and the bounds of ids; a line's id begins with its time. */
function boundsOf({ action, actor, target, since, until }: AuditQuery) {
  const given: Record<LineFilter, string | undefined> = { action, actor, target };
  const filters = lineFilters.filter((filter) => given[filter] !== undefined);
  const values = filters.map((filter) => given[filter] as string);
  return {
    filters,
    values,
    since: since ? leastIdAt(since) : '00000000-0000-0000-0000-000000000000',
    until: until ? leastIdAt(until) : 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  };
}

/** The least UUIDv7 of a moment, clamped to 1970 and to the 48 bits of its time. */
function leastIdAt(moment: Date): string {
  const ms = Math.min(Math.max(0, moment.getTime()), 2 ** 48 - 1);
  const digits = ms.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
