import { Injectable } from '@nestjs/common';
import { Database, findTotal, type Total } from '#platform/database';
import type { AuditLine } from './audit-line.js';
import { type LineFilter, lineFilters, linesFound, linesTotal } from './trail.sql.js';

/** Which lines; what is left out narrows nothing. */
export interface AuditQuery {
  readonly action?: string | undefined;
  /** The actor's id. */
  readonly actor?: string | undefined;
  /** The target's id. */
  readonly target?: string | undefined;
  /** From this moment on. */
  readonly since?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
}

/** Where in a list: after the line of this id, and past so many more. */
export interface AuditPlace {
  readonly after?: string | undefined;
  readonly offset?: number;
  readonly limit: number;
}

/** Reads what was written down, a tenant at a time. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** A tenant's lines, the latest first. */
  lines(tenantId: string, query: AuditQuery, { after, offset = 0, limit }: AuditPlace): Promise<AuditLine[]> {
    const { filters, values, since, until } = asked(query);
    const before = after !== undefined && after < until ? after : until;
    return this.database.read({ tenantId }, linesFound(filters), since, before, ...values, limit, offset);
  }

  /** How many lines `lines` would list altogether. */
  total(tenantId: string, query: AuditQuery): Promise<Total> {
    const { filters, values, since, until } = asked(query);
    return findTotal(
      (statement, ...given) => this.database.read({ tenantId }, statement, ...given),
      linesTotal(filters),
      since,
      until,
      ...values,
    );
  }
}

/** Moments as bounds of ids: a line's id begins with its time. */
function asked({ action, actor, target, since, until }: AuditQuery) {
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

/** No line is from before 1970, nor from after the 48 bits that an id has for its time. */
function leastIdAt(moment: Date): string {
  const ms = Math.min(Math.max(0, moment.getTime()), 2 ** 48 - 1);
  const digits = ms.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
