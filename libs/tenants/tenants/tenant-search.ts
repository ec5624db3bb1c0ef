import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, findTotal, type ListShape, offsetOf } from '#platform/database';
import { cursorAnswer, type ListAnswer, listMode, pageAnswer } from '#platform/http';
import { normaliseText } from '#platform/text-normalisation';
import { details } from './tenant-details.js';
import { type TenantFilter, tenantFilters, tenantList, tenantTotal } from './tenant-list.sql.js';
import type { TenantList, TenantQuery, TenantSort } from './tenants.js';
import type { TenantRow } from './tenants.sql.js';

/** A query in the form that the statements take. */
interface Asked {
  sort: TenantSort;
  filters: TenantFilter[];
  values: string[];
}

/** Lists tenants, by cursor step or page. */
@Injectable()
export class TenantSearch {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(query: TenantQuery): Promise<TenantList> {
    const mode = listMode(query);
    const asked = read(query);
    return mode.kind === 'page' ? this.page(asked, mode.number, mode.size) : this.step(asked, mode.cursor, mode.size);
  }

  /** Reads one row more than requested, to know whether more follow. */
  private async step({ filters, sort, values }: Asked, cursor: string | undefined, size: number): Promise<TenantList> {
    const shape = shapeOf({ filters, sort, values });
    const rows =
      cursor !== undefined
        ? await this.find(tenantList(filters, sort, 'after'), [...values, ...decodeCursor(cursor, shape), size + 1])
        : await this.find(tenantList(filters, sort, 'offset'), [...values, size + 1, 0]);
    const shown = rows.slice(0, size);
    const last = rows.length > size ? shown.at(-1) : undefined;
    const next = last ? encodeCursor(shape, [keyOf(last, sort), last.id]) : null;
    return tenantsOf(cursorAnswer(shown, size, next));
  }

  private async page({ filters, sort, values }: Asked, number: number, size: number): Promise<TenantList> {
    const offset = offsetOf(number, size);
    const rows = await this.find(tenantList(filters, sort, 'offset'), [...values, size, offset]);
    const total = await findTotal(
      (statement, ...given) => this.database.unscopedRead('tenants.registry', statement, ...given),
      tenantTotal(filters),
      ...values,
    );
    return tenantsOf(pageAnswer(rows, { number, size }, total));
  }

  private find(statement: ReturnType<typeof tenantList>, values: readonly (string | number)[]): Promise<TenantRow[]> {
    return this.database.unscopedRead('tenants.registry', statement, ...values);
  }
}

function tenantsOf({ data, page }: ListAnswer<TenantRow>): TenantList {
  return { tenants: data.map(details), page };
}

function read(query: TenantQuery): Asked {
  const search = query.search?.trim() ? containing(query.search) : undefined;
  const given = { search, product: query.product, plan: query.plan, state: query.state };
  const filters = tenantFilters.filter((filter) => given[filter] !== undefined);
  return { sort: query.sort ?? 'name', filters, values: filters.map((filter) => given[filter] as string) };
}

/** A cursor belongs to one sort and one set of filters. */
function shapeOf({ filters, sort, values }: Asked) {
  const filter = Object.fromEntries(filters.map((name, i) => [name, values[i]]));
  const types = [sort.endsWith('name') ? 'text' : 'timestamp', 'uuid'] as const;
  return { list: 'tenants.tenants', tenantId: null, sort, filter, types } satisfies ListShape<typeof types>;
}

function keyOf(row: TenantRow, sort: TenantSort): string {
  return sort.endsWith('name') ? row.nameKey : row.createdAt.toISOString();
}

/** The searched text: name and slug on separate lines, so that no search matches across both. */
export function searchKey(name: string, slug: string): string {
  return `${normaliseText(name)}\n${slug}`;
}

/** A LIKE pattern for texts that contain this text, with `%`, `_` and `\` escaped. */
export function containing(text: string): string {
  return `%${normaliseText(text.trim()).replace(/[\\%_]/g, '\\$&')}%`;
}
