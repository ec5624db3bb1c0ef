import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Statement } from '#platform/database';
import { sortKey } from '#platform/folding';
import { assertVersion } from '#platform/http';
import { tenancyProblems } from '#platform/tenancy';
import { MemoryDirectory } from '../directory/memory-directory.js';
import { products } from '../products/products.js';
import { tenantsProblems } from '../tenants.errors.js';
import { searchKey } from './search-key.js';
import { details } from './tenant-details.js';
import { checkTenant, slugFormat } from './tenant-rules.js';
import { TenantSearch } from './tenant-search.js';
import {
  type NewTenant,
  type TenantChanges,
  type TenantDetails,
  type TenantList,
  type TenantQuery,
  Tenants,
} from './tenants.js';
import {
  insertTenant,
  resumeTenant,
  suspendTenant,
  type TenantRow,
  tenantBySlug,
  updateTenant,
} from './tenants.sql.js';

/** The rules of tenants. Every write is in the directory of this process before it is acknowledged. */
@Injectable()
export class TenantsService extends Tenants {
  constructor(
    private readonly database: Database,
    private readonly directory: MemoryDirectory,
    private readonly search: TenantSearch,
  ) {
    super();
  }

  override readonly products = products;

  override async create({ slug, name, product, plan = 'free', origins = [] }: NewTenant): Promise<TenantDetails> {
    checkTenant({ slug, name, product, plan, origins });
    const title = name.trim();
    const id = randomUUIDv7();
    const keys = [sortKey(title), searchKey(title, slug)] as const;
    const row = await this.write(insertTenant, id, slug, title, ...keys, product, plan, [...origins]);
    if (!row) throw tenantsProblems.tenant_slug_taken({ slug });
    return details(row);
  }

  override async bySlug(slug: string): Promise<TenantDetails> {
    return details(await this.row(slug));
  }

  override list(query: TenantQuery): Promise<TenantList> {
    return this.search.list(query);
  }

  override async update(slug: string, version: number | undefined, changes: TenantChanges): Promise<TenantDetails> {
    const { name, plan, origins } = changes;
    refuseNoSlug(slug);
    checkTenant({ name, plan, origins });
    const title = name?.trim() ?? null;
    const [key, text] = title === null ? [null, null] : [sortKey(title), searchKey(title, slug)];
    const list = origins ? [...origins] : null;
    const row = await this.write(updateTenant, slug, version ?? null, title, key, text, plan ?? null, list);
    if (row) return details(row);
    const current = await this.row(slug);
    assertVersion(version ?? current.version, current.version);
    return details(current);
  }

  override async suspend(slug: string, reason?: string): Promise<TenantDetails> {
    refuseNoSlug(slug);
    checkTenant({ reason });
    return details((await this.write(suspendTenant, slug, reason?.trim() ?? null)) ?? (await this.row(slug)));
  }

  override async resume(slug: string): Promise<TenantDetails> {
    refuseNoSlug(slug);
    return details((await this.write(resumeTenant, slug)) ?? (await this.row(slug)));
  }

  private async row(slug: string): Promise<TenantRow> {
    refuseNoSlug(slug);
    const [row] = await this.database.unscopedRead('tenants.registry', tenantBySlug, slug);
    if (!row) throw tenancyProblems.tenant_not_found({ slug });
    return row;
  }

  private async write<Values extends readonly unknown[]>(
    statement: Statement<TenantRow, Values>,
    ...values: Values
  ): Promise<TenantRow | undefined> {
    return this.database.unscoped('tenants.registry', async (tx) => {
      const [row] = await tx.run(statement, ...values);
      if (row) tx.afterCommit(() => this.directory.written(row));
      return row;
    });
  }
}

/** What no tenant can be called is not looked for; it may hold what PostgreSQL refuses. */
function refuseNoSlug(slug: string): void {
  if (!slugFormat.test(slug)) throw tenancyProblems.tenant_not_found({ slug });
}
