import { Injectable } from '@nestjs/common';
import { CacheInvalidation } from '#platform/cache';
import { Database, type Statement, type Transaction } from '#platform/database';
import { type ListAnswer, type ListedRows, readList } from '#platform/lists';
import { tenancyProblems } from '#platform/tenancy';
import { MemoryDirectory } from '../directory/memory-directory.js';
import { TENANT_TAG } from '../settings/tenant-settings.js';
import { type TenantEvent, TenantHistory } from './tenant-history.js';
import { tenantList } from './tenant-list.sql.js';
import { slugFormat } from './tenant-rules.js';
import type { DemonstrationTenant, TenantQuery } from './tenants.js';
import { demonstrationTenants, type TenantRow, tenantBySlug } from './tenants.sql.js';

/** Reads and writes tenants' rows. Every write is audited, published, and in the directory of this process before it is acknowledged. */
@Injectable()
export class TenantRegistry {
  private readonly rows: ListedRows = {
    tenantId: null,
    read: (statement, ...values) => this.database.unscopedRead('tenants.registry', statement, ...values),
  };

  constructor(
    private readonly database: Database,
    private readonly directory: MemoryDirectory,
    private readonly history: TenantHistory,
    private readonly cache: CacheInvalidation,
  ) {}

  /** @throws Problem `tenant_not_found` (404) */
  async row(slug: string): Promise<TenantRow> {
    // An invalid slug is not looked up; it may hold characters that PostgreSQL refuses.
    const [row] = slugFormat.test(slug) ? await this.rows.read(tenantBySlug, slug) : [undefined];
    if (!row) throw tenancyProblems.tenant_not_found({ slug });
    return row;
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(query: TenantQuery): Promise<ListAnswer<TenantRow>> {
    return readList(this.rows, tenantList, query);
  }

  demonstrations(): Promise<readonly DemonstrationTenant[]> {
    return this.rows.read(demonstrationTenants);
  }

  /**
   * Changes the tenant of a slug by a statement whose first value is the slug.
   *
   * @param eventOf makes the event from the new row
   * @returns the new row, undefined where the statement changed none
   * @throws Problem `tenant_not_found` (404)
   */
  async change<Values extends readonly unknown[]>(
    slug: string,
    eventOf: (row: TenantRow) => TenantEvent,
    statement: Statement<TenantRow, readonly [slug: string, ...Values]>,
    ...values: Values
  ): Promise<TenantRow | undefined> {
    const tenantId = await this.directory.idOf(slug);
    return this.database.transaction({ tenantId }, (tx) => this.write(tx, eventOf, statement, slug, ...values));
  }

  /** @param id the id of the new tenant */
  create<Values extends readonly unknown[]>(
    id: string,
    eventOf: (row: TenantRow) => TenantEvent,
    statement: Statement<TenantRow, readonly [id: string, ...Values]>,
    ...values: Values
  ): Promise<TenantRow | undefined> {
    return this.database.transaction({ tenantId: id }, (tx) => this.write(tx, eventOf, statement, id, ...values));
  }

  /**
   * Writes one row in the caller's transaction.
   *
   * @param tx a transaction of the tenant
   */
  async write<Values extends readonly unknown[]>(
    tx: Transaction,
    eventOf: (row: TenantRow) => TenantEvent,
    statement: Statement<TenantRow, Values>,
    ...values: Values
  ): Promise<TenantRow | undefined> {
    const [row] = await tx.run(statement, ...values);
    if (!row) return undefined;
    tx.afterCommit(() => this.directory.written(row));
    await Promise.all([this.history.record(tx, row.id, eventOf(row)), this.cache.within(tx, row.id, [TENANT_TAG])]);
    return row;
  }
}
