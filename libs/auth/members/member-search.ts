import { Injectable } from '@nestjs/common';
import {
  Database,
  decodeCursor,
  encodeCursor,
  findTotal,
  type KeyType,
  type ListShape,
  offsetOf,
} from '#platform/database';
import { cursorAnswer, type ListAnswer, listMode, pageAnswer } from '#platform/http';
import { normaliseText } from '#platform/text-normalisation';
import { normaliseEmail } from '../users/email-address.js';
import type { MemberQuery, MemberSort } from './member.js';
import { type MemberFilter, memberFilters, memberList, memberTotal } from './member-list.sql.js';
import type { MemberRow } from './members.sql.js';

/** A query, in the form that the statements take. */
interface Asked {
  sort: MemberSort;
  filters: MemberFilter[];
  values: string[];
}

/** Lists and searches the members of a tenant, by cursor or by page. */
@Injectable()
export class MemberSearch {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(tenantId: string, query: MemberQuery): Promise<ListAnswer<MemberRow>> {
    const mode = listMode(query);
    const asked = read(query);
    return mode.kind === 'page'
      ? this.page(tenantId, asked, mode.number, mode.size)
      : this.step(tenantId, asked, mode.cursor, mode.size);
  }

  /** Reads one row more than asked for, to know whether more follow. */
  private async step(tenantId: string, asked: Asked, cursor: string | undefined, size: number) {
    const { sort, filters, values } = asked;
    const shape = shapeOf(tenantId, asked);
    const rows =
      cursor === undefined
        ? await this.find(tenantId, memberList(filters, sort, 'offset'), [...values, size + 1, 0])
        : await this.find(tenantId, memberList(filters, sort, 'after'), [
            ...values,
            ...decodeCursor(cursor, shape),
            size + 1,
          ]);
    const shown = rows.slice(0, size);
    const last = rows.length > size ? shown.at(-1) : undefined;
    return cursorAnswer(shown, size, last ? encodeCursor(shape, keysOf(last, sort)) : null);
  }

  private async page(tenantId: string, { sort, filters, values }: Asked, number: number, size: number) {
    const offset = offsetOf(number, size);
    const rows = await this.find(tenantId, memberList(filters, sort, 'offset'), [...values, size, offset]);
    const total = await findTotal(
      (statement, ...given) => this.database.read({ tenantId }, statement, ...given),
      memberTotal(filters),
      ...values,
    );
    return pageAnswer(rows, { number, size }, total);
  }

  private find(
    tenantId: string,
    statement: ReturnType<typeof memberList>,
    values: readonly (string | number)[],
  ): Promise<MemberRow[]> {
    return this.database.read({ tenantId }, statement, ...values);
  }
}

function read(query: MemberQuery): Asked {
  const begins = query.search?.trim();
  const given = {
    search: begins
      ? [normaliseEmail(begins), normaliseText(begins), normaliseText(begins)].flatMap(prefixRange)
      : undefined,
    role: query.role && [query.role],
    state: query.state && [query.state],
  };
  const filters = memberFilters.filter((filter) => given[filter] !== undefined);
  return { sort: query.sort ?? 'name', filters, values: filters.flatMap((filter) => given[filter] ?? []) };
}

/** Bounds, in code point order, of all texts that begin with the prefix. */
function prefixRange(prefix: string): [from: string, upTo: string] {
  return [prefix, `${prefix}\u{10ffff}`];
}

/** A cursor belongs to one tenant, one sort and one set of filters. */
function shapeOf(tenantId: string, { sort, filters, values }: Asked): ListShape<KeyType[]> {
  return {
    list: 'auth.members',
    tenantId,
    sort,
    filter: { by: filters.join('+'), values: JSON.stringify(values) },
    types: keyTypes[sort],
  };
}

const keyTypes: Record<MemberSort, KeyType[]> = {
  createdAt: ['timestamp', 'uuid'],
  '-createdAt': ['timestamp', 'uuid'],
  name: ['text', 'uuid'],
  email: ['text'],
  '-lastSignInAt': ['timestamp', 'uuid'],
};

function keysOf({ id, email, nameKey, createdAt, signInKey }: MemberRow, sort: MemberSort): string[] {
  if (sort === 'email') return [email];
  if (sort === 'name') return [nameKey, id];
  return [(sort === '-lastSignInAt' ? signInKey : createdAt).toISOString(), id];
}
